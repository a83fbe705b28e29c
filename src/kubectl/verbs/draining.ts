import type { Time } from '../../kinds'
import { parseTimestamp } from '../../kinds'
import type { Call } from '../command'
import { CommandError, isReason, messageOf, SeveralErrors } from '../errors'
import { formatDuration } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { now, print, printError, type Run, waitForChange } from '../process'
import { type ApiObject, itemsOf, send, sendForObject, withQuery } from '../resources'

const retryMs = 5000
/** As long as anybody waits: Go's longest duration, about 292 years. */
const everMs = 9_223_372_036_854

interface PodObject extends ApiObject {
  readonly spec?: { readonly volumes?: readonly { readonly emptyDir?: unknown }[] }
  readonly status?: { readonly phase?: string }
}

/** Why a pod goes or stays. */
interface Verdict {
  readonly goes: boolean
  readonly warning?: string
  readonly error?: string
}

/** The pods that have to leave a node, and what there is to say about it. Throws what forbids it. */
export function* podsToDrain(
  call: Call,
  nodeName: string,
): Run<{ readonly pods: readonly PodObject[]; readonly warnings: string }> {
  const { flags } = call
  const query = { fieldSelector: `spec.nodeName=${nodeName}`, labelSelector: flags.text('pod-selector') }
  const list = yield* sendForObject({ method: 'GET', path: withQuery('/api/v1/pods', query) })
  const at = yield* now()
  const judged: (readonly [PodObject, Verdict])[] = []
  for (const pod of itemsOf(list) as PodObject[]) judged.push([pod, yield* verdictOn(call, pod, at)])
  const errors = grouped(judged, 'error').map(text => new CommandError(`cannot delete ${text}`))
  if (errors.length > 0) throw new SeveralErrors(errors)
  return {
    pods: judged.filter(([, { goes }]) => goes).map(([pod]) => pod),
    warnings: grouped(judged, 'warning').join('; '),
  }
}

function grouped(judged: readonly (readonly [PodObject, Verdict])[], field: 'error' | 'warning'): readonly string[] {
  const names = new Map<string, string[]>()
  for (const [{ metadata }, verdict] of judged) {
    const message = verdict[field]
    if (message !== undefined)
      names.set(message, [...(names.get(message) ?? []), `${metadata?.namespace}/${metadata?.name}`])
  }
  return [...names].map(([message, pods]) => `${message}: ${pods.join(', ')}`)
}

/** Filters in order; the first that keeps a pod decides, else the last (`pkg/drain/filters.go`). */
function* verdictOn(call: Call, pod: PodObject, at: Time): Run<Verdict> {
  const { flags } = call
  if (isLongGone(call, pod, at)) return { goes: false }
  const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed'
  const owner = (pod.metadata?.ownerReferences as readonly Owner[] | undefined)?.find(({ controller }) => controller)
  if (owner?.kind === 'DaemonSet' && owner.apiVersion === 'apps/v1' && !isOver) {
    const verdict = yield* verdictOnDaemon(call, pod, owner)
    if (!verdict.goes) return verdict
  }
  if (pod.metadata?.annotations?.['kubernetes.io/config.mirror'] !== undefined) return { goes: false }
  const hasLocalStorage = pod.spec?.volumes?.some(({ emptyDir }) => emptyDir !== undefined) && !isOver
  if (hasLocalStorage && !flags.bool('delete-emptydir-data'))
    return { goes: false, error: 'Pods with local storage (use --delete-emptydir-data to override)' }
  if (isOver || owner) return { goes: true }
  if (flags.bool('force')) return { goes: true, warning: 'deleting Pods that declare no controller' }
  return { goes: false, error: 'Pods that declare no controller (use --force to override)' }
}

interface Owner {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly controller?: boolean
}

function* verdictOnDaemon({ flags }: Call, { metadata }: PodObject, { name }: Owner): Run<Verdict> {
  try {
    yield* send({ method: 'GET', path: `/apis/apps/v1/namespaces/${metadata?.namespace}/daemonsets/${name}` })
  } catch (error) {
    if (isReason(error, 'NotFound') && flags.bool('force')) return { goes: true, warning: messageOf(error) }
    return { goes: false, error: messageOf(error) }
  }
  if (flags.bool('ignore-daemonsets')) return { goes: false, warning: 'ignoring DaemonSet-managed Pods' }
  return { goes: false, error: 'DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' }
}

function isLongGone({ flags }: Call, { metadata }: ApiObject, at: Time): boolean {
  const seconds = flags.number('skip-wait-for-delete-timeout')
  const since = metadata?.deletionTimestamp
  return seconds > 0 && since !== undefined && Math.trunc((at - parseTimestamp(since)) / 1000) > seconds
}

/** Evicts pods, or deletes them where that is asked for, and waits until they are gone. Throws what went wrong, after the rest is done. */
export function* removePods(call: Call, pods: readonly PodObject[]): Run {
  if (pods.length === 0) return
  const timeoutMs = call.flags.duration('timeout') || everMs
  const until = (yield* now()) + timeoutMs
  if (call.flags.bool('disable-eviction')) return yield* deletePods(call, pods, until)
  const leavings = pods.map(pod => new Leaving(pod))
  while (leavings.some(({ isOver }) => !isOver)) {
    for (const leaving of leavings) if (!leaving.isOver) yield* leaving.advance(call, until, timeoutMs)
    const wakes = leavings.filter(({ isOver }) => !isOver).map(({ wakesAt }) => wakesAt ?? until)
    if (wakes.length > 0) yield* waitForChange(Math.min(...wakes))
  }
  const errors = leavings.flatMap(({ error }) => (error ? [error] : []))
  if (errors.length > 0) throw new SeveralErrors(errors)
}

