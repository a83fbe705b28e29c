import type { Pod, Time } from '../../kinds'
import { minute, second } from '../../sim'
import { memoKind, memosAt, memosOnNodeAt, type Revision, touchedBetween, type View } from '../../store'

export const schedulerName = 'default-scheduler'

/** What the scheduler remembers of a pod it could not place: upstream's QueuedPodInfo. A memo, so that forks keep it. */
export interface QueueNote {
  readonly uid: string
  /** The revision the last attempt looked at, and when that was. */
  readonly revision: Revision
  readonly failedAt: Time
  /** Who refused a node in the last attempt. Empty after an error: then only time helps. */
  readonly plugins: readonly string[]
  /** Errors in a row. */
  readonly errorCount: number
}

/** A pod that has been given a node and whose volumes are being bound; it takes its room already (the cache's assumed pods). */
export interface Assumption {
  /** `namespace/name` of the pod. */
  readonly pod: string
  readonly uid: string
  /** The pod as it was then: so it counts on the node until it is bound (cache.go: AssumePod). */
  readonly assumed: Pod
  readonly node: string
  readonly since: Time
  /** Volumes that were given to claims, by name. */
  readonly bindings: readonly { readonly volume: string; readonly claim: string }[]
  /** Claims that a provisioner was asked to make a volume for. */
  readonly provisions: readonly string[]
}

/** A pod that went while its volumes were being bound, until that is noticed. */
export interface Departure {
  readonly departed: Pod
  /** The node it was to run on. Not called `node`: it takes no room there any more. */
  readonly target: string
  readonly noticedAt: Time
}

const assumed = 'assumed'
const departed = 'departed'

/** Where the note about a pod lies, below the scheduler's name. */
export function noteKey(podKey: string): string {
  return `queue/${podKey}`
}

/** What is remembered of the pod, if it was refused. */
export function noteAt(view: View, podKey: string): QueueNote | undefined {
  return view.memo(`${schedulerName}/${noteKey(podKey)}`) as QueueNote | undefined
}

/** What is assumed of one pod. */
export function assumptionOf(view: View, podKey: string): Assumption | undefined {
  return view.memo(`${schedulerName}/${assumed}/${podKey}`) as Assumption | undefined
}

/** The departure of the pod that had this name, if it is not noticed yet. */
export function departureOf(view: View, podKey: string): Departure | undefined {
  return view.memo(`${schedulerName}/${departed}/${podKey}`) as Departure | undefined
}

/** The node that is reserved for this very pod, if one is. */
export function assumedNodeAt(view: View, { metadata: { namespace, name, uid } }: Pod): string | undefined {
  const assumption = assumptionOf(view, `${namespace}/${name}`)
  return assumption?.uid === uid ? assumption.node : undefined
}

const noAssumptions: readonly Assumption[] = []

/** Derived from the store's list, which is the same array while nothing in it has changed; and then so is the answer. */
const valuesOfList = new WeakMap<readonly unknown[], readonly Assumption[]>()

/** All pods whose volumes are being bound. */
export function assumptionsAt(view: View): readonly Assumption[] {
  return valuesOf(memosAt(view, `${schedulerName}/${assumed}`))
}

/** Those that will run on one node. The same array while nothing has changed for that node. */
export function assumptionsOnAt(view: View, node: string): readonly Assumption[] {
  return valuesOf(memosOnNodeAt(view, `${schedulerName}/${assumed}`, node))
}

/** The nodes whose assumptions may differ between two views; undefined when that is not known. */
export function touchedAssumptions(before: View, after: View): readonly string[] | undefined {
  const touched = touchedBetween(before, after, memoKind, 'node')
  if (!touched) return undefined
  const prefix = `${schedulerName}/${assumed}/`
  const nodes: string[] = []
  for (const value of touched) if (value.startsWith(prefix)) nodes.push(value.slice(prefix.length))
  return nodes
}

function valuesOf(memos: ReturnType<typeof memosAt>): readonly Assumption[] {
  if (memos.length === 0) return noAssumptions
  let values = valuesOfList.get(memos)
  if (!values) {
    values = memos.map(({ value }) => value as Assumption)
    valuesOfList.set(memos, values)
  }
  return values
}

/** The memo that holds what is assumed of a pod; without an assumption it is erased. One memo a pod: two bindings never undo each other. */
export function assume(podKey: string, assumption?: Assumption): { memo: string; value: unknown } {
  return { memo: `${assumed}/${podKey}`, value: assumption }
}

/** The memo of a departure; without one it is erased. */
export function depart(podKey: string, departure?: Departure): { memo: string; value: unknown } {
  return { memo: `${departed}/${podKey}`, value: departure }
}

const firstBackoffMs = second
const mostBackoffMs = 10 * second
/** How long a refused pod waits for something that helps before it is tried again all the same. */
const leftoverMs = 5 * minute
const leftoverCheckMs = 30 * second

/**
 * When the pod is to be tried again whatever happens. After an error: the back-off of 1 s, doubling to 10 s, which ends with a whole second
 * (backoff_queue.go: getBackoffTime, isEntityBackingoff). After a refusal: five minutes (flushUnschedulableEntitiesLeftover). A refused pod
 * for which something helpful happens does not wait: an idle scheduler takes pods out of their back-off (SchedulerPopFromBackoffQ).
 */
export function dueAt(note: QueueNote): Time {
  if (note.plugins.length > 0) return note.failedAt + leftoverMs + leftoverCheckMs
  const backoffMs = Math.min(mostBackoffMs, firstBackoffMs * 2 ** Math.max(0, note.errorCount - 1))
  return Math.floor((note.failedAt + backoffMs) / second) * second + second
}
