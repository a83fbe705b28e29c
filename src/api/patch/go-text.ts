import { compareText, isRecord } from '../../base'

/** A JSON value as Go prints it with `%v`: `map[a:1 b:[x y]]`. Error messages of strategic merge patches contain it. */
export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>'
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`
  if (!isRecord(value)) return String(value)
  const entries = Object.keys(value).sort(compareText)
  return `map[${entries.map(key => `${key}:${goText(value[key])}`).join(' ')}]`
}
