import { deepEqual } from '../../base'
import type { Pod } from '../../kinds'
import type { Change } from '../../store'
import { isLiving } from '../snapshot/usage'

/** Whether the pod is on a node and has not ended: the others are none of the cache of kube-scheduler. */
function isPlaced(pod: Pod | undefined): boolean {
  return Boolean(pod && isLiving(pod) && pod.spec.nodeName)
}

/** A placed pod is gone, or one that still waits lost the node it was nominated to: upstream's AssignedPod/Delete. */
export function isGone(change: Change): boolean {
  const { kind, before, after } = change
  if (kind !== 'Pod') return false
  return isPlaced(before as Pod | undefined) ? !isPlaced(after as Pod | undefined) : losesNomination(change)
}

/** A pod that still waits is nominated to its node no more; that helps those of no higher priority (hasNominatedNodeNameChanged). */
export function losesNomination({ kind, before, after }: Change): boolean {
  if (kind !== 'Pod' || !before) return false
  const [old, next] = [before as Pod, after as Pod | undefined]
  const { nominatedNodeName } = old.status
  if (!nominatedNodeName || old.spec.nodeName || next?.spec.nodeName) return false
  return nominatedNodeName !== next?.status.nominatedNodeName
}

/** A pod has been placed: upstream's AssignedPod/Add. A nomination alone is not told to others. */
export function isCome({ kind, before, after }: Change): boolean {
  return kind === 'Pod' && !isPlaced(before as Pod | undefined) && isPlaced(after as Pod | undefined)
}

/** A placed pod has other labels now: upstream's AssignedPod/UpdatePodLabel. */
export function isRelabelled({ kind, before, after }: Change): boolean {
  return (
    kind === 'Pod' &&
    isPlaced(before as Pod | undefined) &&
    isPlaced(after as Pod | undefined) &&
    !deepEqual(before?.metadata.labels, after?.metadata.labels)
  )
}

/** A node has come, or its labels are others now. */
export function isNodeLabelled({ kind, before, after }: Change): boolean {
  return (
    kind === 'Node' && after !== undefined && (!before || !deepEqual(before.metadata.labels, after.metadata.labels))
  )
}
