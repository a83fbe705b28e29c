import { deepEqual } from '../../base'
import { matchesLabels } from '../../client'
import { type EndpointSlice, isTerminating, type Pod } from '../../kinds'
import type { Change, View } from '../../store'
import type { Controller } from '../runtime'
import { isReady } from './endpoints'
import { serviceNameLabel } from './labels'
import { SliceMemory } from './memory'
import { planService } from './plan'

const none: readonly string[] = []

const memory = new SliceMemory()

/** Keeps the EndpointSlices of services with a selector (kube-controller-manager's endpointslice-controller). */
export const endpointSliceController: Controller = {
  name: 'endpointslice-controller',
  interests: [
    { kind: 'Service', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
    { kind: 'Pod', keysOf: servicesOfPod },
    { kind: 'EndpointSlice', keysOf: servicesOfSlice },
  ],
  plan: (view, key) => planService(view, key, memory),
}

/** Services that select the pod, or did, if anything has changed that a slice shows (GetPodUpdateProjectionKey). */
function servicesOfPod({ namespace, before, after }: Change, view: View): readonly string[] {
  const old = before as Pod | undefined
  const pod = after as Pod | undefined
  if (old && pod && !showsChange(old, pod)) return none
  const keys: string[] = []
  for (const { metadata, spec } of view.list('Service', namespace)) {
    const { selector } = spec
    if (!selector || Object.keys(selector).length === 0) continue
    const isMeant =
      (pod && matchesLabels(selector, pod.metadata.labels)) || (old && matchesLabels(selector, old.metadata.labels))
    if (isMeant) keys.push(`${namespace}/${metadata.name}`)
  }
  return keys
}

function showsChange(old: Pod, pod: Pod): boolean {
  return (
    old.metadata.uid !== pod.metadata.uid ||
    isTerminating(old) !== isTerminating(pod) ||
    isReady(old) !== isReady(pod) ||
    !deepEqual(old.status.podIPs, pod.status.podIPs) ||
    !deepEqual(old.metadata.labels, pod.metadata.labels)
  )
}

/** The service that a slice says it belongs to, now and before: somebody may have meddled with it. */
function servicesOfSlice({ namespace, before, after }: Change): readonly string[] {
  const names = new Set<string>()
  for (const slice of [before, after] as readonly (EndpointSlice | undefined)[]) {
    const name = slice?.metadata.labels?.[serviceNameLabel]
    if (name) names.add(`${namespace}/${name}`)
  }
  return [...names]
}
