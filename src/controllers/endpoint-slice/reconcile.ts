import { deepEqual } from '../../base'
import { matchesLabels } from '../../client'
import { conditionOf, type Endpoint, type EndpointSlice, type Pod, type Service } from '../../kinds'
import type { View } from '../../store'
import { addPlacement, type Changes, isOwned, settled } from './drafts'
import { type AddressType, belongsInSlices, endpointOf, isReady } from './endpoints'
import { hasOldLabels } from './labels'
import type { ChangedPods } from './memory'
import { holdingAfter, holdingOf, namesIn, placeEndpoints } from './placement'
import { groupOf, type PortGroup, PortResolver } from './ports'

/** Endpoints of one group of ports. */
interface Wanted {
  readonly group: PortGroup
  readonly endpoints: Endpoint[]
}

/** Compares all pods with all slices of one address type; pods whose node is gone are added to `homeless`. */
export function reconcileAll(
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
    const holding = holdingOf(owned.get(group.key) ?? [], endpoints)
    addPlacement(
      changes,
      placeEndpoints(holding, slice => hasOldLabels(slice, service)),
      type,
      group,
    )
  }
  for (const [key, group] of owned) if (!wanted.has(key)) changes.remove.push(...group)
  return settled(changes, slices, service, type)
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
    if (!hasHome(view, service, pod)) {
      homeless.push(pod)
      continue
    }
    const endpoint = endpointOf(view, pod, service, type)
    if (endpoint) entry.endpoints.push(endpoint)
  }
  return wanted
}

/** What the changed pods change in slices that were right before; undefined where everything has to be looked at. */
export function reconcileChanged(
  view: View,
  service: Service,
  pods: ChangedPods,
  slices: readonly EndpointSlice[],
  type: AddressType,
): { readonly changes: Changes; readonly trigger: string | undefined } | undefined {
  const resolver = new PortResolver(service)
  if (!resolver.isUniform) return undefined
  const changed = new Map<string, Endpoint | undefined>()
  const movers: Pod[] = []
  let group: PortGroup | undefined
  for (const [name, pod] of pods) {
    const isMember = pod && belongsInSlices(pod) && matchesLabels(service.spec.selector ?? {}, pod.metadata.labels)
    if (isMember && !hasHome(view, service, pod)) return undefined
    const endpoint = isMember ? endpointOf(view, pod, service, type) : undefined
    const shown = shownEndpoint(slices, name)
    if (endpoint === shown || (endpoint && shown && deepEqual(endpoint, shown))) continue
    changed.set(name, endpoint)
    if (pod && endpoint) movers.push(pod)
    if (pod) group ??= resolver.groupOf(pod)
  }
  const changes: Changes = { create: [], update: [], remove: [] }
  if (changed.size === 0) return { changes, trigger: undefined }
  group ??= groupOf(slices[0]?.ports ?? [])
  const placed = placeEndpoints(holdingAfter(slices, changed), slice => hasOldLabels(slice, service))
  addPlacement(changes, placed, type, group)
  const trigger = triggerTime(movers, pod => shownEndpoint(slices, pod.metadata.name))
  return { changes: settled(changes, slices, service, type), trigger }
}

function shownEndpoint(slices: readonly EndpointSlice[], podName: string): Endpoint | undefined {
  for (const { endpoints } of slices) {
    const index = endpoints ? namesIn(endpoints).get(podName) : undefined
    if (endpoints && index !== undefined) return endpoints[index]
  }
  return undefined
}

/** A pod whose node is gone is published only by services that publish everything. */
function hasHome(view: View, { spec }: Service, pod: Pod): boolean {
  return Boolean(spec.publishNotReadyAddresses || view.get('Node', pod.spec.nodeName ?? ''))
}

/**
 * When what is written here began: the earliest change of readiness that the slices do not show yet; undefined when a pod only goes
 * (endpointslice/util/trigger_time_tracker.go, which remembers what the slices themselves say here).
 */
export function triggerTime(pods: readonly Pod[], shownOf: (pod: Pod) => Endpoint | undefined): string | undefined {
  let earliest: string | undefined
  for (const pod of pods) {
    const shown = shownOf(pod)
    const isShown = shown?.targetRef?.uid === pod.metadata.uid && shown.conditions.serving === isReady(pod)
    if (isShown || !belongsInSlices(pod)) continue
    const changedAt = conditionOf(pod, 'Ready')?.lastTransitionTime
    if (changedAt && (!earliest || changedAt < earliest)) earliest = changedAt
  }
  return earliest
}
