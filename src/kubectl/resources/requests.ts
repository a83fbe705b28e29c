import { isRecord } from '../../base'
import { failure, type HttpRequest, type HttpResponse, type Status, StatusError, type StatusReason } from '../../client'
import { exchange, type Run } from '../process'

/** An object as the API gives it, of whatever kind. */
export interface ApiObject {
  readonly apiVersion?: string
  readonly kind?: string
  readonly metadata?: ApiMetadata
  readonly [field: string]: unknown
}

export interface ApiMetadata {
  readonly name?: string
  readonly generateName?: string
  readonly namespace?: string
  readonly uid?: string
  readonly resourceVersion?: string
  readonly generation?: number
  readonly creationTimestamp?: string
  readonly deletionTimestamp?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** Sends a request; throws StatusError when it is refused. */
export function* send(request: HttpRequest): Run<HttpResponse> {
  const response = yield* exchange(request)
  if (response.code >= 400) throw new StatusError(statusOf(response))
  return response
}

/** Sends a request that is answered with an object. */
export function* sendForObject(request: HttpRequest): Run<ApiObject> {
  const { body } = yield* send(request)
  return isRecord(body) ? (body as ApiObject) : {}
}

const genericMessages: Readonly<Record<number, readonly [reason: StatusReason, message: string]>> = {
  400: ['BadRequest', 'the server rejected our request for an unknown reason'],
  401: ['Unauthorized', 'the server has asked for the client to provide credentials'],
  403: ['Forbidden', 'unknown'],
  404: ['NotFound', 'the server could not find the requested resource'],
  405: ['MethodNotAllowed', 'the server does not allow this method on the requested resource'],
  500: ['InternalError', 'an error on the server ("unknown") has prevented the request from succeeding'],
  503: ['ServiceUnavailable', 'the server is currently unable to handle the request'],
}

/** What a refusal says: its Status, or one made from the code where the body is none (`NewGenericServerResponse`). */
function statusOf({ code, body }: HttpResponse): Status {
  if (isRecord(body) && body.kind === 'Status') return body as unknown as Status
  const [reason, message] = genericMessages[code] ?? [
    'InternalError',
    `the server responded with the status code ${code}`,
  ]
  return { ...failure(reason, message), code }
}

/** A path with a query; parameters that are undefined or empty are left out. */
export function withQuery(path: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) if (value) query.set(name, value)
  return query.size > 0 ? `${path}?${query}` : path
}
