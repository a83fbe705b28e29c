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

/** What stays in the slices, and what has no place yet. */
export interface Holding {
  readonly held: readonly {
    readonly slice: EndpointSlice
    readonly kept: readonly Endpoint[]
    readonly isChanged: boolean
  }[]
  readonly fresh: readonly Endpoint[]
}

/** Compares all that is wanted with all that is there. */
export function holdingOf(slices: readonly EndpointSlice[], endpoints: readonly Endpoint[]): Holding {
  const left = new Map<string, Endpoint>()
  for (const endpoint of endpoints) left.set(nameOf(endpoint), endpoint)
  const held = slices.map(slice => {
    const known = slice.endpoints ?? []
    const kept: Endpoint[] = []
    let isChanged = false
    for (const endpoint of known) {
      const name = nameOf(endpoint)
      const wanted = left.get(name)
      if (!wanted || !isSameEndpoint(wanted, endpoint)) continue
      left.delete(name)
      kept.push(wanted)
      if (wanted !== endpoint && !deepEqual(wanted, endpoint)) isChanged = true
    }
    return { slice, kept, isChanged: isChanged || kept.length !== known.length }
  })
  return { held, fresh: [...left.values()] }
}

/** The same where the slices are right but for some pods: `changed` has their endpoints by name, undefined for those that have none any more. */
export function holdingAfter(
  slices: readonly EndpointSlice[],
  changed: ReadonlyMap<string, Endpoint | undefined>,
): Holding {
  const left = new Map(changed)
  const held = slices.map(slice => {
    const known = slice.endpoints ?? noEndpoints
    const names = namesIn(known)
    let kept: Endpoint[] | undefined
    for (const [name, wanted] of changed) {
      const index = names.get(name)
      if (index === undefined) continue
      kept ??= [...known]
      const isSame = wanted !== undefined && isSameEndpoint(wanted, known[index] as Endpoint)
      kept[index] = isSame ? wanted : gap
      if (isSame) left.delete(name)
    }
    return { slice, kept: kept?.filter(endpoint => endpoint !== gap) ?? known, isChanged: kept !== undefined }
  })
  return { held, fresh: [...left.values()].filter(endpoint => endpoint !== undefined) }
}

/** Stands where an endpoint was taken out, until the list is closed up. */
const gap: Endpoint = { addresses: [], conditions: {} }
const noEndpoints: readonly Endpoint[] = []
const namesByList = new WeakMap<readonly Endpoint[], ReadonlyMap<string, number>>()

/** Where in the list the endpoint of each pod is. */
export function namesIn(list: readonly Endpoint[]): ReadonlyMap<string, number> {
  let names = namesByList.get(list)
  if (!names) {
    names = new Map(list.map((endpoint, index) => [nameOf(endpoint), index]))
    namesByList.set(list, names)
  }
  return names
}

function nameOf({ targetRef }: Endpoint): string {
  return targetRef?.name ?? ''
}

/**
 * Puts the endpoints into slices, changing as few as possible: known ones stay where they are, new ones fill up slices that change anyway, then
 * one slice that has room for all of them, then new slices (endpointslice/reconciler.go: reconcileByPortMapping). `hasOldLabels` names slices
 * that must be written for their labels.
 */
export function placeEndpoints(holding: Holding, hasOldLabels: (slice: EndpointSlice) => boolean): Placement {
  const update = new Map<EndpointSlice, Endpoint[]>()
  const remove: EndpointSlice[] = []
  const unchanged: EndpointSlice[] = []
  for (const { slice, kept, isChanged } of holding.held) {
    if (isChanged && kept.length === 0) remove.push(slice)
    else if (isChanged || hasOldLabels(slice)) update.set(slice, [...kept])
    else unchanged.push(slice)
  }
  const fresh = [...holding.fresh]
  fill([...update.values()], fresh)
  return { create: createFor(fresh, unchanged, update), update, remove }
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
