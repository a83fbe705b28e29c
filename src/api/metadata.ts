import type { ObjectMeta } from '../kinds'

const collections = ['labels', 'annotations', 'ownerReferences', 'finalizers'] as const

/** Metadata as Go serves it: empty maps and lists are left out. The same object where there are none. */
export function withoutEmpty<T extends Partial<ObjectMeta>>(metadata: T): T {
  const empty = collections.filter(name => isEmpty(metadata[name]))
  if (empty.length === 0) return metadata
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !empty.some(one => one === name))) as T
}

function isEmpty(collection: object | undefined): boolean {
  if (collection === undefined) return false
  if (Array.isArray(collection)) return collection.length === 0
  for (const _ in collection) return false
  return true
}
