import type { HttpRequest, HttpResponse } from '../client'
import type { Time } from '../kinds'
import type { Seed } from '../sim'
import type { Commit, Snapshot, Store } from '../store'

/** Settings of the control plane, named after the flags of the real one. Times in milliseconds. */
export interface WorldSettings {
  readonly nodeMonitorPeriodMs: number
  readonly nodeMonitorGracePeriodMs: number
  readonly volumeBinderSyncPeriodMs: number
  /** `--enable-hostpath-provisioner`. */
  readonly hasHostPathProvisioner: boolean
  /** How long the lab's block driver takes to bring a disk to a machine, least and most. */
  readonly attachMs: readonly [least: number, most: number]
  /** And to take it away. */
  readonly detachMs: readonly [least: number, most: number]
}

export interface WorldOptions {
  readonly seed?: Seed
  /** Machines to begin with (each registers its own Node); none for the conformance player, which plays kubelets itself. */
  readonly machines?: number
  readonly settings?: Partial<WorldSettings>
  /** Deep-freezes every stored value, to catch whoever writes a shared one. For tests. */
  readonly freezes?: boolean
}

/** What a world goes on from after everything in memory was lost. */
export interface WorldState {
  readonly seed: Seed
  /** Whether it has machines; see `WorldOptions.machines`. */
  readonly hasMachines: boolean
  readonly snapshot: Snapshot
  /** What happened after it. The changes need not say what was before. */
  readonly commits: Iterable<Commit>
  /** Its clock; not before the last commit. */
  readonly now: Time
}

/** A whole cluster: control plane, machines, disks, network, and the time they share. */
export interface World {
  readonly store: Store
  readonly seed: Seed
  /** The cluster's time, in virtual milliseconds since the epoch. */
  readonly now: Time
  /** When the next thing is due; undefined when nothing ever happens by itself again. */
  readonly nextAt: Time | undefined
  /** The door. What the request does happens at `now`; its consequences need `run`. */
  handle(request: HttpRequest): HttpResponse
  /**
   * Lets time pass until `until` (inclusive), or until `shouldPause` says so; it is asked between any two steps of the loop. Returns whether
   * `until` was reached. Afterwards `now` is `until`, or the time of the last step.
   */
  run(until: Time, shouldPause?: () => boolean): boolean
  /**
   * Lets time pass up to and including the next commit that a person would notice (no heartbeat). Gives up at `until`; whether there was one.
   */
  step(until: Time): boolean
  /** A new world that goes on from a revision of this one: same seed, same clock as then, everybody awake. */
  fork(revision: number): World
}
