import type { Pod } from '../../kinds'
import type { Change, View } from '../../store'
import type { NodeInfo, Snapshot } from '../snapshot/snapshot'

/** One attempt to place one pod. */
export interface Attempt {
  readonly pod: Pod
  readonly snapshot: Snapshot
}

/** Why a node will not do. */
export interface Refusal {
  readonly plugin: string
  readonly reasons: readonly string[]
  /** Whether removing pods from the node could help: upstream's Unschedulable, as against UnschedulableAndUnresolvable. */
  readonly isResolvable: boolean
}

/** Judges one node; undefined lets the pod on it. */
export type NodeCheck = (info: NodeInfo) => Refusal | undefined

/** No node will do, whatever it is like: upstream's PreFilter failure. */
export interface Rejection {
  readonly plugin: string
  readonly message: string
  /** Something is broken rather than missing: tried again after a back-off. */
  readonly isError?: boolean
}

/** A rule about where pods may run: one of kube-scheduler's filter plugins. */
export interface Filter {
  /** The plugin's name upstream. */
  readonly name: string
  /** What the whole cluster says to this pod: a check for nodes, nothing to check, or a rejection. */
  prepare(attempt: Attempt): NodeCheck | Rejection | undefined
  /** Whether a change may make a pod placeable that this plugin refused: upstream's QueueingHintFn. */
  helps(change: Change, pod: Pod, view: View): boolean
  /** Whether a change of the refused pod itself may: upstream's hints for TargetPod events. Without it none does. */
  helpsItself?(before: Pod, after: Pod): boolean
}

/** Tells a rejection from a check. */
export function isRejection(prepared: NodeCheck | Rejection): prepared is Rejection {
  return typeof prepared !== 'function'
}
