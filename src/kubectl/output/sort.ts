import { parseQuantity } from '../../kinds'
import { CommandError, messageOf } from '../errors'
import type { ApiObject } from '../resources'
import { goSorted } from './go-sort'
import { JsonPath, relaxedPath } from './jsonpath'
import type { Row, Table } from './table'

/** Things in the order of a field of their objects. Throws CommandError when none of them has it. */
export function sortedBy<T>(
  things: readonly T[],
  path: string,
  objectOf: (thing: T) => ApiObject | undefined,
): readonly T[] {
  const finder = new JsonPath(path, true)
  const keyed = things.map(thing => ({ thing, key: finder.find(objectOf(thing))[0]?.[0] }))
  if (things.length > 0 && keyed.every(({ key }) => key === undefined))
    throw new CommandError(`couldn't find any field with path "${path}" in the list of objects`)
  return goSorted(keyed, (a, b) => isLess(a.key, b.key)).map(({ thing }) => thing)
}

/** The path that `--sort-by` means, also where it is none. */
export function sortPath(text: string): string {
  try {
    return relaxedPath(text)
  } catch {
    return text
  }
}

/** A table with its rows in the order of a field of their objects. Throws CommandError. */
export function sortedTable(table: Table, path: string): Table {
  try {
    return { ...table, rows: sortedBy<Row>(table.rows ?? [], path, ({ object }) => object) }
  } catch (error) {
    const message = messageOf(error)
    throw message.startsWith("couldn't") ? error : new CommandError(`sorting error: ${message}`)
  }
}

/** Absent before all others, then null, quantities by their value, texts by their bytes (`sorter.go: isLess`). */
function isLess(a: unknown, b: unknown): boolean {
  if (a === undefined) return true
  if (b === undefined || b === null) return false
  if (a === null) return true
  if (typeof a === 'number' && typeof b === 'number') return a < b
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const [one, other] = [quantity(a), quantity(b)]
  return one !== undefined && other !== undefined ? one < other : a < b
}

function quantity(text: string): number | undefined {
  return /^[+-.\d]/.test(text) ? parseQuantity(text) : undefined
}
