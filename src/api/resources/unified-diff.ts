interface Block {
  readonly a: number
  readonly b: number
  readonly size: number
}

interface Edit {
  readonly isEqual: boolean
  readonly fromA: number
  readonly toA: number
  readonly fromB: number
  readonly toB: number
}

const contextLines = 3

/**
 * The unified diff that upstream appends to "is immutable" errors: Ratcliff and Obershelp's matching (longest common run first, then left and
 * right of it), three lines of context, no file names (`k8s.io/apimachinery/pkg/util/diff: Diff`, which uses go-difflib). '' when equal.
 */
export function unifiedDiff(before: readonly string[], after: readonly string[]): string {
  const lines: string[] = []
  for (const hunk of hunksOf(editsOf(before, after))) {
    const first = hunk[0] as Edit
    const last = hunk[hunk.length - 1] as Edit
    lines.push(`@@ -${rangeText(first.fromA, last.toA)} +${rangeText(first.fromB, last.toB)} @@`)
    for (const { isEqual, fromA, toA, fromB, toB } of hunk) {
      for (const line of before.slice(fromA, toA)) lines.push(`${isEqual ? ' ' : '-'}${line}`)
      if (!isEqual) for (const line of after.slice(fromB, toB)) lines.push(`+${line}`)
    }
  }
  return lines.map(line => `${line}\n`).join('')
}

/** `start,length` counted from 1; the length is left out when it is 1, and an empty range begins one line earlier. */
function rangeText(from: number, to: number): string {
  const length = to - from
  if (length === 1) return String(from + 1)
  return `${length === 0 ? from : from + 1},${length}`
}

function editsOf(before: readonly string[], after: readonly string[]): Edit[] {
  const edits: Edit[] = []
  let a = 0
  let b = 0
  for (const block of [...matchingBlocks(before, after), { a: before.length, b: after.length, size: 0 }]) {
    if (a < block.a || b < block.b) edits.push({ isEqual: false, fromA: a, toA: block.a, fromB: b, toB: block.b })
    a = block.a + block.size
    b = block.b + block.size
    if (block.size) edits.push({ isEqual: true, fromA: block.a, toA: a, fromB: block.b, toB: b })
  }
  return edits
}

/** Runs of equal lines, in order; neighbours that touch are joined. */
function matchingBlocks(before: readonly string[], after: readonly string[]): Block[] {
  const positions = positionsOf(after)
  const blocks: Block[] = []
  const visit = (fromA: number, toA: number, fromB: number, toB: number): void => {
    const { a, b, size } = longestMatch(before, after, positions, { fromA, toA, fromB, toB })
    if (size === 0) return
    if (fromA < a && fromB < b) visit(fromA, a, fromB, b)
    const previous = blocks.at(-1)
    if (previous && previous.a + previous.size === a && previous.b + previous.size === b)
      blocks[blocks.length - 1] = { ...previous, size: previous.size + size }
    else blocks.push({ a, b, size })
    if (a + size < toA && b + size < toB) visit(a + size, toA, b + size, toB)
  }
  visit(0, before.length, 0, after.length)
  return blocks
}

/** Where each line occurs. In a long text (200 lines), lines that make up more than 1 % of it do not start a match, as in difflib. */
function positionsOf(lines: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>()
  lines.forEach((line, index) => {
    const list = positions.get(line)
    if (list) list.push(index)
    else positions.set(line, [index])
  })
  if (lines.length < 200) return positions
  const most = Math.floor(lines.length / 100) + 1
  for (const [line, list] of positions) if (list.length > most) positions.delete(line)
  return positions
}

interface Window {
  readonly fromA: number
  readonly toA: number
  readonly fromB: number
  readonly toB: number
}

/** The longest common run inside the window; of equal ones the first in `before`, then in `after`. */
function longestMatch(
  before: readonly string[],
  after: readonly string[],
  positions: ReadonlyMap<string, readonly number[]>,
  { fromA, toA, fromB, toB }: Window,
): Block {
  let best = { a: fromA, b: fromB, size: 0 }
  let lengths = new Map<number, number>()
  for (let i = fromA; i < toA; i++) {
    const next = new Map<number, number>()
    for (const j of positions.get(before[i] as string) ?? []) {
      if (j < fromB || j >= toB) continue
      const length = (lengths.get(j - 1) ?? 0) + 1
      next.set(j, length)
      if (length > best.size) best = { a: i - length + 1, b: j - length + 1, size: length }
    }
    lengths = next
  }
  let { a, b, size } = best
  while (a > fromA && b > fromB && before[a - 1] === after[b - 1]) {
    a--
    b--
    size++
  }
  while (a + size < toA && b + size < toB && before[a + size] === after[b + size]) size++
  return { a, b, size }
}

/** Groups edits into hunks: equal runs are cut to the context, and a run longer than twice that parts two hunks. */
function hunksOf(edits: readonly Edit[]): Edit[][] {
  if (edits.every(edit => edit.isEqual)) return []
  const hunks: Edit[][] = []
  let hunk: Edit[] = []
  edits.forEach((edit, index) => {
    if (!edit.isEqual) {
      hunk.push(edit)
      return
    }
    const length = edit.toA - edit.fromA
    const isFirst = index === 0
    const isLast = index === edits.length - 1
    const head = isFirst ? 0 : Math.min(contextLines, length)
    const tail = isLast ? 0 : Math.min(contextLines, length)
    if (!isFirst && !isLast && length <= 2 * contextLines) {
      hunk.push(edit)
      return
    }
    if (head) hunk.push({ ...edit, toA: edit.fromA + head, toB: edit.fromB + head })
    if (!isFirst && hunk.length) {
      hunks.push(hunk)
      hunk = []
    }
    if (tail) hunk = [{ ...edit, fromA: edit.toA - tail, fromB: edit.toB - tail }]
  })
  if (hunk.some(edit => !edit.isEqual)) hunks.push(hunk)
  return hunks
}
