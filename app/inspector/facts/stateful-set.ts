import { conditionOf, isTerminating, type Pod, type StatefulSet } from '../../../src/kinds'
import type { View } from '../../session'
import { budgetFacts } from './budget'
import { type Description, fact } from './types'

/** What a StatefulSet wants, has, and waits for. */
export function describeStatefulSet(view: View, set: StatefulSet): Description {
  const { spec, status } = set
  const ready = status?.readyReplicas ?? 0
  const isSettled =
    ready === spec.replicas && status?.replicas === spec.replicas && status.currentRevision === status.updateRevision
  const strategy = spec.updateStrategy
  const partition = strategy.rollingUpdate?.partition
  return {
    kind: 'StatefulSet',
    word: isTerminating(set) ? 'Terminating' : isSettled ? 'Settled' : 'Working',
    tone: isTerminating(set) ? 'warn' : isSettled ? 'good' : 'busy',
    story: storyOf(view, set, isSettled),
    facts: [
      ...fact('Replicas', `${ready} Ready, ${status?.replicas ?? 0} exist, ${spec.replicas} wanted`),
      ...fact('Order', spec.podManagementPolicy),
      ...fact('Updates', `${strategy.type}${partition ? `, partition ${partition}` : ''}`),
      ...fact(
        'Service',
        spec.serviceName,
        spec.serviceName
          ? [{ kind: 'Service', name: spec.serviceName, namespace: set.metadata.namespace ?? 'default' }]
          : [],
      ),
      ...budgetFacts(view, set.metadata.namespace, set.spec.template?.metadata?.labels),
      ...fact('Claims from', spec.volumeClaimTemplates?.map(({ metadata }) => metadata.name).join(', ')),
      ...fact('Revision now', status?.currentRevision),
      ...fact(
        'Revision wanted',
        status?.updateRevision === status?.currentRevision ? undefined : status?.updateRevision,
      ),
      ...fact('uid', set.metadata.uid),
    ],
  }
}

function storyOf(view: View, set: StatefulSet, isSettled: boolean): readonly string[] {
  const { name, namespace } = set.metadata
  const told: string[] = []
  if (set.spec.serviceName && !view.get('Service', set.spec.serviceName, namespace)) {
    told.push(`Its Service ${set.spec.serviceName} does not exist: pods run, but have no DNS names of their own.`)
  }
  const start = set.spec.ordinals?.start ?? 0
  const end = start + set.spec.replicas
  const pods = view.lookup('Pod', 'owner', set.metadata.uid)
  const condemned = pods.filter(pod => ordinalOf(pod) >= end)
  if (condemned.length > 0) {
    const last = condemned.reduce((highest, pod) => (ordinalOf(pod) > ordinalOf(highest) ? pod : highest))
    told.push(
      `Scaling down: ${last.metadata.name} goes first${condemned.length > 1 ? `, then ${condemned.length - 1} more, one at a time` : ''}. The claims stay.`,
    )
  }
  for (let ordinal = start; ordinal < end; ordinal++) {
    const pod = view.get('Pod', `${name}-${ordinal}`, namespace)
    const waits = waitsFor(pod, `${name}-${ordinal}`)
    if (!waits) continue
    const rest = end - ordinal - 1
    const isOrdered = set.spec.podManagementPolicy === 'OrderedReady' && rest > 0
    told.push(`${waits}${isOrdered ? ` Until it is Ready, the ${rest === 1 ? 'one' : rest} after it must wait.` : ''}`)
    if (set.spec.podManagementPolicy === 'OrderedReady') break
  }
  if (told.length === 0)
    told.push(
      isSettled
        ? 'Everything is as it should be; it waits for nothing.'
        : 'It is bringing its pods to the wanted revision, from the highest ordinal down.',
    )
  return told
}

function waitsFor(pod: Pod | undefined, name: string): string | undefined {
  if (!pod) return `${name} does not exist yet.`
  if (isTerminating(pod)) return `${name} is Terminating; it is made anew only when it is really gone.`
  if (conditionOf(pod, 'Ready')?.status !== 'True') return `${name} is not Ready yet.`
  return undefined
}

function ordinalOf(pod: Pod): number {
  return Number(pod.metadata.name.slice(pod.metadata.name.lastIndexOf('-') + 1))
}
