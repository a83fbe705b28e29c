/** Compares two strings by code unit, the order etcd keeps keys in (for ASCII). Never depends on a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Index of the first element of the sorted `list` that is not below `text` (binary search). */
export function lowerBound(list: readonly string[], text: string): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((list[middle] as string) < text) low = middle + 1
    else high = middle
  }
  return low
}
