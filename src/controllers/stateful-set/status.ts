import { altered } from '../../base'
import type { StatefulSet, StatefulSetStatus } from '../../kinds'
import type { Action } from '../runtime'
import type { Sync } from './sync'

/** The counters and revisions of a status, zeros written out. */
export type Counts = Required<
  Pick<
    StatefulSetStatus,
    | 'observedGeneration'
    | 'replicas'
    | 'readyReplicas'
    | 'availableReplicas'
    | 'currentReplicas'
    | 'updatedReplicas'
    | 'currentRevision'
    | 'updateRevision'
  >
>

/** The pods as they were counted. Terminating ones are not of any revision. */
export function countsOf({ set, revisions, roster: { tally } }: Sync): Counts {
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: tally.replicas,
    readyReplicas: tally.ready,
    availableReplicas: tally.available,
    currentReplicas: tally.current,
    updatedReplicas: tally.updated,
    currentRevision: revisions.current.metadata.name,
    updateRevision: revisions.update.metadata.name,
  }
}

/** When every replica is updated and ready, the update revision becomes the current one (completeUpdate; all strategies since 1.37). */
export function completeUpdate(set: StatefulSet, counts: Counts): Counts {
  const { replicas } = set.spec
  const isComplete =
    counts.updatedReplicas === replicas && counts.readyReplicas === replicas && counts.replicas === replicas
  if (!isComplete) return counts
  return { ...counts, currentReplicas: counts.updatedReplicas, currentRevision: counts.updateRevision }
}

/**
 * Writes the status if it differs, whether or not the rest of the sync worked (stateful_set_control.go, updateStatefulSetStatus; performUpdate).
 * `deletedForUpdate` pods were just deleted to be updated; they leave currentReplicas at once. Conditions are left to those who set them.
 */
export function statusWrite(sync: Sync, deletedForUpdate: number): readonly Action[] {
  const { set, revisions } = sync
  const counted = countsOf(sync)
  const currentReplicas = Math.max(0, counted.currentReplicas - deletedForUpdate)
  const counts = completeUpdate(set, deletedForUpdate > 0 ? { ...counted, currentReplicas } : counted)
  if (!isInconsistent(set.status, counts)) return []
  const { name, namespace, uid } = set.metadata
  const status = altered(counts, {
    readyReplicas: counts.readyReplicas || null,
    currentReplicas: counts.currentReplicas || null,
    updatedReplicas: counts.updatedReplicas || null,
    collisionCount: revisions.collisionCount,
  })
  const target = { kind: 'StatefulSet', name, ...(namespace && { namespace }), subresource: 'status' } as const
  return [
    {
      write: { verb: 'patch', ...target, patchType: 'merge', body: { metadata: { uid }, status } },
      tolerate: ['NotFound'],
      always: true,
    },
  ]
}

/** Whether a counter or a revision differs, or the generation was not yet observed (inconsistentStatus). */
function isInconsistent(status: StatefulSetStatus, counts: Counts): boolean {
  return (
    counts.observedGeneration > (status.observedGeneration ?? 0) ||
    counts.replicas !== status.replicas ||
    counts.currentReplicas !== (status.currentReplicas ?? 0) ||
    counts.readyReplicas !== (status.readyReplicas ?? 0) ||
    counts.updatedReplicas !== (status.updatedReplicas ?? 0) ||
    counts.availableReplicas !== status.availableReplicas ||
    counts.currentRevision !== (status.currentRevision ?? '') ||
    counts.updateRevision !== (status.updateRevision ?? '')
  )
}
