import type { Time } from '../../kinds'
import type { View } from '../../store'

export const attachDetachName = 'attachdetach-controller'

/** What is being done to a device on one node: somebody else does it, and is asked now and then how far it is. */
export interface Operation {
  readonly kind: 'Attach' | 'Detach'
  readonly startedAt: Time
}

/** What the controller knows of a device on one node (cache/actual_state_of_world.go: nodeAttachedTo). */
export interface OnNode {
  /** Uncertain after a failure: it may hang there or not. Absent while it does not, as far as anybody knows. */
  readonly state?: 'Attached' | 'Uncertain'
  readonly operation?: Operation
  /** The last operation failed at this time and is not tried again before `waitMs` have passed. */
  readonly failure?: { readonly kind: Operation['kind']; readonly at: Time; readonly waitMs: number }
  /** Since when no pod has needed it there. */
  readonly detachWantedAt?: Time
  /** The node's status named it as in use when the node was last seen. */
  readonly isInUse?: boolean
  /** The pods that wait for it here have been told so. */
  readonly hasSaidWaiting?: boolean
}

/** All that is known of one device: the memory that the real controller keeps in its process. */
export interface DeviceMemory {
  /** The name of the volume it was last wanted as. */
  readonly volume: string
  readonly allowsManyNodes: boolean
  readonly nodes: Readonly<Record<string, OnNode>>
}

/** The key of a device's memory, as plans write it. */
export function memoryKey(device: string): string {
  return `device/${device}`
}

/** What is remembered of a device. */
export function memoryAt(view: View, device: string): DeviceMemory | undefined {
  return view.memo(`${attachDetachName}/${memoryKey(device)}`) as DeviceMemory | undefined
}
