import type { KubernetesObject } from './meta'
import type { Pod } from './pod'

/** Virtual milliseconds since the epoch; the only time the engine knows. */
export type Time = number

/**
 * A machine (group lab.sim/v1, no namespace): what a Node object is *about*. Its name is the node's name. `spec` is what a person can do to
 * it; what runs on it are its Sandboxes.
 */
export interface Machine extends KubernetesObject {
  readonly spec: {
    readonly power: 'On' | 'Off'
    readonly kubelet: 'Running' | 'Stopped'
    readonly capacity: Readonly<Record<string, string>>
    /** Labels its kubelet gives the Node besides those every kubelet gives (zone, region, instance type). */
    readonly labels?: Readonly<Record<string, string>>
    readonly address: string
    /** Pods on this machine get addresses below this prefix, `10.244.1`. */
    readonly podPrefix: string
  }
  readonly status: {
    /** Where the machine is between power and work; lags behind `spec.power` by the time things take. */
    readonly state: 'Off' | 'Booting' | 'Running'
    /** When it got power; the boot ends some seconds later. Set while `state` is Booting. */
    readonly bootStartedAt?: Time
    /** How often it booted: the key of what is left to chance at a boot. */
    readonly bootCount: number
    /** Changes at each boot; a kubelet that finds another one than the Node has reports a reboot. */
    readonly bootID: string
    readonly bootedAt: Time
    /** When the kubelet process last started; undefined while it does not run. */
    readonly kubeletStartedAt?: Time
    /** That start of the kubelet which registered its Node: a kubelet registers once, whatever happens to the Node afterwards. */
    readonly registeredStart?: Time
    /** Whether the kubelet last saw its Node cordoned, so that it can report the change. */
    readonly seesUnschedulable?: boolean
    /** Images in the machine's cache, as containerd names them. */
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
  /** From the root of the disk, `/kubia.txt`. */
  readonly path: string
  readonly content: string
  /** The pod name and uid of the process that wrote it last, and the machine it ran on. */
  readonly writerPod: string
  readonly writerUID: string
  readonly writerMachine: string
  readonly writtenAt: Time
}

/**
 * Where bytes are (group lab.sim/v1, no namespace). A disk with a `machine` exists on that machine only; others are reached over the network
 * from every machine, or from those they are attached to.
 */
export interface Disk extends KubernetesObject {
  readonly spec: {
    readonly machine?: string
    readonly capacityBytes?: number
    /** What the disk is to Kubernetes: `gcePersistentDisk pv-a`, `hostPath /tmp/x`, `emptyDir data`. */
    readonly source: string
    /** The PersistentVolume that leads to it. */
    readonly volume?: string
    /** Whether the bytes go when that PersistentVolume is deleted (reclaim policy Delete). */
    readonly goesWithVolume?: boolean
    /** Whether only the machines it is attached to reach it. */
    readonly mustBeAttached?: boolean
    /** The uid of the pod whose emptyDir (or copied ConfigMap) this is; it goes with the pod's sandbox. */
    readonly podUID?: string
  }
  readonly status: {
    readonly files: readonly DiskFile[]
    /** The machines it is attached to, in the order they got it. */
    readonly attachedTo?: readonly string[]
  }
}

export type ContainerPhase = 'Waiting' | 'Running' | 'Exited'

/** How one run of a container ended. */
export interface ContainerRun {
  readonly startedAt: Time
  readonly exitedAt: Time
  readonly exitCode: number
  readonly exitReason: string
  readonly containerID: string
}

/** What a kubelet knows of one probe of a running container. Periods are counted from `startedAt`. */
export interface ProbeRecord {
  /** The last period whose result counted. */
  readonly period: number
  /** Results in a row that were alike, up to the threshold that makes them count. */
  readonly successes: number
  readonly failures: number
  /** The result that stands: true once successThreshold was reached, false once failureThreshold was. */
  readonly passes?: boolean
}

/** A line that a container has printed. */
export interface LogLine {
  readonly at: Time
  readonly text: string
}

/** A container as the machine knows it. Times are facts; what is due is derived from them. */
export interface SandboxContainer {
  readonly name: string
  readonly isInit?: boolean
  readonly phase: ContainerPhase
  /** Raised at each start; 0 before the first. */
  readonly startCount: number
  /** Raised at each pull. */
  readonly pullAttempts: number
  /** Set while an image is being pulled. */
  readonly pullStartedAt?: Time
  /** When the last pull ended, well or (with `pullError`) not; the next run needs a new one where the policy is Always. */
  readonly pullEndedAt?: Time
  readonly pullError?: string
  /** What its configuration lacked at the last attempt to create it, and when that was. */
  readonly configError?: string
  readonly configErrorAt?: Time
  /** What its environment takes from ConfigMaps and Secrets, as they were when it was created. */
  readonly values?: Readonly<Record<string, string>>
  /** How often pulling failed in a row, for the back-off. */
  readonly pullFailures: number
  /** The image that runs, as containerd names it, and its digest. */
  readonly imageID?: string
  readonly containerID?: string
  readonly startedAt?: Time
  readonly exitedAt?: Time
  readonly exitCode?: number
  readonly exitReason?: string
  /** The run before the present one. */
  readonly previous?: ContainerRun
  /** How often it ended in a row, for the restart back-off; reset after ten minutes of running. */
  readonly crashes: number
  /** The back-off that the kubelet last reported for this run or pull: it reports each once. */
  readonly backOffReportedAt?: Time
  readonly ready: boolean
  /** False until its startup probe has passed. */
  readonly started: boolean
  readonly probes?: {
    readonly readiness?: ProbeRecord
    readonly liveness?: ProbeRecord
    readonly startup?: ProbeRecord
  }
  /** Why and when the kubelet told this container alone to stop (a failed liveness probe); SIGKILL comes after the pod's grace. */
  readonly killedAt?: Time
  /** The program's memory: any JSON. Dies with the process. */
  readonly memory: unknown
  /** When the program wants to go on by itself. */
  readonly wakeAt?: Time
  /** Files that are on no volume: they die with the container. By absolute path. */
  readonly layer?: Readonly<Record<string, string>>
  /** The last lines that its present run has printed. */
  readonly log?: readonly LogLine[]
  /** How many lines that run has printed before those. */
  readonly droppedLines?: number
  /** The last lines of the run before. */
  readonly previousLog?: readonly LogLine[]
}

/**
 * What really runs for one pod on one machine (group lab.sim/v1, no namespace): the pod sandbox with its containers. It lives on when the API
 * has forgotten the pod, as long as the machine has power and nobody stops it. Its name is `<pod>.<uid>`.
 */
export interface Sandbox extends KubernetesObject {
  readonly spec: {
    readonly machine: string
    /** The pod as this machine's kubelet last saw it; the kubelet acts on this copy while it is cut off. Its status is not kept up to date. */
    readonly pod: Pod
  }
  readonly status: {
    readonly address?: string
    /** When the kubelet admitted the pod: its startTime. */
    readonly createdAt: Time
    /** How often a network sandbox was made for the pod; a reboot makes another. */
    readonly attempt: number
    /** When the making of the present one began: the volumes are mounted. */
    readonly attemptedAt?: Time
    /** When it was up. Absent before, and once it is gone. */
    readonly sandboxReadyAt?: Time
    /** Set when the kubelet began to stop the pod; SIGKILL comes `graceMs` later. */
    readonly stoppingAt?: Time
    readonly graceMs?: number
    /** When the last process was gone after that. */
    readonly stoppedAt?: Time
    readonly containers: readonly SandboxContainer[]
    /** Disk name for each mounted volume name. */
    readonly mounts: Readonly<Record<string, string>>
    /** The devices among its volumes, by volume name, as the node's status calls them: in use from admission until all has stopped. */
    readonly devices?: Readonly<Record<string, string>>
    /** Why the volumes cannot be mounted, and when that was last tried. */
    readonly mountError?: { readonly message: string; readonly at: Time; readonly failures?: number }
  }
}
