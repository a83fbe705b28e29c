import { compareText, isRecord } from '../../base'

/** JSON as Go's `json.MarshalIndent` writes maps: sorted keys, `<`, `>` and `&` escaped. */
export function indentedJson(value: unknown, indent = '    '): string {
  return escaped(written(value, indent, '\n'))
}

/** Keys go by their bytes, also those that look like numbers, which an object of JavaScript would put first. */
function written(value: unknown, indent: string, lineBreak: string): string {
  const inner = lineBreak + indent
  if (Array.isArray(value)) {
    const items = value.map(item => inner + written(item, indent, inner))
    return items.length === 0 ? '[]' : `[${items.join(',')}${lineBreak}]`
  }
  if (!isRecord(value)) return JSON.stringify(value) ?? 'null'
  const fields = Object.keys(value)
    .filter(key => value[key] !== undefined)
    .sort(compareText)
    .map(key => `${inner}${JSON.stringify(key)}: ${written(value[key], indent, inner)}`)
  return fields.length === 0 ? '{}' : `{${fields.join(',')}${lineBreak}}`
}

function escaped(text: string): string {
  return text.replace(/[<>&\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
