/** What a node or edge was made from, to see whether it must be made again. */
interface Made<T> {
  readonly inputs: readonly unknown[]
  readonly value: T
}

/**
 * Remembers what the last projection made, so that what did not change is the same object again. Inputs are compared by identity; values in
 * the store are immutable, so that is enough.
 */
export class Reuse<T extends { readonly id: string }> {
  private last = new Map<string, Made<T>>()
  private next = new Map<string, Made<T>>()

  /** The value made from these inputs last time, or a new one. */
  take(id: string, inputs: readonly unknown[], make: () => T): T {
    const made = this.last.get(id)
    const entry = made && sameInputs(made.inputs, inputs) ? made : { inputs, value: make() }
    this.next.set(id, entry)
    return entry.value
  }

  /** Ends a projection: what was not taken is forgotten. */
  finish(): void {
    this.last = this.next
    this.next = new Map()
  }
}

function sameInputs(a: readonly unknown[], b: readonly unknown[]): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false
  return true
}
