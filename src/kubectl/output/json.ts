import { compareText, isRecord } from '../../base'

/** JSON as Go's `json.MarshalIndent` writes maps: sorted keys, `<`, `>` and `&` escaped. */
export function indentedJson(value: unknown, indent = '    '): string {
  return escaped(JSON.stringify(sorted(value), undefined, indent) ?? 'null')
}

/** A value with the keys of all its records in byte order. */
export function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (!isRecord(value)) return value
  const keys = Object.keys(value).sort(compareText)
  return Object.fromEntries(keys.filter(key => value[key] !== undefined).map(key => [key, sorted(value[key])]))
}

function escaped(text: string): string {
  return text.replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
