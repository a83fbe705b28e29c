import { controllerOf, type Deployment, isTerminating, type Pod, type ReplicaSet } from '../../../src/kinds'
import { referenceTo, type View } from '../../session'
import type { SetNode } from './types'

const revisionAnnotation = 'deployment.kubernetes.io/revision'

/** The id of the card of a set, a deployment among them. */
export function setId(kind: string, namespace: string | undefined, name: string): string {
  return kind === 'StatefulSet' ? `set:${namespace}/${name}` : `set:${kind}/${namespace}/${name}`
}

/** The uid of what a pod is drawn in: its StatefulSet, its Deployment, or its ReplicaSet; empty for a pod without any. */
export function familyOf(view: View, pod: Pod): string {
  const { namespace } = pod.metadata
  const owner = controllerOf(pod)
  if (owner?.kind === 'StatefulSet') return view.get('StatefulSet', owner.name, namespace) ? owner.uid : ''
  if (owner?.kind !== 'ReplicaSet') return ''
  const set = view.get('ReplicaSet', owner.name, namespace)
  return set ? (deploymentOf(view, set)?.metadata.uid ?? owner.uid) : ''
}

/** The deployment whose set this is. */
export function deploymentOf(view: View, set: ReplicaSet): Deployment | undefined {
  const owner = controllerOf(set)
  return owner?.kind === 'Deployment' ? view.get('Deployment', owner.name, set.metadata.namespace) : undefined
}

/** A Deployment, whose pods come from one or several ReplicaSets. */
export function deploymentNode(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  slots: readonly string[],
  id: string,
): SetNode {
  const { metadata, spec, status } = deployment
  const { readyReplicas = 0, updatedReplicas = 0, replicas = 0 } = status
  const isUpdating = updatedReplicas < replicas || replicas > spec.replicas
  const revision = metadata.annotations?.[revisionAnnotation]
  const used = sets.filter(set => set.spec.replicas > 0 || set.status.replicas > 0).length
  const words = [
    `${readyReplicas} of ${spec.replicas} Ready`,
    spec.paused ? 'paused' : spec.strategy.type,
    isUpdating
      ? `updating: ${updatedReplicas} new, ${replicas - updatedReplicas} old`
      : revision && `revision ${revision}`,
    used > 1 && `${used} ReplicaSets`,
  ]
  return {
    type: 'set',
    id,
    target: referenceTo(deployment),
    title: metadata.name,
    detail: words.filter(Boolean).join(' · '),
    tone: toneOf(isTerminating(deployment), readyReplicas >= spec.replicas && !isUpdating),
    slots,
    workload: 'Deployment',
  }
}

/** A ReplicaSet that no Deployment manages. */
export function replicaSetNode(set: ReplicaSet, slots: readonly string[], id: string): SetNode {
  const ready = set.status.readyReplicas ?? 0
  return {
    type: 'set',
    id,
    target: referenceTo(set),
    title: set.metadata.name,
    detail: `${ready} of ${set.spec.replicas} Ready · any names, no order`,
    tone: toneOf(isTerminating(set), ready === set.spec.replicas),
    slots,
    workload: 'ReplicaSet',
  }
}

function toneOf(isGoing: boolean, isSettled: boolean): SetNode['tone'] {
  return isGoing ? 'warn' : isSettled ? 'good' : 'busy'
}
