/** A thing that wants a place in a row, and which one it would like. */
export interface Guest {
  readonly id: string
  /** The index it takes if it is free; -1 for the one after all that are taken. */
  readonly wish?: number
}

/** The index of each thing in a row. What has a place keeps it, so that nothing moves because something else came or went. */
export type Places = ReadonlyMap<string, number>

/** Gives each guest a place: its old one, else the one it wishes for, else the first that is free. */
export function placed(guests: readonly Guest[], previous: Places | undefined): Places {
  const places = new Map<string, number>()
  const taken = new Set<number>()
  const newcomers: Guest[] = []
  for (const guest of guests) {
    const index = previous?.get(guest.id)
    if (index === undefined) newcomers.push(guest)
    else {
      places.set(guest.id, index)
      taken.add(index)
    }
  }
  for (const { id, wish } of newcomers) {
    const index = indexFor(wish, taken)
    places.set(id, index)
    taken.add(index)
  }
  return places
}

function indexFor(wish: number | undefined, taken: ReadonlySet<number>): number {
  if (wish !== undefined && wish >= 0 && !taken.has(wish)) return wish
  let index = wish === -1 ? Math.max(-1, ...taken) + 1 : 0
  while (taken.has(index)) index++
  return index
}

/** How many places there are, the holes between them included. */
export function extentOf(places: Places): number {
  let extent = 0
  for (const index of places.values()) extent = Math.max(extent, index + 1)
  return extent
}
