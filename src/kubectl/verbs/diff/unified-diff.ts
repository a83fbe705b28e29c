/** A run of lines of `before` that is replaced by a run of `after`; one of the two may be empty. */
interface Change {
  readonly fromA: number
  readonly toA: number
  readonly fromB: number
  readonly toB: number
}

const contextLines = 3

/** The hunks of `diff -u` for two texts: the longest common subsequence of lines stays. '' when the texts are equal. */
export function unifiedDiff(before: string, after: string): string {
  const a = linesOf(before)
  const b = linesOf(after)
  return groupsOf(changesOf(a, b))
    .map(group => hunkOf(group, a, b))
    .join('')
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n')
}

/** Runs of lines that differ, in order. */
function changesOf(a: readonly string[], b: readonly string[]): readonly Change[] {
  const lengths = commonLengths(a, b)
  const changes: Change[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      i++
      j++
      continue
    }
    const [fromA, fromB] = [i, j]
    while ((i < a.length || j < b.length) && !(i < a.length && j < b.length && a[i] === b[j])) {
      const isRemoval = j >= b.length || (i < a.length && at(lengths, i + 1, j) >= at(lengths, i, j + 1))
      if (isRemoval) i++
      else j++
    }
    const last = slidDown({ fromA, toA: i, fromB, toB: j }, a, b)
    i = last.toA
    j = last.toB
    changes.push(last)
  }
  return changes
}

/** `lengths[i][j]`: how many lines `a` from `i` and `b` from `j` have in common, in order. */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const lengths: number[][] = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (lengths[i] as number[])[j] =
        a[i] === b[j] ? at(lengths, i + 1, j + 1) + 1 : Math.max(at(lengths, i + 1, j), at(lengths, i, j + 1))
  return lengths
}

function at(lengths: readonly (readonly number[])[], i: number, j: number): number {
  return lengths[i]?.[j] ?? 0
}

/** A pure insertion or removal stands as late as it can, as in GNU diff. */
function slidDown(change: Change, a: readonly string[], b: readonly string[]): Change {
  const { fromA, toA, fromB, toB } = change
  const isInsertion = fromA === toA
  if (!isInsertion && fromB !== toB) return change
  const [lines, from, to] = isInsertion ? [b, fromB, toB] : [a, fromA, toA]
  let steps = 0
  while (to + steps < lines.length && lines[from + steps] === lines[to + steps] && isCommon(steps)) steps++
  return { fromA: fromA + steps, toA: toA + steps, fromB: fromB + steps, toB: toB + steps }

  function isCommon(step: number): boolean {
    return toA + step < a.length && toB + step < b.length && a[toA + step] === b[toB + step]
  }
}

/** Changes whose contexts touch share a hunk. */
function groupsOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const groups: Change[][] = []
  for (const change of changes) {
    const group = groups[groups.length - 1]
    const last = group?.[group.length - 1]
    if (group && last && change.fromA - last.toA <= 2 * contextLines) group.push(change)
    else groups.push([change])
  }
  return groups
}

function hunkOf(group: readonly Change[], a: readonly string[], b: readonly string[]): string {
  const first = group[0] as Change
  const last = group[group.length - 1] as Change
  const before = Math.min(contextLines, first.fromA)
  const after = Math.min(contextLines, a.length - last.toA)
  const lines = [
    `@@ -${rangeText(first.fromA - before, last.toA + after)} +${rangeText(first.fromB - before, last.toB + after)} @@`,
  ]
  let i = first.fromA - before
  for (const { fromA, toA, fromB, toB } of group) {
    lines.push(...a.slice(i, fromA).map(line => ` ${line}`))
    lines.push(...a.slice(fromA, toA).map(line => `-${line}`))
    lines.push(...b.slice(fromB, toB).map(line => `+${line}`))
    i = toA
  }
  lines.push(...a.slice(i, last.toA + after).map(line => ` ${line}`))
  return lines.map(line => `${line}\n`).join('')
}

/** `start,length` counted from 1; the length is left out when it is 1, and an empty range begins one line earlier. */
function rangeText(from: number, to: number): string {
  const length = to - from
  if (length === 1) return String(from + 1)
  return `${length === 0 ? from : from + 1},${length}`
}
