import { controllerOf } from '../../kinds'
import { cleanUp } from './cleanup'
import { syncNewest } from './new-replica-set'
import { isComplete, syncRolloutStatus } from './progress'
import { activeAmong, sum } from './replica-sets'
import { scaleSet } from './scale-set'
import type { Sides, Sync } from './sync'

/** One step of a rollout that first lets all old pods go, to the last of them (recreate.go, rolloutRecreate). */
export function recreate(sync: Sync): void {
  const sides = syncNewest(sync, false)
  if (sync.isOver) return
  const old = activeAmong(sides.old)
  for (const set of old) scaleSet(sync, set, 0)
  if (old.length > 0 || hasOldPods(sync, sides)) {
    syncRolloutStatus(sync, sides)
    return
  }
  const then = sides.newest ? sides : syncNewest(sync, true)
  if (sync.isOver || !then.newest) return
  scaleSet(sync, then.newest, sync.deployment.spec.replicas)
  if (isComplete(sync.deployment, sync.status)) cleanUp(sync, then.old)
  syncRolloutStatus(sync, then)
}

/** Whether a pod of an old set may still run, terminating or not (oldPodsRunning). */
function hasOldPods({ view }: Sync, { old }: Sides): boolean {
  if (sum(old, set => set.status.replicas) > 0) return true
  return old.some(({ metadata: { uid } }) =>
    view
      .lookup('Pod', 'owner', uid)
      .some(pod => controllerOf(pod)?.uid === uid && pod.status.phase !== 'Failed' && pod.status.phase !== 'Succeeded'),
  )
}
