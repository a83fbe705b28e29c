import { deepEqual, isRecord } from '../../base'
import { type JsonRecord, put } from '../schema'
import { jsonKind, unreadable } from './errors'

/**
 * Applies RFC 7386: objects merge, `null` deletes, everything else replaces. The document is left alone; where nothing changes the result
 * is the document, and objects that the patch does not reach are shared.
 */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  if (patch === null || patch === undefined) return document
  if (!isRecord(patch))
    throw unreadable(
      `error decoding patch: json: cannot unmarshal ${jsonKind(patch)} into Go value of type map[string]interface {}`,
    )
  return merged(document, patch)
}

function merged(document: unknown, patch: JsonRecord): JsonRecord {
  const original = isRecord(document) ? document : undefined
  let result: JsonRecord | undefined = original ? undefined : {}
  for (const key in patch) {
    const previous = original && Object.hasOwn(original, key) ? original[key] : undefined
    const next = mergedValue(previous, patch[key])
    if (next === previous) continue
    result ??= { ...original }
    if (next === undefined) delete result[key]
    else put(result, key, next)
  }
  return result ?? (original as JsonRecord)
}

/** Undefined: there is no such field afterwards. */
function mergedValue(previous: unknown, patch: unknown): unknown {
  if (patch === null || patch === undefined) return patch === null ? undefined : previous
  if (isRecord(patch)) return merged(previous, patch)
  return deepEqual(previous, patch) ? previous : patch
}
