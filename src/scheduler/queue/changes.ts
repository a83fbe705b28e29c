import { deepEqual } from '../../base'
import type { Pod } from '../../kinds'
import type { Change } from '../../store'
import { isLiving } from '../snapshot/usage'

/** Whether the pod takes room on a node: it runs there, or is nominated to. */
function takesRoom(pod: Pod | undefined): boolean {
  return Boolean(pod && isLiving(pod) && (pod.spec.nodeName || pod.status.nominatedNodeName))
}

/** A pod that took room takes none any more: upstream's AssignedPod/Delete. */
export function isGone({ kind, before, after }: Change): boolean {
  return kind === 'Pod' && takesRoom(before as Pod | undefined) && !takesRoom(after as Pod | undefined)
}

/** A pod takes room that took none: upstream's AssignedPod/Add. */
export function isCome({ kind, before, after }: Change): boolean {
  return kind === 'Pod' && !takesRoom(before as Pod | undefined) && takesRoom(after as Pod | undefined)
}

/** A pod that takes room has other labels now: upstream's AssignedPod/UpdatePodLabel. */
export function isRelabelled({ kind, before, after }: Change): boolean {
  return (
    kind === 'Pod' &&
    takesRoom(before as Pod | undefined) &&
    takesRoom(after as Pod | undefined) &&
    !deepEqual(before?.metadata.labels, after?.metadata.labels)
  )
}

/** A node has come, or its labels are others now. */
export function isNodeLabelled({ kind, before, after }: Change): boolean {
  return (
    kind === 'Node' && after !== undefined && (!before || !deepEqual(before.metadata.labels, after.metadata.labels))
  )
}
