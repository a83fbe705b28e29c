import { deepEqual } from '../../base'
import { matchesLabels } from '../../client'
import {
  conditionOf,
  controllerReference,
  type Endpoint,
  type EndpointSlice,
  isTerminating,
  type Pod,
  type Service,
} from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import { type AddressType, belongsInSlices, endpointOf, isReady } from './endpoints'
import { hasOldLabels, isManaged, labelsOf } from './labels'
import { placeEndpoints } from './placement'
import { groupOf, noPorts, type PortGroup, PortResolver } from './ports'

/** Events of this controller bear another name than the labels it writes. */
const eventSource = 'endpoint-slice-controller'
const triggerAnnotation = 'endpoints.kubernetes.io/last-change-trigger-time'

/** A slice as it should be; `replaces` is the one whose name it takes. */
interface Draft {
  readonly type: AddressType
  readonly group: PortGroup
  readonly endpoints: readonly Endpoint[]
  readonly replaces?: EndpointSlice
}

interface Changes {
  readonly create: Draft[]
  readonly update: Draft[]
  readonly remove: EndpointSlice[]
}

/** Endpoints of one group of ports. */
interface Wanted {
  readonly group: PortGroup
  readonly endpoints: Endpoint[]
}

/** What has to be written so that the slices of a service say where its pods are (endpointslice_controller.go: syncService). */
export function planService(view: View, key: string): Plan {
  const [namespace, name] = key.split('/') as [string, string]
  const service = view.get('Service', name, namespace)
  if (!service || service.spec.type === 'ExternalName') return nothing
  const { selector } = service.spec
  if (!selector || Object.keys(selector).length === 0) return nothing
  const pods = view.list('Pod', namespace).filter(({ metadata }) => matchesLabels(selector, metadata.labels))
  const slices = view.lookup('EndpointSlice', 'service', key).filter(slice => isManaged(slice) && !isTerminating(slice))
  const homeless: Pod[] = []
  const trigger = triggerTime(service, pods, slices)
  const actions = typesOf(service).flatMap(type =>
    writes(service, reconcile(view, service, pods, slices.filter(isOf(type)), type, homeless), trigger),
  )
  for (const slice of slices) if (!typesOf(service).includes(slice.addressType)) actions.push(deletion(slice))
  return withFailures(service, actions, homeless)
}

function isOf(type: AddressType): (slice: EndpointSlice) => boolean {
  return slice => slice.addressType === type
}

/** Address types the service has endpoints of, from its families. */
function typesOf({ spec }: Service): readonly AddressType[] {
  return spec.ipFamilies?.length ? spec.ipFamilies : [spec.clusterIP?.includes(':') ? 'IPv6' : 'IPv4']
}

function reconcile(
  view: View,
  service: Service,
  pods: readonly Pod[],
  slices: readonly EndpointSlice[],
  type: AddressType,
  homeless: Pod[],
): Changes {
  const changes: Changes = { create: [], update: [], remove: [] }
  const owned = new Map<string, EndpointSlice[]>()
  for (const slice of slices) {
    if (!isOwned(slice, service)) {
      changes.remove.push(slice)
      continue
    }
    const { key } = groupOf(slice.ports ?? [])
    const group = owned.get(key)
    if (group) group.push(slice)
    else owned.set(key, [slice])
  }
  const wanted = wantedGroups(view, service, pods, type, homeless)
  for (const { group, endpoints } of wanted.values()) {
    const placed = placeEndpoints(owned.get(group.key) ?? [], endpoints, slice => hasOldLabels(slice, service))
    for (const list of placed.create) changes.create.push({ type, group, endpoints: list })
    for (const [slice, list] of placed.update) changes.update.push({ type, group, endpoints: list, replaces: slice })
    changes.remove.push(...placed.remove)
  }
  for (const [key, group] of owned) if (!wanted.has(key)) changes.remove.push(...group)
  if (slices.length === changes.remove.length && changes.create.length === 0) keepOne(changes, service, type)
  return reused(changes, service, type)
}

/** A service without endpoints has one empty slice. */
function keepOne(changes: Changes, service: Service, type: AddressType): void {
  const [only] = changes.remove
  const isPlaceholder =
    changes.remove.length === 1 &&
    only !== undefined &&
    !only.endpoints?.length &&
    !only.ports?.length &&
    deepEqual(only.metadata.labels, labelsOf(service)) &&
    isOwned(only, service)
  if (isPlaceholder) changes.remove.length = 0
  else changes.create.push({ type, group: noPorts, endpoints: [] })
}

