import { compareText } from './order'

/**
 * JSON as Go's `encoding/json` writes a map: keys sorted, no blanks, and `<`, `>`, `&`, U+2028, U+2029 escaped.
 * Revision hashes are computed over these bytes, so they must be Go's to the letter.
 */
export function goJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`
  if (isRecord(value)) {
    const keys = Object.keys(value).filter(key => value[key] !== undefined)
    return `{${keys
      .sort(compareText)
      .map(key => `${goString(key)}:${goJson(value[key])}`)
      .join(',')}}`
  }
  return typeof value === 'string' ? goString(value) : (JSON.stringify(value) ?? 'null')
}

function goString(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/**
 * `{ ...object, ...changes }`, for where it is done often. V8 copies this way in a tenth of a microsecond whatever the shapes; a spread to
 * which fields are added costs up to seven times as much.
 */
export function altered<T extends object, C extends object>(object: T, changes: C): T & C {
  return Object.assign({}, object, changes)
}

/** True for a JSON object (not null, not an array). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
