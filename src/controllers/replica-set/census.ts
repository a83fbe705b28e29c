import { matchesLabels, matchesSelector } from '../../client'
import {
  conditionOf,
  controllerOf,
  type LabelSelector,
  type Pod,
  parseTimestamp,
  type ReplicaSet,
  type Time,
} from '../../kinds'
import { differences, type View } from '../../store'

/** How many pods of a set are what. */
export interface Counts {
  /** Those that count as replicas: neither ended nor terminating. */
  readonly active: number
  readonly ready: number
  /** Active, and with all labels of the template. */
  readonly fullyLabeled: number
  readonly terminating: number
}

/** A pod that is neither ended nor on its way out (controller_utils.go, IsPodActive). */
export function isActive({ metadata, status }: Pod): boolean {
  return status.phase !== 'Succeeded' && status.phase !== 'Failed' && metadata.deletionTimestamp === undefined
}

/** Since when the Ready condition is True; undefined while it is not (podutil.IsPodReady, whatever the phase). */
export function readySince(pod: Pod): Time | undefined {
  const ready = conditionOf(pod, 'Ready')
  return ready?.status === 'True' ? parseTimestamp(ready.lastTransitionTime ?? '') : undefined
}

/**
 * The pods of one set, counted from sync to sync by what differs by reference. It is derived from the view alone: from scratch it would say
 * the same, only later.
 */
export class Census {
  readonly uid: string
  readonly counts = { active: 0, ready: 0, fullyLabeled: 0, terminating: 0 }
  /** Active pods that the set manages although its selector no longer matches. */
  strangerCount = 0
  /** All pods that name the set among their owners. */
  pods: readonly Pod[] = []
  private template: unknown

  constructor(uid: string) {
    this.uid = uid
  }

  update(view: View, set: ReplicaSet): void {
    if (this.template !== set.spec.template) this.restart(set)
    const pods = view.lookup('Pod', 'owner', this.uid)
    for (const { before, after } of differences(this.pods, pods)) {
      if (before) this.count(before, set, -1)
      if (after) this.count(after, set, 1)
    }
    this.pods = pods
  }

  /** The set's active pods. */
  activePods(set: ReplicaSet): readonly Pod[] {
    return this.pods.filter(pod => isManaged(pod, set) && isActive(pod) && isMatch(pod, set))
  }

  /** Active pods that the set must release. */
  strangers(set: ReplicaSet): readonly Pod[] {
    return this.pods.filter(pod => isManaged(pod, set) && isActive(pod) && !isMatch(pod, set))
  }

  private restart(set: ReplicaSet): void {
    this.template = set.spec.template
    this.pods = []
    this.strangerCount = 0
    Object.assign(this.counts, { active: 0, ready: 0, fullyLabeled: 0, terminating: 0 })
  }

  private count(pod: Pod, set: ReplicaSet, by: 1 | -1): void {
    if (!isManaged(pod, set)) return
    if (!isMatch(pod, set)) {
      if (isActive(pod)) this.strangerCount += by
    } else addPod(this.counts, pod, set, by)
  }
}

/** The counts with some pods more, which are being adopted. */
export function withAdopted(counts: Counts, adopted: readonly Pod[], set: ReplicaSet): Counts {
  if (adopted.length === 0) return counts
  const more = { ...counts }
  for (const pod of adopted) addPod(more, pod, set, 1)
  return more
}

function addPod(counts: { -readonly [K in keyof Counts]: number }, pod: Pod, set: ReplicaSet, by: 1 | -1): void {
  if (isActive(pod)) {
    counts.active += by
    if (readySince(pod) !== undefined) counts.ready += by
    if (matchesLabels(set.spec.template.metadata?.labels ?? {}, pod.metadata.labels)) counts.fullyLabeled += by
  } else if (pod.metadata.deletionTimestamp && pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed')
    counts.terminating += by
}

function isManaged(pod: Pod, { metadata }: ReplicaSet): boolean {
  return controllerOf(pod)?.uid === metadata.uid && pod.metadata.namespace === metadata.namespace
}

function isMatch({ metadata }: Pod, { spec }: ReplicaSet): boolean {
  return matchesSelector(spec.selector, metadata.labels)
}

/** By the selector, which is immutable and therefore stays the same object as long as the set lives. */
const censuses = new WeakMap<LabelSelector, Census>()

/** The census of a set, brought up to date. */
export function censusAt(view: View, set: ReplicaSet): Census {
  let census = censuses.get(set.spec.selector)
  if (census?.uid !== set.metadata.uid) {
    census = new Census(set.metadata.uid)
    censuses.set(set.spec.selector, census)
  }
  census.update(view, set)
  return census
}
