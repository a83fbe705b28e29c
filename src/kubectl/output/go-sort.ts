/**
 * A copy of `items` in the order that Go's `sort.Sort` leaves them in. That sort is not stable: where things are equal, or where `less` is no
 * order at all, the result depends on each swap, so this makes the same ones (Go's `sort/zsortinterface.go`: pattern-defeating quicksort).
 */
export function goSorted<T>(items: readonly T[], less: (a: T, b: T) => boolean): readonly T[] {
  const sort = new GoSort([...items], less)
  sort.range(0, items.length, 32 - Math.clz32(items.length))
  return sort.items
}

/** Longest range that is sorted by insertion. */
const insertionMost = 12
/** From here on a pivot is looked for among nine, and misplaced neighbours are put right by shifting. */
const longRange = 50
const shiftsMost = 5

class GoSort<T> {
  readonly items: T[]
  private readonly isLess: (a: T, b: T) => boolean
  private swaps = 0

  constructor(items: T[], isLess: (a: T, b: T) => boolean) {
    this.items = items
    this.isLess = isLess
  }

  /** Sorts from `start` to before `end`; after `limit` bad pivots by a heap. */
  range(start: number, end: number, limit: number): void {
    let [a, b, left] = [start, end, limit]
    let isBalanced = true
    let isPartitioned = true
    for (;;) {
      const length = b - a
      if (length <= insertionMost || left === 0) {
        if (length <= insertionMost) this.insert(a, b)
        else this.heap(a, b)
        return
      }
      if (!isBalanced) {
        this.breakPatterns(a, b)
        left--
      }
      const chosen = this.choosePivot(a, b)
      const { pivot, isSorted } = chosen.isReversed ? this.reversed(a, b, chosen.pivot) : chosen
      if (isBalanced && isPartitioned && isSorted && this.insertFew(a, b)) return
      if (a > 0 && !this.less(a - 1, pivot)) {
        a = this.partitionEqual(a, b, pivot)
        continue
      }
      const parts = this.partition(a, b, pivot)
      isPartitioned = parts.wasPartitioned
      const [before, after] = [parts.middle - a, b - parts.middle]
      isBalanced = Math.min(before, after) >= Math.floor(length / 8)
      if (before < after) {
        this.range(a, parts.middle, left)
        a = parts.middle + 1
      } else {
        this.range(parts.middle + 1, b, left)
        b = parts.middle
      }
    }
  }

  private less(i: number, j: number): boolean {
    return this.isLess(this.items[i] as T, this.items[j] as T)
  }

  private swap(i: number, j: number): void {
    const item = this.items[i] as T
    this.items[i] = this.items[j] as T
    this.items[j] = item
  }

  private insert(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) for (let j = i; j > a && this.less(j, j - 1); j--) this.swap(j, j - 1)
  }

  private heap(a: number, b: number): void {
    const length = b - a
    for (let i = Math.floor((length - 1) / 2); i >= 0; i--) this.sift(i, length, a)
    for (let i = length - 1; i >= 0; i--) {
      this.swap(a, a + i)
      this.sift(0, i, a)
    }
  }

  private sift(from: number, end: number, first: number): void {
    let root = from
    for (;;) {
      let child = 2 * root + 1
      if (child >= end) return
      if (child + 1 < end && this.less(first + child, first + child + 1)) child++
      if (!this.less(first + root, first + child)) return
      this.swap(first + root, first + child)
      root = child
    }
  }

  /** Smaller things than the pivot before it, others behind it. */
  private partition(
    a: number,
    b: number,
    pivot: number,
  ): { readonly middle: number; readonly wasPartitioned: boolean } {
    this.swap(a, pivot)
    let [i, j] = [a + 1, b - 1]
    for (let swapped = 0; ; swapped++) {
      while (i <= j && this.less(i, a)) i++
      while (i <= j && !this.less(j, a)) j--
      if (i > j) {
        this.swap(j, a)
        return { middle: j, wasPartitioned: swapped === 0 }
      }
      this.swap(i++, j--)
    }
  }

  /** Things equal to the pivot first; where the others begin. */
  private partitionEqual(a: number, b: number, pivot: number): number {
    this.swap(a, pivot)
    let [i, j] = [a + 1, b - 1]
    for (;;) {
      while (i <= j && !this.less(a, i)) i++
      while (i <= j && this.less(a, j)) j--
      if (i > j) return i
      this.swap(i++, j--)
    }
  }

  /** Puts a few misplaced things right; whether that was all. */
  private insertFew(a: number, b: number): boolean {
    let i = a + 1
    for (let shift = 0; shift < shiftsMost; shift++) {
      while (i < b && !this.less(i, i - 1)) i++
      if (i === b) return true
      if (b - a < longRange) return false
      this.swap(i, i - 1)
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.less(j, j - 1); j--) this.swap(j, j - 1)
      if (b - i >= 2) for (let j = i + 1; j < b && this.less(j, j - 1); j++) this.swap(j, j - 1)
    }
    return false
  }

  /** Stirs three things in the middle, always in the same way for a length (xorshift). */
  private breakPatterns(a: number, b: number): void {
    const length = b - a
    if (length < 8) return
    const mask = (1n << BigInt(32 - Math.clz32(length))) - 1n
    const middle = a + Math.floor(length / 4) * 2
    let random = BigInt(length)
    for (let i = middle - 1; i <= middle + 1; i++) {
      random = BigInt.asUintN(64, random ^ (random << 13n))
      random ^= random >> 7n
      random = BigInt.asUintN(64, random ^ (random << 17n))
      const other = Number(random & mask)
      this.swap(i, a + (other >= length ? other - length : other))
    }
  }

  private choosePivot(a: number, b: number) {
    const quarter = Math.floor((b - a) / 4)
    const at = [a + quarter, a + quarter * 2, a + quarter * 3]
    this.swaps = 0
    const [i, j, k] = (b - a >= longRange ? at.map(index => this.median(index - 1, index, index + 1)) : at) as [
      number,
      number,
      number,
    ]
    const pivot = this.median(i, j, k)
    return { pivot, isSorted: this.swaps === 0, isReversed: this.swaps === 4 * 3 }
  }

  private reversed(a: number, b: number, pivot: number): { readonly pivot: number; readonly isSorted: boolean } {
    for (let [i, j] = [a, b - 1]; i < j; i++, j--) this.swap(i, j)
    return { pivot: b - 1 - (pivot - a), isSorted: true }
  }

  private median(first: number, second: number, third: number): number {
    let [a, b] = this.ordered(first, second)
    ;[b] = this.ordered(b, third)
    ;[a, b] = this.ordered(a, b)
    return b
  }

  private ordered(a: number, b: number): readonly [number, number] {
    if (!this.less(b, a)) return [a, b]
    this.swaps++
    return [b, a]
  }
}
