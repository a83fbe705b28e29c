import type { Status } from '../../client'
import {
  controllerReference,
  type Deployment,
  type DeploymentStatus,
  type PodTemplateSpec,
  type ReplicaSet,
  timestamp,
} from '../../kinds'
import { type Action, errorText, isNamespaceTerminating } from '../runtime'
import { annotationsForNewest, revisionOf, sizeAnnotations } from './annotations'
import { conditionIn, progressing, withDeploymentCondition } from './conditions'
import { roomForNewest } from './fenceposts'
import { hashLabel, progressReasons, replicaSetName, revisionAnnotation } from './names'
import { hasDeadline } from './progress'
import { newestSet } from './replica-sets'
import { patchSet } from './scale-set'
import { statusRequest, writeStatus } from './status'
import type { Sides, Sync } from './sync'
import { templateHash } from './template-hash'

/**
 * Tells the sets of a deployment apart, and makes the newest what it must be: created where `mayCreate`, annotated, its revision noted on the
 * deployment (sync.go, getAllReplicaSetsAndSyncRevision, getNewReplicaSet).
 */
export function syncNewest(sync: Sync, mayCreate: boolean): Sides {
  const { deployment, sets } = sync
  const newest = newestSet(deployment, sets)
  const old = sets.filter(set => set !== newest)
  const revision = 1 + Math.max(0, ...old.map(set => revisionOf(set) ?? 0))
  if (newest) return { newest: annotated(sync, newest, revision), old }
  return { newest: mayCreate ? created(sync, old, revision) : undefined, old }
}

function annotated(sync: Sync, newest: ReplicaSet, revision: number): ReplicaSet {
  const { deployment } = sync
  const { annotations: known } = newest.metadata
  const annotations = annotationsForNewest(deployment, known, revision)
  const { minReadySeconds = 0 } = deployment.spec
  const isOtherDelay = (newest.spec.minReadySeconds ?? 0) !== minReadySeconds
  if (Object.keys(annotations).length > 0 || isOtherDelay)
    return patchSet(sync, newest, { annotations, ...(isOtherDelay && { minReadySeconds }) })
  const isOtherRevision = sync.revision !== known?.[revisionAnnotation]
  sync.revision = known?.[revisionAnnotation] ?? ''
  const { conditions = [] } = sync.status
  const isUnknown = hasDeadline(deployment) && !conditionIn(conditions, 'Progressing')
  const message = `Found new replica set "${newest.metadata.name}"`
  const status = isUnknown ? withProgress(sync, 'True', progressReasons.setFound, message) : sync.status
  if (isUnknown || isOtherRevision) writeStatus(sync, status)
  return newest
}

function created(sync: Sync, old: readonly ReplicaSet[], revision: number): ReplicaSet | undefined {
  const set = newReplicaSet(sync, old, revision)
  const { name, namespace } = set.metadata
  if (sync.view.get('ReplicaSet', name, namespace)) {
    noteCollision(sync)
    return undefined
  }
  const create = creation(sync.deployment, set)
  if (sync.hasWritten) {
    sync.actions.push(create)
    sync.isOver = true
    return set
  }
  sync.actions.push({ abreast: [[create, creationReport(sync, set, String(revision))]] })
  sync.revision = String(revision)
  sync.status = withProgress(sync, 'True', progressReasons.setCreated, `Created new replica set "${name}"`)
  sync.hasWritten = true
  return set
}

/** Tells on the deployment that there is a new set, or why there is none. */
function creationReport(sync: Sync, { metadata }: ReplicaSet, revision: string): Action {
  const { deployment, revision: revisionBefore } = sync
  const done = withProgress(sync, 'True', progressReasons.setCreated, `Created new replica set "${metadata.name}"`)
  const before = { ...sync }
  return {
    report: failure => {
      if (!failure) return statusRequest(deployment, revision, done)
      if (!hasDeadline(deployment) || isNamespaceTerminating(failure)) return undefined
      return statusRequest(
        deployment,
        revisionBefore,
        withProgress(before, 'False', progressReasons.createFailed, failureText(metadata.name, failure)),
      )
    },
  }
}

/** The status with a condition about progress, where somebody wants to know. */
function withProgress(
  { deployment, status, now }: Pick<Sync, 'deployment' | 'status' | 'now'>,
  state: 'True' | 'False',
  reason: string,
  message: string,
): DeploymentStatus {
  if (!hasDeadline(deployment)) return status
  const condition = progressing(state, reason, message, now)
  return { ...status, conditions: withDeploymentCondition(status.conditions ?? [], condition) }
}

function failureText(name: string, failure: Status): string {
  return `Failed to create new replica set "${name}": ${errorText(failure)}`
}

function creation(about: Deployment, set: ReplicaSet): Action {
  const { replicas } = set.spec
  const message = `Scaled up replica set ${set.metadata.name} from 0 to ${replicas}`
  const { apiVersion, kind, spec } = set
  const { uid: _1, resourceVersion: _2, creationTimestamp: _3, ...metadata } = set.metadata
  return {
    write: { verb: 'create', kind: 'ReplicaSet', body: { apiVersion, kind, metadata, spec } },
    onSuccess: replicas > 0 ? [{ about, type: 'Normal', reason: 'ScalingReplicaSet', message }] : [],
    onFailure: status =>
      isNamespaceTerminating(status)
        ? []
        : [
            {
              about,
              type: 'Warning',
              reason: progressReasons.createFailed,
              message: failureText(set.metadata.name, status),
            },
          ],
  }
}

/** Another set has the name that this template's would get: the next try hashes with a number besides. */
function noteCollision(sync: Sync): void {
  const collisionCount = (sync.status.collisionCount ?? 0) + 1
  writeStatus(sync, { ...sync.status, collisionCount })
  sync.isOver = true
}

/** The set as it will be: named and labelled by the hash of its template. */
function newReplicaSet(sync: Sync, old: readonly ReplicaSet[], revision: number): ReplicaSet {
  const { deployment, now } = sync
  const { template, selector, minReadySeconds } = deployment.spec
  const { name, namespace } = deployment.metadata
  const hash = templateHash(template, sync.status.collisionCount)
  const labels = { ...template.metadata?.labels, [hashLabel]: hash }
  const labelled: PodTemplateSpec = { ...template, metadata: { ...template.metadata, labels } }
  const annotations = { ...annotationsForNewest(deployment, undefined, revision), ...sizeAnnotations(deployment) }
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: replicaSetName(name, hash),
      ...(namespace && { namespace }),
      uid: '',
      resourceVersion: '',
      creationTimestamp: timestamp(now),
      labels,
      annotations,
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: roomForNewest(deployment, old, 0),
      ...(minReadySeconds && { minReadySeconds }),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
      template: labelled,
    },
    status: { replicas: 0 },
  }
}
