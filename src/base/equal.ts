/**
 * Deep equality of JSON values; key order does not matter, a key holding `undefined` counts as absent.
 * Identical references are equal at once, which makes comparing structurally shared objects cheap.
 */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const arrayA = Array.isArray(a)
  if (arrayA !== Array.isArray(b)) return false
  return arrayA ? arraysEqual(a as unknown[], b as unknown[]) : recordsEqual(a as JsonRecord, b as JsonRecord)
}

type JsonRecord = Readonly<Record<string, unknown>>

function arraysEqual(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!deepEqual(a[i], b[i])) return false
  return true
}

function recordsEqual(a: JsonRecord, b: JsonRecord): boolean {
  let countA = 0
  for (const key in a) {
    if (a[key] === undefined) continue
    countA++
    if (!deepEqual(a[key], b[key])) return false
  }
  let countB = 0
  for (const key in b) if (b[key] !== undefined) countB++
  return countA === countB
}
