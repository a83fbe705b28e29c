import type { KubernetesObject } from './meta'
import type { Pod } from './pod'

/** Virtual milliseconds since the epoch; the only time the engine knows. */
export type Time = number

/**
 * A machine (group lab.sim/v1): what a Node object is *about*. Its name is the node's name. `spec` is what a person can do to it;
 * what runs on it are its Sandboxes.
 */
export interface Machine extends KubernetesObject {
  readonly spec: {
    readonly power: 'On' | 'Off'
    readonly kubelet: 'Running' | 'Stopped'
    readonly capacity: Readonly<Record<string, string>>
    readonly labels?: Readonly<Record<string, string>>
    readonly address: string
    /** Pods on this machine get addresses below this prefix, `10.244.1`. */
    readonly podPrefix: string
  }
  readonly status: {
    /** Changes at each start; a kubelet that finds another one than it noted reports a reboot. */
    readonly bootID: string
    readonly bootedAt: Time
    /** When the kubelet process last started; undefined while it does not run. */
    readonly kubeletStartedAt?: Time
    /** Images in the machine's cache. */
    readonly images: readonly string[]
    /** The last number given to a pod address. */
    readonly lastAddress: number
  }
}

/** The network between a machine and the control plane. Its name is the machine's. */
export interface Link extends KubernetesObject {
  readonly spec: { readonly state: 'Up' | 'Cut'; readonly latencyMs: number }
}

/** One file on a disk: bytes, and who wrote them. */
export interface DiskFile {
  readonly path: string
  readonly content: string
  /** The pod name and uid of the process that wrote it last, and the machine it ran on. */
  readonly writerPod: string
  readonly writerUID: string
  readonly writerMachine: string
  readonly writtenAt: Time
}

/** Where bytes are (group lab.sim/v1). A disk with a `machine` exists on that machine only; others are reached over the network. */
export interface Disk extends KubernetesObject {
  readonly spec: { readonly machine?: string; readonly capacityBytes?: number; readonly source: string }
  readonly status: { readonly files: readonly DiskFile[] }
}

export type ContainerPhase = 'Waiting' | 'Running' | 'Exited'

/** A container as the machine knows it. Times are facts; what is due is derived from them. */
export interface SandboxContainer {
  readonly name: string
  readonly phase: ContainerPhase
  /** Raised at each start; 0 before the first. */
  readonly startCount: number
  readonly imagePulledAt?: Time
  readonly pullStartedAt?: Time
  readonly pullAttempts: number
  readonly pullError?: string
  readonly startedAt?: Time
  readonly exitedAt?: Time
  readonly exitCode?: number
  readonly exitReason?: string
  readonly previous?: {
    readonly startedAt: Time
    readonly exitedAt: Time
    readonly exitCode: number
    readonly exitReason: string
  }
  /** How often it ended in a row, for the restart back-off; reset after ten minutes of running. */
  readonly crashes: number
  readonly ready: boolean
  /** The program's memory: any JSON. Dies with the process. */
  readonly memory: unknown
}

/**
 * What really runs for one pod on one machine (group lab.sim/v1): the pod sandbox with its containers. It lives on when the API has
 * forgotten the pod, as long as the machine has power and nobody stops it.
 */
export interface Sandbox extends KubernetesObject {
  readonly spec: {
    readonly machine: string
    /** The pod as this machine's kubelet last saw it; the kubelet acts on this copy while it is cut off. */
    readonly pod: Pod
  }
  readonly status: {
    readonly address?: string
    readonly createdAt: Time
    readonly sandboxReadyAt?: Time
    /** Set when the kubelet began to stop it; SIGKILL comes `graceMs` later. */
    readonly stoppingAt?: Time
    readonly graceMs?: number
    readonly containers: readonly SandboxContainer[]
    /** Disk name for each mounted volume name. */
    readonly mounts: Readonly<Record<string, string>>
  }
}
