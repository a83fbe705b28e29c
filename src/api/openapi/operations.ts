import { compareText } from '../../base'
import { type Json, reference } from './names'
import { parameters } from './parameters'

/** `apps`, `v1`, `StatefulSet`. */
export interface GroupVersionKind {
  readonly group: string
  readonly version: string
  readonly kind: string
}

/** One thing that can be done at a path. */
export interface OperationOptions {
  /** `x-kubernetes-action`. */
  readonly action: string
  readonly description: string
  /** `readAppsV1NamespacedStatefulSet`; unique in the document. */
  readonly id: string
  readonly tag: string
  readonly about: GroupVersionKind
  /** Names of query parameters. */
  readonly query: readonly string[]
  /** Name of the definition that the body has. */
  readonly body?: string
  /** Media types of the body, where they are not any. */
  readonly bodyTypes?: readonly string[]
  readonly isBodyOptional?: boolean
  /** Name of the definition that is answered with, or `text`; absent where the answer is somebody else's. */
  readonly answer?: string
  /** Codes of success. */
  readonly codes?: readonly ('200' | '201' | '202')[]
  readonly canStream?: boolean
}

/** Instead of a definition's name: the answer is text. */
export const text = 'text'

const meanings = { 200: 'OK', 201: 'Created', 202: 'Accepted' } as const
const answerTypes = ['application/json', 'application/yaml']
const streamTypes = ['application/json', 'application/json;stream=watch', 'application/yaml']

/** An operation as OpenAPI 3 writes it. */
export function operation(options: OperationOptions): Json {
  const { action, description, id, tag, about, query, codes = ['200'] } = options
  const responses = Object.fromEntries(
    codes.map(code => [code, { description: meanings[code], ...contentOf(options) }]),
  )
  return {
    tags: [tag],
    description,
    operationId: id,
    ...(query.length > 0 && { parameters: parameters(query) }),
    ...requestBody(options),
    responses: { ...responses, 401: { description: 'Unauthorized' } },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': about,
  }
}

function contentOf({ answer, canStream }: OperationOptions): Json {
  if (answer === undefined) return { content: { '*/*': { schema: { type: 'string' } } } }
  if (answer === text)
    return {
      content: Object.fromEntries([...answerTypes, 'text/plain'].map(type => [type, { schema: { type: 'string' } }])),
    }
  return { content: content(canStream ? streamTypes : answerTypes, answer) }
}

function requestBody({ body, bodyTypes = ['*/*'], isBodyOptional }: OperationOptions): Json {
  if (body === undefined) return {}
  return { requestBody: { content: content(bodyTypes, body), ...(!isBodyOptional && { required: true }) } }
}

function content(types: readonly string[], definition: string): Json {
  return Object.fromEntries(types.map(type => [type, { schema: reference(definition) }]))
}

type Parameter = { readonly name: string }

/** A path with what can be done there. Parameters that all operations share stand once, beside those of the path itself. */
export function pathItem(operations: Readonly<Record<string, Json>>, own: readonly Json[]): Json {
  const lists = Object.values(operations).map(({ parameters: known }) => (known ?? []) as readonly Parameter[])
  const isEverywhere = ({ name }: Parameter) => lists.every(list => list.some(other => other.name === name))
  const common = (lists[0] ?? []).filter(isEverywhere)
  const above = [...(own as unknown as readonly Parameter[]), ...common].sort((a, b) => compareText(a.name, b.name))
  const rest = Object.entries(operations).map(([method, { parameters: known, ...others }]) => {
    const left = ((known ?? []) as readonly Parameter[]).filter(parameter => !isEverywhere(parameter))
    return [method, left.length > 0 ? { ...others, parameters: left } : others]
  })
  return { ...Object.fromEntries(rest), parameters: above }
}
