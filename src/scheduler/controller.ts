import type { Controller, Interest } from '../controllers/runtime'
import type { Seed } from '../sim'
import { planPod } from './plan-pod'
import { schedulerName } from './queue/notes'
import { assumedKeysOf, helpedKeysOf, ownKeysOf } from './queue/requeue'
import { SnapshotMaker } from './snapshot/snapshot'

export interface SchedulerOptions {
  /** Decides between nodes that are equally good. */
  readonly seed: Seed
}

/** Kinds that have no pods of their own but may help some, or end the waiting of a placed one. */
const helpfulKinds = [
  'Node',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'CSINode',
  'VolumeAttachment',
]

const interests: readonly Interest[] = [
  { kind: 'Pod', keysOf: (change, view) => joined(ownKeysOf(change, view), helpedKeysOf(change, view)) },
  ...helpfulKinds.map(
    kind =>
      ({
        kind,
        keysOf: (change, view) => joined(assumedKeysOf(change, view), helpedKeysOf(change, view)),
      }) satisfies Interest,
  ),
]

function joined(a: readonly string[], b: readonly string[]): readonly string[] {
  return b.length === 0 ? a : [...a, ...b]
}

/** kube-scheduler with its default profile: gives each pod that names no node one that will do. */
export function schedulerController({ seed }: SchedulerOptions): Controller {
  const snapshots = new SnapshotMaker()
  return {
    name: schedulerName,
    interests,
    watchMs: 1,
    plan: (view, key, now) => planPod(view, key, now, seed, snapshots),
  }
}
