import { conditionOf, controllerOf, type Deployment, isTerminating, type ReplicaSet } from '../../../src/kinds'
import type { Reference, View } from '../../session'
import { type Description, type Fact, fact } from './types'

/** What a Deployment wants, has, and waits for. */
export function describeDeployment(view: View, deployment: Deployment): Description {
  const { metadata, spec, status } = deployment
  const { readyReplicas = 0, replicas = 0, updatedReplicas = 0 } = status
  const isSettled = readyReplicas === spec.replicas && replicas === spec.replicas && updatedReplicas === spec.replicas
  const sets = view.lookup('ReplicaSet', 'owner', metadata.uid)
  const { maxSurge, maxUnavailable } = spec.strategy.rollingUpdate ?? {}
  const bounds = maxSurge === undefined ? '' : `, at most ${maxSurge} more and ${maxUnavailable} fewer`
  return {
    kind: 'Deployment',
    word: isTerminating(deployment) ? 'Terminating' : spec.paused ? 'Paused' : isSettled ? 'Settled' : 'Working',
    tone: isTerminating(deployment) ? 'warn' : isSettled ? 'good' : 'busy',
    story: [...deploymentStory(deployment, isSettled), anyPodWords],
    facts: [
      ...fact('Replicas', `${readyReplicas} Ready, ${replicas} exist, ${spec.replicas} wanted`),
      ...fact('New', updatedReplicas === replicas ? undefined : `${updatedReplicas} of ${replicas}`),
      ...fact('Updates', `${spec.strategy.type}${bounds}`),
      ...fact('Revision', metadata.annotations?.['deployment.kubernetes.io/revision']),
      ...sets.flatMap(setFact),
      ...fact('uid', metadata.uid),
    ],
  }
}

/** What a ReplicaSet wants and has, and for whom. */
export function describeReplicaSet(view: View, set: ReplicaSet): Description {
  const { metadata, spec, status } = set
  const { readyReplicas = 0 } = status
  const isSettled = readyReplicas === spec.replicas && status.replicas === spec.replicas
  const owner = controllerOf(set)
  const isManaged = owner?.kind === 'Deployment' && view.get('Deployment', owner.name, metadata.namespace) !== undefined
  return {
    kind: 'ReplicaSet',
    word: isTerminating(set) ? 'Terminating' : isSettled ? 'Settled' : 'Working',
    tone: isTerminating(set) ? 'warn' : isSettled ? 'good' : 'busy',
    story: [
      ...failureStory(set),
      ...(isManaged ? [`Deployment ${owner.name} decides how many pods it has.`] : []),
      anyPodWords,
    ],
    facts: [
      ...fact('Replicas', `${readyReplicas} Ready, ${status.replicas} exist, ${spec.replicas} wanted`),
      ...fact('Terminating', status.terminatingReplicas || undefined),
      ...fact(
        'Deployment',
        isManaged ? owner.name : undefined,
        isManaged ? [reference('Deployment', owner.name, set)] : [],
      ),
      ...fact('uid', metadata.uid),
    ],
  }
}

const anyPodWords =
  'Its pods are alike: one that goes is replaced at once by another with another name, and nothing of it is kept. A StatefulSet would wait, and make the same one again.'

function deploymentStory(deployment: Deployment, isSettled: boolean): readonly string[] {
  const { spec } = deployment
  const told = [...failureStory(deployment)]
  const progress = conditionOf(deployment, 'Progressing')
  if (spec.paused) told.push('It is paused: a new template has to wait, scaling does not.')
  else if (progress?.reason === 'ProgressDeadlineExceeded')
    told.push(`Nothing has moved for ${spec.progressDeadlineSeconds} s. It goes on trying, and says so.`)
  else if (!isSettled)
    told.push(
      spec.strategy.type === 'Recreate'
        ? 'All old pods go before the first new one comes.'
        : 'It makes new pods before it takes old ones away, as far as the bounds allow.',
    )
  return told
}

function failureStory(object: Deployment | ReplicaSet): readonly string[] {
  const failure = conditionOf(object, 'ReplicaFailure')
  return failure?.message ? [`It cannot have the pods it wants: ${failure.message}`] : []
}

function setFact(set: ReplicaSet): readonly Fact[] {
  const { name, annotations } = set.metadata
  const revision = annotations?.['deployment.kubernetes.io/revision'] ?? '?'
  return fact(`Revision ${revision}`, `${name}: ${set.status.replicas} of ${set.spec.replicas} pods`, [
    reference('ReplicaSet', name, set),
  ])
}

function reference(kind: string, name: string, { metadata }: ReplicaSet): Reference {
  return { kind, name, namespace: metadata.namespace ?? 'default' }
}
