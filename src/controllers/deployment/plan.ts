import type { Time } from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import { cleanUp } from './cleanup'
import { conditionIn, progressing, withDeploymentCondition } from './conditions'
import { progressReasons } from './names'
import { syncNewest } from './new-replica-set'
import { hasDeadline, syncStatus } from './progress'
import { recreate } from './recreate'
import { claimSets } from './replica-sets'
import { rollOut } from './rolling'
import { isScaled, scale } from './scaling'
import { writeStatus } from './status'
import { newSync, type Sync } from './sync'

/** Decides what one deployment needs (deployment_controller.go, syncDeployment). `key` is `namespace/name`. */
export function planDeployment(view: View, key: string, now: Time): Plan {
  const slash = key.indexOf('/')
  const deployment = view.get('Deployment', key.slice(slash + 1), key.slice(0, slash))
  if (!deployment) return nothing
  const claimed = claimSets(view, deployment)
  const sync = newSync(view, deployment, now, claimed.sets)
  work(sync)
  const then: readonly Action[] = sync.actions
  return {
    // Without its sets the sync does not even begin.
    actions:
      claimed.actions.length > 0 && then.length > 0
        ? [...claimed.actions, { abreast: [then] }]
        : [...claimed.actions, ...then],
    ...(sync.wakeAt !== undefined && { wakeAt: sync.wakeAt }),
  }
}

function work(sync: Sync): void {
  const { metadata, spec } = sync.deployment
  if (metadata.deletionTimestamp !== undefined) {
    syncStatus(sync, syncNewest(sync, false))
    return
  }
  notePause(sync)
  if (spec.paused) reconcile(sync)
  else advance(sync)
}

function advance(sync: Sync): void {
  const { deployment } = sync
  const sides = syncNewest(sync, false)
  // What was written to the newest set would be written a second time now, and refused.
  const isWritten = sides.newest !== undefined && !sync.sets.includes(sides.newest)
  if (sync.isOver || isWritten) return
  if (isScaled(deployment, sides)) reconcile(sync)
  else if (deployment.spec.strategy.type === 'Recreate') recreate(sync)
  else rollOut(sync)
}

/** Paused, or of another size than its sets know: sizes only (sync.go, sync). */
function reconcile(sync: Sync): void {
  const sides = syncNewest(sync, false)
  if (sync.isOver) return
  scale(sync, sides)
  if (sync.deployment.spec.paused) cleanUp(sync, sides.old)
  syncStatus(sync, sides)
}

/** Time spent paused must not count as lack of progress, unless that was told before (sync.go, checkPausedConditions). */
function notePause(sync: Sync): void {
  const { deployment, now } = sync
  const { conditions = [] } = sync.status
  const reason = conditionIn(conditions, 'Progressing')?.reason
  const isNoted = reason === progressReasons.paused
  const isPaused = deployment.spec.paused === true
  if (!hasDeadline(deployment) || reason === progressReasons.timedOut || isNoted === isPaused) return
  const condition = isPaused
    ? progressing('Unknown', progressReasons.paused, 'Deployment is paused', now)
    : progressing('Unknown', progressReasons.resumed, 'Deployment is resumed', now)
  writeStatus(sync, { ...sync.status, conditions: withDeploymentCondition(conditions, condition) })
}
