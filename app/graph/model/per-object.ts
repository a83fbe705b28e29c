/** Reads something from an object once: objects are immutable, so what was read stays right for as long as the object lives. */
export function perObject<T extends object, R>(read: (object: T) => R): (object: T) => R {
  const known = new WeakMap<T, { readonly value: R }>()
  return object => {
    let entry = known.get(object)
    if (!entry) {
      entry = { value: read(object) }
      known.set(object, entry)
    }
    return entry.value
  }
}