/** Slices that would go lend their names to new ones (reconciler.go: finalize). */
function reused(changes: Changes, service: Service, type: AddressType): Changes {
  const create = [...changes.create]
  const update = [...changes.update]
  const remove: EndpointSlice[] = []
  for (const slice of changes.remove) {
    const draft = isOwned(slice, service) && slice.addressType === type ? create.pop() : undefined
    if (draft) update.push({ ...draft, replaces: slice })
    else remove.push(slice)
  }
  return { create, update, remove }
}

function wantedGroups(
  view: View,
  service: Service,
  pods: readonly Pod[],
  type: AddressType,
  homeless: Pod[],
): ReadonlyMap<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  const resolver = new PortResolver(service)
  for (const pod of pods) {
    if (!belongsInSlices(pod)) continue
    const group = resolver.groupOf(pod)
    let entry = wanted.get(group.key)
    if (!entry) {
      entry = { group, endpoints: [] }
      wanted.set(group.key, entry)
    }
    if (!service.spec.publishNotReadyAddresses && !view.get('Node', pod.spec.nodeName ?? '')) {
      homeless.push(pod)
      continue
    }
    const endpoint = endpointOf(view, pod, service, type)
    if (endpoint) entry.endpoints.push(endpoint)
  }
  return wanted
}

function isOwned(slice: EndpointSlice, { metadata }: Service): boolean {
  return slice.metadata.ownerReferences?.some(({ uid, kind }) => uid === metadata.uid && kind === 'Service') ?? false
}

function writes(service: Service, { create, update, remove }: Changes, trigger: string | undefined): Action[] {
  const actions: Action[] = []
  if (!isTerminating(service))
    for (const draft of create)
      actions.push({ write: { verb: 'create', kind: 'EndpointSlice', body: newSlice(service, draft, trigger) } })
  for (const draft of update) if (draft.replaces) actions.push(replacement(service, draft, draft.replaces, trigger))
  for (const slice of remove) actions.push(deletion(slice))
  return actions
}

function newSlice(service: Service, { type, group, endpoints }: Draft, trigger: string | undefined) {
  const { name, namespace } = service.metadata
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: {
      generateName: `${name}-`,
      namespace,
      labels: labelsOf(service),
      ...(trigger && { annotations: { [triggerAnnotation]: trigger } }),
      ownerReferences: [controllerReference(service)],
    },
    addressType: type,
    endpoints: endpoints.length > 0 ? endpoints : null,
    ports: group.ports.length > 0 ? group.ports : null,
  }
}

function replacement(service: Service, draft: Draft, slice: EndpointSlice, trigger: string | undefined): Action {
  const { name, namespace } = slice.metadata
  const { annotations: before, ...metadata } = slice.metadata
  const { [triggerAnnotation]: _, ...others } = before ?? {}
  const annotations = trigger ? { ...others, [triggerAnnotation]: trigger } : others
  const { endpoints, ports } = newSlice(service, draft, trigger)
  const body = {
    ...slice,
    metadata: {
      ...metadata,
      labels: labelsOf(service),
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    endpoints,
    ports,
  }
  return { write: { verb: 'update', kind: 'EndpointSlice', name, ...(namespace && { namespace }), body } }
}

function deletion({ metadata: { name, namespace } }: EndpointSlice): Action {
  return {
    write: { verb: 'delete', kind: 'EndpointSlice', name, ...(namespace && { namespace }) },
    tolerate: ['NotFound'],
  }
}

/**
 * When what is written here began: the earliest change of readiness that the slices do not show yet, or the service's creation; undefined when
 * a pod only goes (endpointslice/util/trigger_time_tracker.go, which remembers what the slices themselves say here).
 */
function triggerTime(service: Service, pods: readonly Pod[], slices: readonly EndpointSlice[]): string | undefined {
  if (slices.length === 0) return service.metadata.creationTimestamp
  const shown = new Map<string, Endpoint>()
  for (const { endpoints } of slices)
    for (const endpoint of endpoints ?? []) shown.set(endpoint.targetRef?.uid ?? '', endpoint)
  let earliest: string | undefined
  for (const pod of pods) {
    if (!belongsInSlices(pod) || shown.get(pod.metadata.uid)?.conditions.serving === isReady(pod)) continue
    const changedAt = conditionOf(pod, 'Ready')?.lastTransitionTime
    if (changedAt && (!earliest || changedAt < earliest)) earliest = changedAt
  }
  return earliest
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
