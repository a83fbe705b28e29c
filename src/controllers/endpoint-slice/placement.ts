import { deepEqual } from '../../base'
import type { Endpoint, EndpointSlice } from '../../kinds'
import { isSameEndpoint } from './endpoints'

/** Most endpoints in one slice (`--max-endpoints-per-slice`). */
export const mostEndpoints = 100

/** What is to become of the slices of one group of ports. */
export interface Placement {
  /** Endpoints of new slices. */
  readonly create: readonly (readonly Endpoint[])[]
  readonly update: ReadonlyMap<EndpointSlice, readonly Endpoint[]>
  readonly remove: readonly EndpointSlice[]
}

/**
 * Puts the endpoints into slices, changing as few as possible: known ones stay where they are, new ones fill up slices that change anyway, then
 * one slice that has room for all of them, then new slices (endpointslice/reconciler.go: reconcileByPortMapping). `hasOldLabels` names slices
 * that must be written for their labels.
 */
export function placeEndpoints(
  slices: readonly EndpointSlice[],
  endpoints: readonly Endpoint[],
  hasOldLabels: (slice: EndpointSlice) => boolean,
): Placement {
  const left = new Map<string, Endpoint>()
  for (const endpoint of endpoints) left.set(endpoint.targetRef?.name ?? '', endpoint)
  const update = new Map<EndpointSlice, Endpoint[]>()
  const remove: EndpointSlice[] = []
  const unchanged: EndpointSlice[] = []
  for (const slice of slices) {
    const { kept, isChanged } = keepKnown(slice, left)
    if (isChanged && kept.length === 0) remove.push(slice)
    else if (isChanged || hasOldLabels(slice)) update.set(slice, kept)
    else unchanged.push(slice)
  }
  const fresh = [...left.values()]
  fill([...update.values()], fresh)
  return { create: createFor(fresh, unchanged, update), update, remove }
}

/** Endpoints of the slice that are still wanted, as they are now; they are taken out of `left`. */
function keepKnown(slice: EndpointSlice, left: Map<string, Endpoint>): { kept: Endpoint[]; isChanged: boolean } {
  const known = slice.endpoints ?? []
  const kept: Endpoint[] = []
  let isChanged = false
  for (const endpoint of known) {
    const name = endpoint.targetRef?.name ?? ''
    const wanted = left.get(name)
    if (!wanted || !isSameEndpoint(wanted, endpoint)) continue
    left.delete(name)
    kept.push(wanted)
    if (wanted !== endpoint && !deepEqual(wanted, endpoint)) isChanged = true
  }
  return { kept, isChanged: isChanged || kept.length !== known.length }
}

/** Moves from `fresh` into the lists, the fullest first, as much as they hold. */
function fill(lists: readonly Endpoint[][], fresh: Endpoint[]): void {
  for (const list of [...lists].sort((a, b) => b.length - a.length))
    if (fresh.length > 0) list.push(...fresh.splice(0, Math.max(0, mostEndpoints - list.length)))
}

function createFor(
  fresh: Endpoint[],
  unchanged: EndpointSlice[],
  update: Map<EndpointSlice, Endpoint[]>,
): Endpoint[][] {
  const create: Endpoint[][] = []
  while (fresh.length > 0) {
    const slice = fresh.length < mostEndpoints ? fullestWithRoom(unchanged, fresh.length) : undefined
    if (slice) update.set(slice, [...(slice.endpoints ?? []), ...fresh.splice(0)])
    else create.push(fresh.splice(0, mostEndpoints))
  }
  return create
}

/** The slice that comes closest to being full with `count` more (getSliceToFill). */
function fullestWithRoom(slices: readonly EndpointSlice[], count: number): EndpointSlice | undefined {
  let best: EndpointSlice | undefined
  let leastRoom = mostEndpoints
  for (const slice of slices) {
    const room = mostEndpoints - count - (slice.endpoints?.length ?? 0)
    if (room >= 0 && room < leastRoom) {
      leastRoom = room
      best = slice
    }
  }
  return best
}
