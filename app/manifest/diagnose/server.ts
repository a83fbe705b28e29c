import type { Status, StatusCause } from '../../../src/client'
import { placed, replacing } from './text'
import type { Finding, LocatedObject, Problem } from './types'

/** A refusal of the API server: its message, and its Status where it gave one. */
export interface Refusal {
  readonly message: string
  readonly status?: Status
}

/** The refusal of an object, told at the lines it is about. */
export function refusalProblems(text: string, object: LocatedObject, refusal: Refusal): readonly Problem[] {
  const findings = [...unknownFieldFindings(object, refusal), ...typeFindings(text, object, refusal)]
  const found = findings.length > 0 ? findings : causeFindings(object, refusal)
  const all = found.length > 0 ? found : [wholeFinding(object, refusal)]
  return all.map(finding => placed(text, finding))
}

/** `strict decoding error: unknown field "spec.replica", unknown field …` */
function unknownFieldFindings(object: LocatedObject, { message }: Refusal): readonly Finding[] {
  if (!message.includes('strict decoding error')) return []
  return [...message.matchAll(/unknown field \\?"([^"\\]+)/g)].map(match => {
    const path = match[1] as string
    const [, around = '', field = path] = /^(.*?)\.?([^.]+)$/.exec(path) ?? []
    const where = around ? `\`${around}\`` : 'the top level of this object'
    return {
      range: object.locate(path),
      message: `\`${field}\` is no field of ${where}.`,
      advice: 'Look whether it is misspelled or belongs to another level; else take it out.',
    }
  })
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  bool: 'true or false',
  object: 'a mapping (lines of `key: value` below it)',
  array: 'a list (lines beginning with `- ` below it)',
}

/** `json: cannot unmarshal string into Go struct field StatefulSetSpec.spec.replicas of type int32` */
function typeFindings(text: string, object: LocatedObject, { message }: Refusal): readonly Finding[] {
  const match = /cannot unmarshal (\w+) (?:[\w.-]+ )?into Go struct field \w+\.([\w.]+) of type (\S+)/.exec(message)
  if (!match) return []
  const [, found = '', path = '', goType = ''] = match
  const range = object.locateType(path, found) ?? object.locate(path)
  const wanted = wantedWords(goType)
  const written = text.slice(range.from, range.to)
  const number = /^(.*?:\s*)["'](-?\d+)["']$/.exec(written)
  return [
    {
      range,
      message: `\`${path}\` is ${typeWords[found] ?? found} here, and must be ${wanted}.`,
      advice: number ? `Write ${number[2]} without quotes.` : `Write ${wanted}.`,
      ...(number &&
        /int/.test(goType) && { fix: replacing('Take the quotes away', range, `${number[1]}${number[2]}`) }),
    },
  ]
}

function wantedWords(goType: string): string {
  if (goType.startsWith('[]')) return typeWords.array as string
  if (/int|float/.test(goType)) return 'a number'
  if (goType === 'bool') return typeWords.bool as string
  if (goType === 'string' || /Type$|Policy$|Mode$/.test(goType)) return 'a text (put it in quotes)'
  return typeWords.object as string
}

function causeFindings(object: LocatedObject, { status }: Refusal): readonly Finding[] {
  const causes = status?.details?.causes ?? []
  return causes
    .filter(cause => cause.field && cause.field !== 'patch')
    .map(cause => ({
      range: object.locate(cause.field as string),
      message: `\`${cause.field}\`: ${cause.message ?? cause.reason ?? 'refused'}`,
      advice: adviceOf(cause),
    }))
}

function adviceOf({ reason, message = '' }: StatusCause): string {
  if (reason === 'FieldValueRequired') return 'Write this field.'
  if (reason === 'FieldValueNotSupported') return 'Write one of the values that the server names.'
  if (reason === 'FieldValueDuplicate') return 'Keep one of the two.'
  if (reason === 'FieldValueForbidden' || message.includes('immutable'))
    return 'This cannot be changed once the object exists. Write what it was, or delete the object and apply again.'
  if (message.includes('RFC 1123') || message.includes('RFC 1035'))
    return 'Use small letters, digits and `-` only, and begin and end with a letter or digit.'
  return 'Write a value that the server takes.'
}

function wholeFinding(object: LocatedObject, { message, status }: Refusal): Finding {
  const quantity = message.includes('quantities must match')
  return {
    range: object.locate('kind'),
    message: `The server says: ${message}`,
    advice: quantity
      ? 'Write amounts as a number with a unit, such as `1Mi` or `500m`.'
      : status?.reason === 'NotFound'
        ? 'Create first what this object needs.'
        : 'Mend what the server names, and apply again.',
  }
}
