import { compareText, deepEqual } from '../../base'
import {
  controllerOf,
  isTerminating,
  type KubernetesObject,
  type Node,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  parseTimestamp,
} from '../../kinds'
import { second } from '../../sim'
import type { Change, View } from '../../store'
import { selectedNodeAnnotation } from '../../volumes'
import { filters } from '../filters'
import { priorityOf } from '../judge'
import { isFullyBound } from '../volumes/claims'
import { isCome, isGone, isRelabelled, losesNomination } from './changes'
import {
  type Assumption,
  assumptionOf,
  assumptionsAt,
  assumptionsOnAt,
  departureOf,
  noteAt,
  type QueueNote,
  schedulerName,
} from './notes'

const none: readonly string[] = []

/**
 * Two keys lead to one pod. `namespace/name` says: look at it. `retry namespace/name` says: something has happened that may help it, so try
 * again, and say so even if the answer is the same as before.
 */
const retryPrefix = 'retry '

/** `namespace/name`. */
export function podKeyOf({ metadata }: KubernetesObject): string {
  return `${metadata.namespace}/${metadata.name}`
}

/** Takes a key of either form apart. */
export function parseKey(key: string): { readonly podKey: string; readonly isRetry: boolean } {
  const isRetry = key.startsWith(retryPrefix)
  return { podKey: isRetry ? key.slice(retryPrefix.length) : key, isRetry }
}

/** The pod of a change itself: it is new, it may be placed now, or it has gone and left notes behind. */
export function ownKeysOf(change: Change, view: View): readonly string[] {
  const before = change.before as Pod | undefined
  const after = change.after as Pod | undefined
  const key = `${change.namespace}/${change.name}`
  if (!after) return hasNotes(view, key) ? [key] : none
  if (after.spec.nodeName) return before?.spec.nodeName || !hasNotes(view, key) ? none : [key]
  if (after.spec.schedulerName !== schedulerName) return none
  if (!before || before.metadata.uid !== after.metadata.uid) return [key]
  if (isTerminating(after) !== isTerminating(before)) return [key]
  if (isAsBefore(before, after)) return none
  const note = noteAt(view, key)
  if (!note) return [key]
  const isHelp = filters.some(filter => note.plugins.includes(filter.name) && filter.helpsItself?.(before, after))
  return isHelp ? [`${retryPrefix}${key}`] : none
}

/** What of a pod decides where it may run has not changed; its status does not count. */
function isAsBefore(before: Pod, after: Pod): boolean {
  return (
    (before.spec === after.spec || deepEqual(before.spec, after.spec)) &&
    (before.metadata.labels === after.metadata.labels || deepEqual(before.metadata.labels, after.metadata.labels))
  )
}

function hasNotes(view: View, podKey: string): boolean {
  return Boolean(noteAt(view, podKey) ?? assumptionOf(view, podKey) ?? departureOf(view, podKey))
}

interface Refused {
  readonly pod: Pod
  readonly note: QueueNote
}

/** Refused pods that a change may help, by priority and then by how long they have waited (queueing hints; queuesort). */
export function helpedKeysOf(change: Change, view: View): readonly string[] {
  const waiting = view.lookup('Pod', 'unschedulable', '')
  if (waiting.length === 0 || isIdle(change)) return none
  const isArrival = isCome(change)
  const mostPriority = helpedPriority(change, view)
  const helped: Refused[] = []
  for (const pod of waiting) {
    if (pod.spec.schedulerName !== schedulerName || isSame(change, pod)) continue
    if ((isArrival && !caresForOthers(pod)) || priorityOf(pod) > mostPriority) continue
    const note = noteAt(view, podKeyOf(pod))
    if (note && note.uid === pod.metadata.uid && isNews(change, note) && helps(change, pod, note, view))
      helped.push({ pod, note })
  }
  if (helped.length === 0) return none
  return helped
    .sort((a, b) => priorityOf(b.pod) - priorityOf(a.pod) || a.note.failedAt - b.note.failedAt || byTurn(a, b))
    .map(({ pod }) => `${retryPrefix}${podKeyOf(pod)}`)
}

/** The room of a pod that was only nominated never kept more important ones away; that of one whose volumes were being bound did. */
function helpedPriority(change: Change, view: View): number {
  const isPromiseOnly = losesNomination(change) && !assumptionOf(view, `${change.namespace}/${change.name}`)
  return isPromiseOnly ? priorityOf(change.before as Pod) : Number.POSITIVE_INFINITY
}

