import { isRecord } from '../../base'
import { type JsonRecord, put } from '../schema'
import { internal } from './errors'
import { goText } from './go-text'

/** `$patch` with a value that means nothing. */
export function unknownDirective(patch: JsonRecord): Error {
  return internal(`unknown patch type: ${goText(patch.$patch)} in map: ${goText(patch)}`)
}

/** A value that is not merged with anything: its nulls and directives go; undefined if it is itself a directive. */
export function withoutDirectives(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDirectives).filter(item => item !== undefined)
  if (!isRecord(value)) return value
  if (Object.hasOwn(value, '$patch')) return undefined
  const result: JsonRecord = {}
  for (const key in value) {
    const kept = value[key] === null ? undefined : withoutDirectives(value[key])
    if (kept !== undefined) put(result, key, kept)
  }
  return result
}
