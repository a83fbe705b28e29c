import { matchesLabels } from '../../client'
import { type Endpoint, type EndpointSlice, isTerminating, type Pod, type Service } from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import type { Changes } from './drafts'
import type { AddressType } from './endpoints'
import { isManaged } from './labels'
import type { SliceMemory } from './memory'
import { reconcileAll, reconcileChanged, triggerTime } from './reconcile'
import { contentOf, deletion, writes } from './writes'

/** Events of this controller bear another name than the labels it writes. */
const eventSource = 'endpoint-slice-controller'

/** What has to be written so that the slices of a service say where its pods are (endpointslice_controller.go: syncService). */
export function planService(view: View, key: string, memory: SliceMemory): Plan {
  const [namespace, name] = key.split('/') as [string, string]
  const service = view.get('Service', name, namespace)
  if (!service || service.spec.type === 'ExternalName') return nothing
  if (Object.keys(service.spec.selector ?? {}).length === 0) return nothing
  const slices = view.lookup('EndpointSlice', 'service', key).filter(slice => isManaged(slice) && !isTerminating(slice))
  return planChanged(view, key, service, slices, memory) ?? planAll(view, key, service, slices, memory)
}

/** Looks only at what has changed since the slices were right. */
function planChanged(
  view: View,
  key: string,
  service: Service,
  slices: readonly EndpointSlice[],
  memory: SliceMemory,
): Plan | undefined {
  const [type, second] = typesOf(service)
  if (!type || second) return undefined
  const nodes = view.list('Node')
  const pods = view.list('Pod', service.metadata.namespace)
  const changed = memory.changedSince(key, service, nodes, pods, slices)
  const found = changed && reconcileChanged(view, service, changed, slices, type)
  if (!found) return undefined
  memory.remember(key, service, nodes, pods, contentsAfter(slices, found.changes))
  return { actions: writes(service, found.changes, found.trigger) }
}

function planAll(
  view: View,
  key: string,
  service: Service,
  slices: readonly EndpointSlice[],
  memory: SliceMemory,
): Plan {
  const { selector = {} } = service.spec
  const all = view.list('Pod', service.metadata.namespace)
  const pods = all.filter(({ metadata }) => matchesLabels(selector, metadata.labels))
  const homeless: Pod[] = []
  const trigger = slices.length === 0 ? service.metadata.creationTimestamp : triggerTime(pods, shownIn(slices))
  const types = typesOf(service)
  const actions: Action[] = slices.filter(({ addressType }) => !types.includes(addressType)).map(deletion)
  for (const type of types) {
    const ofType = slices.filter(({ addressType }) => addressType === type)
    const changes = reconcileAll(view, service, pods, ofType, type, homeless)
    actions.unshift(...writes(service, changes, trigger))
    const isWhole = types.length === 1 && ofType.length === slices.length && homeless.length === 0
    if (isWhole) memory.remember(key, service, view.list('Node'), all, contentsAfter(slices, changes))
    else memory.forget(key)
  }
  return withFailures(service, actions, homeless)
}

/** Address types the service has endpoints of, from its families. */
function typesOf({ spec }: Service): readonly AddressType[] {
  return spec.ipFamilies?.length ? spec.ipFamilies : [spec.clusterIP?.includes(':') ? 'IPv6' : 'IPv4']
}

/** What the slices hold once the changes are written. */
function contentsAfter(slices: readonly EndpointSlice[], { create, update, remove }: Changes) {
  const touched = new Set([...remove, ...update.map(({ replaces }) => replaces)])
  return [...slices.filter(slice => !touched.has(slice)), ...create.map(contentOf), ...update.map(contentOf)]
}

function shownIn(slices: readonly EndpointSlice[]): (pod: Pod) => Endpoint | undefined {
  const shown = new Map<string, Endpoint>()
  for (const { endpoints } of slices)
    for (const endpoint of endpoints ?? []) shown.set(endpoint.targetRef?.uid ?? '', endpoint)
  return ({ metadata }) => shown.get(metadata.uid)
}

/** Pods whose node is gone are left out, said so, and looked for again. */
function withFailures(service: Service, actions: readonly Action[], homeless: readonly Pod[]): Plan {
  if (homeless.length === 0) return { actions }
  const { name, namespace } = service.metadata
  const faults = homeless.map(
    pod => `skipping Pod ${pod.metadata.name} for Service ${namespace}/${name}: Node ${pod.spec.nodeName} Not Found`,
  )
  const text = faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`
  const message = `Error updating Endpoint Slices for Service ${namespace}/${name}: ${text}`
  const event: Action = {
    event: { about: service, type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message, component: eventSource },
  }
  return { actions: [...actions, event], retry: message }
}
