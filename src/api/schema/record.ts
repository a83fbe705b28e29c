/** A JSON object under construction. */
export type JsonRecord = Record<string, unknown>

/** Sets an own property, whatever its name: assigning to `__proto__` would change the prototype instead. */
export function put(record: JsonRecord, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true })
  else record[key] = value
}
