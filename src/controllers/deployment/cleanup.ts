import type { ReplicaSet } from '../../kinds'
import { revisionOf } from './annotations'
import { byAge } from './replica-sets'
import type { Sync } from './sync'

const keepsAll = 2 ** 31 - 1

/** Deletes the oldest empty sets beyond the history's limit (sync.go, cleanupDeployment). */
export function cleanUp(sync: Sync, old: readonly ReplicaSet[]): void {
  const { revisionHistoryLimit } = sync.deployment.spec
  if (revisionHistoryLimit === undefined || revisionHistoryLimit === keepsAll) return
  const alive = old.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
  const surplus = [...alive].sort(byRevision).slice(0, Math.max(0, alive.length - revisionHistoryLimit))
  for (const { metadata, spec, status } of surplus) {
    const isUsed = status.replicas !== 0 || spec.replicas !== 0
    if (isUsed || (metadata.generation ?? 0) > (status.observedGeneration ?? 0)) continue
    const { name, namespace } = metadata
    sync.actions.push({
      write: { verb: 'delete', kind: 'ReplicaSet', name, ...(namespace && { namespace }) },
      tolerate: ['NotFound'],
    })
  }
}

/** ReplicaSetsByRevision. */
function byRevision(a: ReplicaSet, b: ReplicaSet): number {
  const [revision, other] = [revisionOf(a), revisionOf(b)]
  return revision === undefined || other === undefined || revision === other ? byAge(a, b) : revision - other
}