/** Nearly all changes: a pod's or node's status that decides nothing about where pods may run. */
function isIdle(change: Change): boolean {
  const { kind, before, after } = change
  if (!before || !after) return false
  if (kind === 'Node') return isSameNode(before as Node, after as Node)
  if (kind !== 'Pod' || isCome(change) || isGone(change) || isRelabelled(change)) return false
  return (before as Pod).spec === (after as Pod).spec || !(after as Pod).spec.nodeName
}

function isSameNode(before: Node, after: Node): boolean {
  return (
    deepEqual(before.metadata.labels, after.metadata.labels) &&
    deepEqual(before.spec, after.spec) &&
    deepEqual(before.status.allocatable, after.status.allocatable)
  )
}

/** A pod that comes may only help those that want to be near it, or evenly spread. */
function caresForOthers({ spec }: Pod): boolean {
  return Boolean(spec.affinity || spec.topologySpreadConstraints)
}

/** Of those that were refused at the same instant, who was looked at first. */
function byTurn(a: Refused, b: Refused): number {
  return a.note.revision - b.note.revision || compareText(podKeyOf(a.pod), podKeyOf(b.pod))
}

function isSame({ kind, name, namespace }: Change, { metadata }: Pod): boolean {
  return kind === 'Pod' && name === metadata.name && namespace === metadata.namespace
}

/**
 * After a fork everything that exists looks new. What was there when the pod was last tried is not; a retry of its own finds out whether it
 * has changed since.
 */
function isNews({ before, after }: Change, { revision, failedAt }: QueueNote): boolean {
  if (before || !after) return true
  if (Number(after.metadata.resourceVersion) <= revision) return false
  return parseTimestamp(after.metadata.creationTimestamp) + second > failedAt
}

function helps(change: Change, pod: Pod, { plugins }: QueueNote, view: View): boolean {
  for (const filter of filters) if (plugins.includes(filter.name) && filter.helps(change, pod, view)) return true
  return false
}

/** Placed pods whose volumes a claim, a volume or the loss of a node concerns. */
export function assumedKeysOf(change: Change, view: View): readonly string[] {
  const { kind, name, before, after } = change
  if (kind === 'PersistentVolumeClaim') {
    const [old, next] = [before as PersistentVolumeClaim | undefined, after as PersistentVolumeClaim | undefined]
    return old && next && bindsAlike(old, next) ? none : waitingForClaim((next ?? old) as PersistentVolumeClaim, view)
  }
  if (kind === 'Node') return after ? none : assumptionsOnAt(view, name).map(({ pod }) => pod)
  // A volume that is new can be given to nobody yet.
  if (kind !== 'PersistentVolume' || !before) return none
  // Nobody waits for what a volume's status says.
  if (after && (before as PersistentVolume).spec === (after as PersistentVolume).spec) return none
  return waitingForVolume(before as PersistentVolume, after as PersistentVolume | undefined, view)
}

/** Most changes of a claim neither end the waiting for it nor make that pointless. */
function bindsAlike(before: PersistentVolumeClaim, after: PersistentVolumeClaim): boolean {
  const promised = before.metadata.annotations?.[selectedNodeAnnotation]
  return (
    isFullyBound(before) === isFullyBound(after) &&
    before.spec.volumeName === after.spec.volumeName &&
    (promised === undefined || promised === after.metadata.annotations?.[selectedNodeAnnotation])
  )
}

function waitingForClaim(claim: PersistentVolumeClaim, view: View): readonly string[] {
  const { namespace, name } = claim.metadata
  const owner = controllerOf(claim)
  const users = view.lookup('Pod', 'claim', `${namespace}/${name}`).map(podKeyOf)
  if (owner?.kind === 'Pod') users.push(`${namespace}/${owner.name}`)
  return users.filter(user => {
    const assumption = assumptionOf(view, user)
    return assumption?.provisions.includes(name) || assumption?.bindings.some(({ claim: bound }) => bound === name)
  })
}

/** A volume that names a claim is given to that claim's pod at most; another may be given to anybody. */
function waitingForVolume(
  before: PersistentVolume,
  after: PersistentVolume | undefined,
  view: View,
): readonly string[] {
  const { name } = before.metadata
  const isGiven = ({ bindings }: Assumption) => bindings.some(({ volume }) => volume === name)
  const claims = [before.spec.claimRef, after?.spec.claimRef]
  if (!claims[0])
    return assumptionsAt(view)
      .filter(isGiven)
      .map(({ pod }) => pod)
  const keys = new Set<string>()
  for (const claim of claims)
    for (const pod of claim ? view.lookup('Pod', 'claim', `${claim.namespace}/${claim.name}`) : []) {
      const assumption = assumptionOf(view, podKeyOf(pod))
      if (assumption && isGiven(assumption)) keys.add(assumption.pod)
    }
  return [...keys]
}
