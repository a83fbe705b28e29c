import { deepEqual, isRecord } from '../base'

type Fields = Readonly<Record<string, unknown>>

/** The merge patch (RFC 7386) that turns `from` into `to`; `{}` where nothing differs. Neither may hold nulls, which a merge patch cannot say. */
export function diffMergePatch(from: Fields, to: Fields): Record<string, unknown> {
  const patch: (readonly [string, unknown])[] = []
  for (const key in from) if (from[key] !== undefined && !isPresent(to, key)) patch.push([key, null])
  for (const key in to) {
    if (!isPresent(to, key)) continue
    const before = isPresent(from, key) ? from[key] : undefined
    const after = to[key]
    if (deepEqual(before, after)) continue
    patch.push([key, isRecord(before) && isRecord(after) ? diffMergePatch(before, after) : after])
  }
  return Object.fromEntries(patch)
}

function isPresent(record: Fields, key: string): boolean {
  return Object.hasOwn(record, key) && record[key] !== undefined
}