function deleteOptions({ flags }: Call): object {
  const seconds = flags.number('grace-period')
  return {
    ...(seconds >= 0 && { gracePeriodSeconds: seconds }),
    ...(dryRunOf(flags) === 'server' && { dryRun: ['All'] }),
  }
}

function podPath({ metadata }: ApiObject): string {
  return `/api/v1/namespaces/${metadata?.namespace}/pods/${metadata?.name}`
}

/** One pod on its way out: to be evicted, to be evicted again later, or waited for. */
class Leaving {
  isOver = false
  error: CommandError | undefined
  /** When to try again; undefined while the pod is waited for. */
  wakesAt: Time | undefined = 0
  private pod: PodObject

  constructor(pod: PodObject) {
    this.pod = pod
  }

  *advance(call: Call, until: Time, timeoutMs: number): Run {
    const at = yield* now()
    if (this.wakesAt === undefined) yield* this.look(call, until)
    else if (at >= this.wakesAt) yield* this.evict(call, until, timeoutMs)
  }

  private *evict(call: Call, until: Time, timeoutMs: number): Run {
    const { name = '', namespace = '' } = this.pod.metadata ?? {}
    const isDryRun = dryRunOf(call.flags) === 'server'
    yield* print(`evicting pod ${namespace}/${name}${isDryRun ? ' (server dry run)' : ''}\n`)
    const at = yield* now()
    if (at >= until)
      return this.fail(
        `error when evicting pods/"${name}" -n "${namespace}": global timeout reached: ${formatDuration(timeoutMs)}`,
      )
    const body = {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name, namespace },
      deleteOptions: deleteOptions(call),
    }
    try {
      yield* send({ method: 'POST', path: `${podPath(this.pod)}/eviction`, contentType: 'application/json', body })
    } catch (error) {
      if (isReason(error, 'NotFound')) this.isOver = true
      else if (isReason(error, 'TooManyRequests')) {
        yield* printError(
          `error when evicting pods/"${name}" -n "${namespace}" (will retry after ${formatDuration(retryMs)}): ${messageOf(error)}\n`,
        )
        this.wakesAt = at + retryMs
      } else this.fail(`error when evicting pods/"${name}" -n "${namespace}": ${messageOf(error)}`)
      return
    }
    if (isDryRun) this.isOver = true
    else this.wakesAt = undefined
    if (!this.isOver) yield* this.look(call, until)
  }

  private *look(call: Call, until: Time): Run {
    const { name = '', namespace = '' } = this.pod.metadata ?? {}
    const at = yield* now()
    const state = yield* stateOf(call, this.pod, at)
    if (state !== 'there') {
      this.isOver = true
      yield* print(yield* goneText(call, this.pod, state, 'evicted'))
    } else if (at >= until)
      this.fail(
        `error when waiting for pod "${name}" in namespace "${namespace}" to terminate: context deadline exceeded`,
      )
  }

  private fail(message: string): void {
    this.isOver = true
    this.error = new CommandError(message)
  }
}

type PodState = 'there' | 'gone' | 'skipped'

function* stateOf(call: Call, pod: PodObject, at: Time): Run<PodState> {
  try {
    const present = yield* sendForObject({ method: 'GET', path: podPath(pod) })
    if (present.metadata?.uid !== pod.metadata?.uid) return 'gone'
    return isLongGone(call, present, at) ? 'skipped' : 'there'
  } catch (error) {
    if (isReason(error, 'NotFound')) return 'gone'
    throw error
  }
}

function* goneText({ flags }: Call, pod: PodObject, state: PodState, word: string): Run<string> {
  if (state === 'gone') return (yield* printerFor(flags, word)).print({ apiVersion: 'v1', kind: 'Pod', ...pod })
  const seconds = flags.number('skip-wait-for-delete-timeout')
  return `pod ${pod.metadata?.name} has DeletionTimestamp older than ${seconds} seconds, skipping\n`
}

function* deletePods(call: Call, pods: readonly PodObject[], until: Time): Run {
  for (const pod of pods) {
    const body = { apiVersion: 'v1', kind: 'DeleteOptions', ...deleteOptions(call) }
    try {
      yield* send({ method: 'DELETE', path: podPath(pod), contentType: 'application/json', body })
    } catch (error) {
      if (!isReason(error, 'NotFound')) throw error
    }
  }
  if (dryRunOf(call.flags) === 'server') return
  let pending = pods
  for (;;) {
    const at = yield* now()
    const left: PodObject[] = []
    for (const pod of pending) {
      const state = yield* stateOf(call, pod, at)
      if (state === 'there') left.push(pod)
      else yield* print(yield* goneText(call, pod, state, 'deleted'))
    }
    if (left.length === 0) return
    if (at >= until) throw new CommandError('context deadline exceeded')
    pending = left
    yield* waitForChange(until)
  }
}
