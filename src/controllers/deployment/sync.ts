import type { Deployment, DeploymentStatus, ReplicaSet, Time } from '../../kinds'
import type { View } from '../../store'
import type { Action } from '../runtime'
import { revisionAnnotation } from './names'

/**
 * One sync of one deployment while it is being planned: what it reads, what it has decided to do, and the deployment as it will be by then.
 * Upstream writes the deployment with the version it began with, so a second write in one sync is refused and the sync ends there, to be
 * taken up again; here it ends without asking (`isOver`), and its first write wakes it.
 */
export interface Sync {
  readonly view: View
  readonly deployment: Deployment
  readonly now: Time
  /** Its ReplicaSets, oldest first. */
  readonly sets: readonly ReplicaSet[]
  readonly actions: Action[]
  /** As stored, and with the conditions that this sync has set. */
  status: DeploymentStatus
  /** Value of the revision annotation. */
  revision: string | undefined
  hasWritten: boolean
  isOver: boolean
  wakeAt: Time | undefined
}

/** What the sets of a deployment are to each other. */
export interface Sides {
  /** Has the deployment's template; undefined while there is none. */
  readonly newest: ReplicaSet | undefined
  /** All others, oldest first. */
  readonly old: readonly ReplicaSet[]
}

/** A sync that has decided nothing yet. */
export function newSync(view: View, deployment: Deployment, now: Time, sets: readonly ReplicaSet[]): Sync {
  return {
    view,
    deployment,
    now,
    sets,
    actions: [],
    status: deployment.status,
    revision: deployment.metadata.annotations?.[revisionAnnotation],
    hasWritten: false,
    isOver: false,
    wakeAt: undefined,
  }
}

/** All sets, the newest last. */
export function allOf({ newest, old }: Sides): readonly ReplicaSet[] {
  return newest ? [...old, newest] : old
}
