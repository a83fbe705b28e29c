import { deepEqual } from '../../base'

/** Maps a list and gives back the very list when no element changed, so that unchanged objects keep their identity. */
export function mapSame<T>(list: readonly T[], change: (element: T, index: number) => T): readonly T[] {
  let copy: T[] | undefined
  for (let index = 0; index < list.length; index++) {
    const element = list[index] as T
    const next = change(element, index)
    if (copy) copy.push(next)
    else if (next !== element) copy = [...list.slice(0, index), next]
  }
  return copy ?? list
}

/** `object` with the fields of `defaults` that it lacks, or the very object when it lacks none. */
export function withMissing<T extends object>(object: T, defaults: Partial<T>): T {
  for (const key in defaults) {
    if (object[key] === undefined) return { ...defaults, ...defined(object) }
  }
  return object
}

/** Without keys that hold `undefined`, which would hide a default. */
function defined<T extends object>(object: T): T {
  const keys = Object.keys(object) as (keyof T)[]
  if (keys.every(key => object[key] !== undefined)) return object
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T
}

/** `object` with one field replaced, or the very object when the field is that already. */
export function withField<T extends object, K extends keyof T>(object: T, key: K, value: T[K]): T {
  return object[key] === value ? object : { ...object, [key]: value }
}

/** `next`, its parts (or the whole) replaced by the previous ones where they say the same. */
export function withSameParts<T extends object>(next: T, previous: T, fields: readonly (keyof T)[]): T {
  if (next === previous) return previous
  let result = next
  for (const field of fields)
    if (deepEqual(next[field], previous[field])) result = withField(result, field, previous[field])
  return deepEqual(result, previous) ? previous : result
}
