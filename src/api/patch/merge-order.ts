/** What identifies an item of a merged list: the value of its merge key, or the item itself. */
export type Identify = (item: unknown) => unknown

/**
 * Puts a merged list in order: items that `order` names follow it, the others keep the order they had in `live`; both are woven together so
 * that an item of `live` comes before the named ones it stood before. After `normalizeElementOrder` of strategicpatch.
 */
export function inOrder(
  merged: readonly unknown[],
  order: readonly unknown[],
  live: readonly unknown[],
  identify: Identify,
): readonly unknown[] {
  const places = placesOf(order, identify)
  const livePlaces = placesOf(live, identify)
  const named: unknown[] = []
  const others: unknown[] = []
  for (const item of merged) (places.has(identify(item)) ? named : others).push(item)
  const ordered = weave(sorted(others, livePlaces, identify), sorted(named, places, identify), livePlaces, identify)
  return ordered.every((item, index) => item === live[index]) && ordered.length === live.length ? live : ordered
}

function placesOf(list: readonly unknown[], identify: Identify): ReadonlyMap<unknown, number> {
  const places = new Map<unknown, number>()
  for (const [index, item] of list.entries()) {
    const identity = identify(item)
    if (!places.has(identity)) places.set(identity, index)
  }
  return places
}

function sorted(items: readonly unknown[], places: ReadonlyMap<unknown, number>, identify: Identify): unknown[] {
  const placeOf = (item: unknown) => places.get(identify(item)) ?? -1
  return items.toSorted((a, b) => placeOf(a) - placeOf(b))
}

function weave(
  left: readonly unknown[],
  right: readonly unknown[],
  places: ReadonlyMap<unknown, number>,
  identify: Identify,
): readonly unknown[] {
  const result: unknown[] = []
  let at = 0
  for (const item of right) {
    const place = places.get(identify(item))
    while (at < left.length && place !== undefined) {
      const leftPlace = places.get(identify(left[at]))
      if (leftPlace === undefined || leftPlace >= place) break
      result.push(left[at++])
    }
    result.push(item)
  }
  return [...result, ...left.slice(at)]
}
