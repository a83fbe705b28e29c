import { conditionOf, controllerOf, isTerminating, type Node, type Pod } from '../../../src/kinds'
import type { Reference, View } from '../../session'
import { attachStory } from './attach'
import { type Description, type Fact, fact } from './types'

/** What the API believes about a pod, and what it waits for. */
export function describePod(view: View, pod: Pod): Description {
  const { metadata, spec, status } = pod
  const owner = controllerOf(pod)
  const statuses = status.containerStatuses ?? []
  return {
    kind: 'Pod',
    word: isTerminating(pod)
      ? 'Terminating'
      : (statuses.find(({ state }) => state?.waiting)?.state?.waiting?.reason ?? status.phase),
    tone: isTerminating(pod) ? 'warn' : conditionOf(pod, 'Ready')?.status === 'True' ? 'good' : 'busy',
    story: storyOf(view, pod),
    facts: [
      ...placeOf(view, spec.nodeName),
      ...fact('Address', status.podIP),
      ...fact('Owner', owner && `${owner.kind} ${owner.name}`, owner && [inNamespace(pod, owner.kind, owner.name)]),
      ...fact(
        'Claims',
        claimNames(pod).join(', '),
        claimNames(pod).map(name => inNamespace(pod, 'PersistentVolumeClaim', name)),
      ),
      ...fact(
        'DNS name',
        spec.hostname && spec.subdomain && `${spec.hostname}.${spec.subdomain}.${metadata.namespace}.svc.cluster.local`,
      ),
      ...fact('Restarts', statuses.reduce((sum, { restartCount }) => sum + restartCount, 0) || undefined),
      ...fact('Revision', metadata.labels?.['controller-revision-hash']),
      ...fact('Image', spec.containers.map(({ image }) => image).join(', ')),
      ...fact('uid', metadata.uid),
    ],
  }
}

/** The machine; of a real cluster, only the node can be looked at. */
function placeOf(view: View, name: string | undefined): readonly Fact[] {
  if (!name) return []
  const kind = view.get('Machine', name) ? 'Machine' : 'Node'
  return fact(kind, name, [{ kind, name }])
}

function storyOf(view: View, pod: Pod): readonly string[] {
  const { spec } = pod
  const node = spec.nodeName ? view.get('Node', spec.nodeName) : undefined
  if (isTerminating(pod)) return [terminatingStory(pod, node)]
  if (!spec.nodeName) return [...unboundClaims(view, pod), unscheduledStory(pod)]
  const told: string[] = [...attachStory(view, pod)]
  if (node && conditionOf(node, 'Ready')?.status !== 'True') {
    told.push(
      `${spec.nodeName} is NotReady, so nobody knows whether this pod still runs. What you read here is the last report of its kubelet.`,
    )
  }
  for (const { name, state } of pod.status.containerStatuses ?? []) {
    const waiting = state?.waiting
    if (waiting)
      told.push(
        `Container ${name} waits: ${waiting.reason ?? 'unknown'}${waiting.message ? `. ${waiting.message}` : ''}`,
      )
    const ended = state?.terminated
    if (ended)
      told.push(`Container ${name} ended with exit code ${ended.exitCode}${ended.reason ? ` (${ended.reason})` : ''}.`)
  }
  const ready = conditionOf(pod, 'Ready')
  if (told.length === 0 && ready?.status === 'False' && pod.status.phase === 'Running') {
    told.push(
      `It runs but is not Ready${ready.message ? `: ${ready.message}` : ''}. A StatefulSet with OrderedReady makes no higher ordinal until it is.`,
    )
  }
  if (told.length === 0 && ready?.status === 'True') told.push('It runs and is Ready; it waits for nothing.')
  return told.length > 0 ? told : [`The kubelet on ${spec.nodeName} is starting it.`]
}

function terminatingStory({ metadata, spec }: Pod, node: Node | undefined): string {
  const grace = metadata.deletionGracePeriodSeconds ?? spec.terminationGracePeriodSeconds
  if (!spec.nodeName) return 'It was never placed and goes at once.'
  if (!node)
    return `${spec.nodeName} is no longer known to the API server; the pod garbage collector will remove this pod.`
  if (conditionOf(node, 'Ready')?.status !== 'True') {
    return `It waits for the kubelet on ${spec.nodeName} to say that its containers have stopped. ${spec.nodeName} is silent and may never say so, and a StatefulSet makes no replacement before. Power the machine on, delete the node, or force-delete the pod if you know that nothing runs there any more.`
  }
  const finalizers = metadata.finalizers?.length ? ` Finalizers hold it, too: ${metadata.finalizers.join(', ')}.` : ''
  return `The kubelet on ${spec.nodeName} is stopping its containers; they have ${grace} s to end by themselves.${finalizers}`
}

function unscheduledStory(pod: Pod): string {
  const condition = conditionOf(pod, 'PodScheduled')
  if (condition?.status !== 'False') return 'The scheduler has not looked at it yet.'
  return `The scheduler finds no machine for it: ${condition.message ?? condition.reason ?? 'no reason given'}`
}

function unboundClaims(view: View, pod: Pod): readonly string[] {
  return claimNames(pod).flatMap(name => {
    const claim = view.get('PersistentVolumeClaim', name, pod.metadata.namespace)
    if (!claim) return [`Its claim ${name} does not exist.`]
    return claim.status?.phase === 'Bound'
      ? []
      : [
          `Its claim ${name} is ${claim.status?.phase ?? 'Pending'}; the pod is placed once it is Bound, or once the scheduler may choose where.`,
        ]
  })
}

function claimNames(pod: Pod): readonly string[] {
  return (pod.spec.volumes ?? []).flatMap(
    ({ name, persistentVolumeClaim, ephemeral }) =>
      persistentVolumeClaim?.claimName ?? (ephemeral ? `${pod.metadata.name}-${name}` : []),
  )
}

function inNamespace({ metadata }: Pod, kind: string, name: string): Reference {
  return { kind, name, ...(metadata.namespace && { namespace: metadata.namespace }) }
}
