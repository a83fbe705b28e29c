import { labelValueErrors, qualifiedNameErrors } from './key-names'

/** A taint as it is written into a node. */
export interface Taint {
  readonly key: string
  readonly value?: string
  /** Empty where any effect is meant. */
  readonly effect: string
}

/** Taints that come, and those that go. */
export interface TaintChanges {
  readonly added: readonly Taint[]
  readonly removed: readonly Taint[]
}

const effects: ReadonlySet<string> = new Set(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])

/** Reads `key=value:Effect`, `key:Effect-`, `key-`; or the words of what is wrong with them (`parseTaints`). */
export function changesOf(specs: readonly string[]): TaintChanges | string {
  const added: Taint[] = []
  const removed: Taint[] = []
  for (const spec of specs) {
    const isRemoval = spec.endsWith('-')
    const taint = taintOf(isRemoval ? spec.slice(0, -1) : spec)
    if (typeof taint === 'string') return taint
    if (isRemoval) removed.push({ key: taint.key, effect: taint.effect })
    else if (taint.effect === '') return `invalid taint spec: ${spec}`
    else if (added.some(({ key, effect }) => key === taint.key && effect === taint.effect))
      return `duplicated taints with the same key and effect: {${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`
    else added.push(taint)
  }
  return { added, removed }
}

function taintOf(text: string): Taint | string {
  const parts = text.split(':')
  if (parts.length > 2) return `invalid taint spec: ${text}`
  const [first = '', effect = ''] = parts
  if (parts.length === 2 && !effects.has(effect)) return `invalid taint effect: ${effect}, unsupported taint effect`
  const [key = '', value, ...more] = parts.length === 2 ? first.split('=') : [first]
  if (more.length > 0) return `invalid taint spec: ${text}`
  const errors = [...labelValueErrors(value ?? ''), ...qualifiedNameErrors(key)]
  if (errors.length > 0) return `invalid taint spec: ${text}, ${errors.join('; ')}`
  return { key, effect, ...(value !== undefined && value !== '' && { value }) }
}
