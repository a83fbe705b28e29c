import { isRecord } from '../../../base'
import { CommandError } from '../../errors'
import { shown } from '../jsonpath'

type Values = readonly unknown[]

/** Go's idea of what is true: nothing that is zero or empty. */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (isRecord(value)) return Object.keys(value).length > 0
  return Boolean(value)
}

/** What a template prints for a value. */
export function printed(value: unknown): string {
  return value === null || value === undefined ? '<no value>' : shown(value)
}

/** The functions that templates may call: text/template's, and kubectl's `exists` and `base64decode`. */
export const functions: Readonly<Record<string, (...values: Values) => unknown>> = {
  len: value => {
    if (typeof value === 'string' || Array.isArray(value)) return value.length
    if (isRecord(value)) return Object.keys(value).length
    throw new CommandError('error calling len: len of nil pointer')
  },
  index: (value, ...keys) => keys.reduce(memberOf, value),
  and: (...values) => values[firstIndex(values, value => !isTrue(value))],
  or: (...values) => values[firstIndex(values, isTrue)],
  not: value => !isTrue(value),
  eq: (first, ...others) => others.some(other => other === first),
  ne: (a, b) => a !== b,
  lt: (a, b) => (a as number) < (b as number),
  le: (a, b) => (a as number) <= (b as number),
  gt: (a, b) => (a as number) > (b as number),
  ge: (a, b) => (a as number) >= (b as number),
  print: (...values) => values.map(shown).join(''),
  println: (...values) => `${values.map(shown).join(' ')}\n`,
  printf: (format, ...values) => formatted(String(format), values),
  html: value => shown(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
  js: value => JSON.stringify(shown(value)).slice(1, -1),
  urlquery: value => encodeURIComponent(shown(value)).replaceAll('%20', '+'),
  base64decode: value => atob(String(value)),
  exists: (value, ...keys) => {
    try {
      return keys.reduce(memberOf, value) !== undefined
    } catch {
      return false
    }
  },
}

/** Where the first of its kind stands, or the last of all. */
function firstIndex(values: Values, isWanted: (value: unknown) => boolean): number {
  const index = values.findIndex(isWanted)
  return index < 0 ? values.length - 1 : index
}

function memberOf(value: unknown, key: unknown): unknown {
  if (value === null || value === undefined) throw new CommandError('error calling index: index of untyped nil')
  if (Array.isArray(value)) {
    if (typeof key === 'number' && key >= 0 && key < value.length) return value[key]
    throw new CommandError(`error calling index: index out of range: ${String(key)}`)
  }
  return isRecord(value) && Object.hasOwn(value, String(key)) ? value[String(key)] : undefined
}

function formatted(format: string, values: Values): string {
  let next = 0
  return format.replace(
    /%([-+ 0]*)(\d*)(?:\.(\d+))?([vsdqtTfgx%])/g,
    (_, flags: string, width: string, precision: string, verb: string) => {
      if (verb === '%') return '%'
      const value = values[next++]
      const text =
        verb === 'q'
          ? JSON.stringify(String(value))
          : verb === 'f'
            ? Number(value).toFixed(precision === undefined ? 6 : Number(precision))
            : shown(value)
      return flags.includes('-')
        ? text.padEnd(Number(width))
        : text.padStart(Number(width), flags.includes('0') ? '0' : ' ')
    },
  )
}
