import { isRecord } from '../base'

/** Texts of what was written before: stored objects never change, and lists show them again and again. */
const known = new WeakMap<object, string>()

/**
 * The JSON text of an answer's body. What the items of a list consist of is written once, as long as somebody holds it: a list of a thousand
 * pods is a concatenation the second time.
 */
export function jsonText(body: unknown): string {
  return textOf(body).replace(marks, mark => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** What Go writes as numbers in strings, wherever JSON goes; kubectl compares revisions of sets byte by byte. */
const marks = /[<>&\u2028\u2029]/g

function textOf(body: unknown): string {
  if (!isRecord(body) || !Array.isArray(body.items)) return JSON.stringify(body)
  const { items, ...rest } = body
  const head = JSON.stringify(rest).slice(0, -1)
  const list = items.map(item => (isRecord(item) ? recordText(item) : JSON.stringify(item))).join(',')
  return `${head}${head === '{' ? '' : ','}"items":[${list}]}`
}

function recordText(record: Readonly<Record<string, unknown>>): string {
  const fields: string[] = []
  for (const key of Object.keys(record)) {
    const text = partText(record[key])
    if (text !== undefined) fields.push(`${JSON.stringify(key)}:${text}`)
  }
  return `{${fields.join(',')}}`
}

function partText(part: unknown): string | undefined {
  if (typeof part !== 'object' || part === null) return JSON.stringify(part)
  let text = known.get(part)
  if (text === undefined) {
    text = JSON.stringify(part)
    known.set(part, text)
  }
  return text
}
