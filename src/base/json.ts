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

/** True for a JSON object (not null, not an array). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
