import {
  type Condition,
  conditionOf,
  objectKey,
  type PersistentVolumeClaim,
  type Pod,
  type Time,
  timestamp,
} from '../../kinds'
import type { Change, View } from '../../store'
import { isPodOver, mountedClaims } from '../../volumes'
import { type Action, type Controller, nothing, type Plan } from '../runtime'
import { hasFinalizer, withFinalizer, withoutFinalizer } from './finalizers'

const controllerName = 'pvc-protection-controller'
const finalizer = 'kubernetes.io/pvc-protection'

/** Keeps a claim that is being deleted until no pod uses it, and tells since when none does. Rules: README.md. */
export const claimProtectionController: Controller = {
  name: controllerName,
  // It lists the namespace's pods before it says that none uses the claim (askAPIServer).
  liveReads: 1,
  interests: [
    { kind: 'PersistentVolumeClaim', keysOf: keysOfClaim },
    { kind: 'Pod', keysOf: keysOfPod },
  ],
  plan(view, key, now) {
    const [, namespace, name = ''] = key.split('/')
    const claim = view.get('PersistentVolumeClaim', name, namespace)
    return claim ? planClaim(view, claim, now) : nothing
  },
}

/**
 * [VP-3] A claim is found unused as soon as its pod is gone, before anybody's request for another pod has gone through the API (recorded:
 * storage/local-volume-node-deleted). A worker of its own, because only what removes a finalizer waits for the live list of pods.
 */
export const claimUnusedController: Controller = {
  name: `${controllerName}/unused`,
  watchMs: 0,
  interests: [{ kind: 'Pod', keysOf: change => (change.after ? none : keysOfPod(change)) }],
  plan(view, key, now) {
    const [, namespace, name = ''] = key.split('/')
    const claim = view.get('PersistentVolumeClaim', name, namespace)
    if (!claim || claim.metadata.deletionTimestamp !== undefined || claim.status.phase !== 'Bound') return nothing
    const condition = unusedCondition(claim, view.lookup('Pod', 'claim', `${namespace}/${name}`), now)
    return condition ? { actor: controllerName, actions: [setCondition(claim, condition)] } : nothing
  },
}

const none: readonly string[] = []

/** A claim that lacks the condition or the finalizer, or waits to go. */
function keysOfClaim({ after, namespace, name }: Change): readonly string[] {
  const claim = after as PersistentVolumeClaim | undefined
  if (!claim) return none
  const lacksCondition = claim.status.phase === 'Bound' && !conditionOf(claim, 'Unused')
  const isTerminating = claim.metadata.deletionTimestamp !== undefined
  return lacksCondition || isTerminating === hasFinalizer(claim, finalizer)
    ? [objectKey('PersistentVolumeClaim', namespace, name)]
    : none
}

/** The claims of a pod that came, went, ended, or got its node. */
function keysOfPod(change: Change): readonly string[] {
  const before = change.before as Pod | undefined
  const after = change.after as Pod | undefined
  const isSame = before && after && before.metadata.uid === after.metadata.uid
  if (isSame && before.spec.nodeName === after.spec.nodeName && isPodOver(before) === isPodOver(after)) return none
  const pod = after ?? before
  if (!pod?.spec.volumes) return none
  return mountedClaims(pod).map(({ name }) => objectKey('PersistentVolumeClaim', change.namespace, name))
}

function planClaim(view: View, claim: PersistentVolumeClaim, now: Time): Plan {
  const { namespace, name } = claim.metadata
  const pods = view.lookup('Pod', 'claim', `${namespace}/${name}`)
  if (claim.metadata.deletionTimestamp !== undefined) {
    // [VP-2] A pod on a node protects the claim whatever its phase; one without a node does not.
    const isUsed = pods.some(({ spec }) => spec.nodeName)
    return isUsed || !hasFinalizer(claim, finalizer) ? nothing : { actions: [withoutFinalizer(claim, finalizer)] }
  }
  // [VP-4] Before it is Bound the volume controller writes the status.
  const condition = claim.status.phase === 'Bound' ? unusedCondition(claim, pods, now) : undefined
  if (condition) return { actions: [setCondition(claim, condition)] }
  return hasFinalizer(claim, finalizer) ? nothing : { actions: [withFinalizer(claim, finalizer)] }
}

/** [VP-3] The condition as it should be; undefined when it is so already. Pods that have ended do not count, those without a node do. */
function unusedCondition(claim: PersistentVolumeClaim, pods: readonly Pod[], now: Time): Condition | undefined {
  const isUnused = pods.every(isPodOver)
  const status = isUnused ? 'True' : 'False'
  if (conditionOf(claim, 'Unused')?.status === status) return undefined
  return {
    type: 'Unused',
    status,
    lastProbeTime: null,
    lastTransitionTime: timestamp(now),
    reason: isUnused ? 'NoPodsUsingPVC' : 'PodUsingPVC',
    message: isUnused ? 'No pods are currently referencing this PVC' : 'A pod is currently referencing this PVC',
  }
}

function setCondition(claim: PersistentVolumeClaim, condition: Condition): Action {
  const { kind, metadata, status } = claim
  const { namespace, name } = metadata
  const present = status.conditions ?? []
  const conditions = present.some(({ type }) => type === condition.type)
    ? present.map(other => (other.type === condition.type ? condition : other))
    : [...present, condition]
  const body = { ...claim, status: { ...status, conditions } }
  return { write: { verb: 'update', subresource: 'status', kind, ...(namespace && { namespace }), name, body } }
}
