import type { HttpResponse, Status } from '../../src/client'
import type { KubernetesObject } from '../../src/kinds'

/** What the server answered, in a line: a Status's message, an object's name, or the start of a text. */
export function messageOf({ code, body }: HttpResponse): string {
  if (typeof body === 'string') return body.trim().slice(0, 300) || `${code}`
  if (isStatus(body)) return statusText(body, code)
  const object = body as Partial<KubernetesObject> | null | undefined
  if (!object?.metadata?.name) return `${code}`
  return `${object.kind?.toLowerCase() ?? 'object'}/${object.metadata.name} ${wordFor(code, object)}`
}

/** What to do next about a failed request, in plain words; undefined when the message says it all. */
export function adviceFor({ code, body }: HttpResponse): string | undefined {
  const reason = isStatus(body) ? body.reason : undefined
  if (reason === 'NotFound') return 'It is gone already, or was never there. Look at the graph for what exists now.'
  if (reason === 'AlreadyExists') return 'It is there already. Delete it first, or change the one that exists.'
  if (reason === 'Conflict') return 'Somebody else changed it meanwhile. Look at its present state and try again.'
  if (reason === 'Invalid')
    return 'The server refuses what is written. Mend the field that the message names, and apply again.'
  if (reason === 'TooManyRequests')
    return 'Wait until more of its pods are Ready, or lower the budget, then evict again. A plain delete asks no budget.'
  if (reason === 'Forbidden') return 'The server does not allow it for this object as it is now.'
  if (code === 503 && typeof body === 'string')
    return 'No answer came from the cluster. Try again when it is connected; whether this was done shows then.'
  if (reason === 'ServiceUnavailable' || code === 503)
    return 'Nobody answers there: wait until the pod is Running and Ready, and its machine connected.'
  if (reason === 'MethodNotAllowed') return 'This object does not know that action.'
  if (isStatus(body) && body.message?.includes('more than one PodDisruptionBudget'))
    return 'Delete one of the budgets that select this pod, or narrow its selector; a plain delete asks no budget.'
  if (code >= 500) return 'Something broke inside the cluster. Try again; if it stays, reload the page.'
  return undefined
}

/** A refused eviction says only in its cause which budget refuses it, and why. */
function statusText(status: Status, code: number): string {
  const { message, reason, details } = status
  if (message === undefined) return status.status === 'Success' ? successOf(status) : (reason ?? `failed with ${code}`)
  const why = details?.causes?.find(cause => cause.reason === 'DisruptionBudget')?.message
  return why ? `${message} ${why}.`.replace(/\.\.$/, '.') : message
}

/** What a Status of success tells: the name of what is gone, or nothing in particular. */
function successOf({ details }: Status): string {
  return details?.name ? `${details.kind ?? 'object'}/${details.name} deleted` : 'done'
}

function wordFor(code: number, object: Partial<KubernetesObject>): string {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata ?? {}
  if (deletionTimestamp) return deletionGracePeriodSeconds === 0 && !finalizers?.length ? 'deleted' : 'is being deleted'
  return code === 201 ? 'created' : 'changed'
}

function isStatus(body: unknown): body is Status {
  return typeof body === 'object' && body !== null && (body as { kind?: unknown }).kind === 'Status'
}
