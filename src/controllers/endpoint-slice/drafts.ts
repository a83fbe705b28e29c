import { deepEqual } from '../../base'
import type { Endpoint, EndpointSlice, Service } from '../../kinds'
import type { AddressType } from './endpoints'
import { labelsOf } from './labels'
import type { Placement } from './placement'
import { noPorts, type PortGroup } from './ports'

/** A slice as it should be; `replaces` is the one whose name it takes. */
export interface Draft {
  readonly type: AddressType
  readonly group: PortGroup
  readonly endpoints: readonly Endpoint[]
  readonly replaces?: EndpointSlice
}

/** What is to become of the slices of one address type. */
export interface Changes {
  readonly create: Draft[]
  readonly update: Draft[]
  readonly remove: EndpointSlice[]
}

/** Adds what was decided for one group of ports. */
export function addPlacement(changes: Changes, placed: Placement, type: AddressType, group: PortGroup): void {
  for (const endpoints of placed.create) changes.create.push({ type, group, endpoints })
  for (const [slice, endpoints] of placed.update) changes.update.push({ type, group, endpoints, replaces: slice })
  changes.remove.push(...placed.remove)
}

/** Sees to it that one slice is left, and that names are used again. */
export function settled(
  changes: Changes,
  slices: readonly EndpointSlice[],
  service: Service,
  type: AddressType,
): Changes {
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

/** The slice was made for this service, not for one that had its name before. */
export function isOwned(slice: EndpointSlice, { metadata }: Service): boolean {
  return slice.metadata.ownerReferences?.some(({ uid, kind }) => uid === metadata.uid && kind === 'Service') ?? false
}
