import type { Reference } from '../../session'
import type { Tone } from '../../ui'

/** Which pod identity something belongs to: the ordinal, which is also its colour everywhere. */
export type Ordinal = number | undefined

interface NodeBase {
  /** Stable for as long as the thing is the same thing to a person: a slot keeps its id while its pod is replaced. */
  readonly id: string
  /** What is selected when it is clicked. */
  readonly target: Reference
}

/** A StatefulSet, Deployment or ReplicaSet, or the pods that have none (`target.kind` is then `Pods`). */
export interface SetNode extends NodeBase {
  readonly type: 'set'
  readonly title: string
  readonly detail: string
  readonly tone: Tone
  /** Ids of its slots; in order where pods have one. */
  readonly slots: readonly string[]
  /** What keeps the pods there; undefined where nobody does. */
  readonly workload: 'StatefulSet' | 'Deployment' | 'ReplicaSet' | undefined
}

/** A pod as the API believes it to be, or the place that a set keeps for one. */
export interface SlotNode extends NodeBase {
  readonly type: 'slot'
  readonly ordinal: Ordinal
  readonly name: string
  readonly word: string
  readonly detail: string
  readonly tone: Tone
  readonly exists: boolean
  readonly isTerminating: boolean
}

export interface ServiceAddress {
  readonly name: string
  readonly address: string
  readonly ordinal: Ordinal
  readonly isReady: boolean
}

export interface ServiceNode extends NodeBase {
  readonly type: 'service'
  readonly title: string
  readonly detail: string
  readonly addresses: readonly ServiceAddress[]
  /** How many addresses are not listed. */
  readonly omitted: number
}

export interface MachineNode extends NodeBase {
  readonly type: 'machine'
  readonly name: string
  /** What the API server says about it. */
  readonly word: string
  readonly tone: Tone
  /** What is really wrong with it; empty when nothing is. */
  readonly reality: string
  /** Virtual time since when, for the part of `word` that counts on; undefined when nothing does. */
  readonly since: number | undefined
  readonly isOn: boolean
  readonly isConnected: boolean
  readonly isKubeletRunning: boolean
  readonly isCordoned: boolean
}

/** A pod's processes on a machine: or, with `isAbsent`, the place where the API believes them to be. */
export interface SandboxNode extends NodeBase {
  readonly type: 'sandbox'
  readonly machine: string
  readonly ordinal: Ordinal
  readonly name: string
  /** `namespace/name` of the pod: two sandboxes with the same are two processes of one identity. */
  readonly identity: string
  readonly word: string
  readonly detail: string
  readonly tone: Tone
  readonly isAbsent: boolean
  /** The API server knows nothing of it (any more). */
  readonly isForgotten: boolean
  /** Another process of the same identity runs at the same time, and this is the one that should not. */
  readonly alarm: string
  /** Virtual time since when it is what `word` says. */
  readonly since: number | undefined
}

export interface ClaimNode extends NodeBase {
  readonly type: 'claim'
  readonly ordinal: Ordinal
  readonly name: string
  readonly word: string
  readonly detail: string
  readonly tone: Tone
  /** Id of the volume node it is bound to. */
  readonly volume: string | undefined
}

export interface FileLine {
  readonly path: string
  readonly content: string
  readonly writer: string
  readonly writtenAt: number
}

export interface VolumeNode extends NodeBase {
  readonly type: 'volume'
  readonly ordinal: Ordinal
  readonly name: string
  readonly word: string
  readonly detail: string
  readonly tone: Tone
  readonly files: readonly FileLine[]
  /** Says so when two processes have it mounted at once. */
  readonly alarm: string
  /** The machines its disk is attached to, where it has to be. */
  readonly attachedTo: readonly string[]
  /** Where its bytes can be reached from: a machine's name, or empty for everywhere. */
  readonly machine: string
}

export type GraphNode = SetNode | SlotNode | ServiceNode | MachineNode | SandboxNode | ClaimNode | VolumeNode

/** How a line is meant: what the API believes, what is really mounted, what really is but is not known, what is only bound or kept, what hangs where. */
export type ThreadLook = 'belief' | 'mount' | 'forgotten' | 'kept' | 'bound' | 'attached'

export interface GraphEdge {
  readonly id: string
  readonly source: string
  readonly target: string
  readonly look: ThreadLook
  readonly ordinal: Ordinal
}

/** The world as it is drawn: plain data, no positions. Nodes and edges that did not change keep their identity. */
export interface Graph {
  readonly nodes: ReadonlyMap<string, GraphNode>
  readonly edges: ReadonlyMap<string, GraphEdge>
}

export const emptyGraph: Graph = { nodes: new Map(), edges: new Map() }
