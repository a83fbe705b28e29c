import { isAlias, isMap, isScalar, visit } from 'yaml'
import { keyText, type ManifestDocument, type MapNode, rangeOf } from './parse'
import { lineNumber } from './text'
import type { Finding } from './types'

/** Aliases make gigabytes of a few hundred bytes; manifests do not need more of them than this. */
export const aliasesMost = 100

/** The JSON value of a document, or what keeps it from having one: aliases that multiply, or that stand for nothing. */
export function jsonOf(document: ManifestDocument): { readonly value: unknown } | { readonly finding: Finding } {
  const hostile = hostileKey(document)
  if (hostile) return { finding: hostile }
  try {
    return { value: document.toJS({ maxAliasCount: aliasesMost }) }
  } catch (error) {
    const isMissing = error instanceof Error && error.message.includes('Unresolved alias')
    return { finding: aliasFinding(document, isMissing) }
  }
}

const findingsMost = 50

/** Keys that were written twice in one mapping, the first fifty of them. */
export function duplicateKeys(text: string, document: ManifestDocument): readonly Finding[] {
  const found: Finding[] = []
  visit(document, {
    Map(_, map) {
      const seen = new Map<string, number>()
      for (const pair of (map as MapNode).items) {
        if (!isScalar(pair.key)) continue
        const key = keyText(pair)
        const first = seen.get(key)
        if (first === undefined) seen.set(key, pair.key.range[0])
        else if (found.length < findingsMost)
          found.push({
            range: rangeOf(pair.key),
            message: `\`${key}\` is written twice here; the first is in line ${lineNumber(text, first)}.`,
            advice: 'Keep one of the two.',
          })
      }
    },
  })
  return found
}

function hostileKey(document: ManifestDocument): Finding | undefined {
  let finding: Finding | undefined
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === '__proto__' && pair.key.range) {
        finding = {
          range: { from: pair.key.range[0], to: pair.key.range[1] },
          message: '`__proto__` is no name for a field.',
          advice: 'Take this line out.',
        }
        return visit.BREAK
      }
      return undefined
    },
  })
  return finding
}

function aliasFinding(document: ManifestDocument, isMissing: boolean): Finding {
  let range = { from: document.range[0], to: document.range[0] }
  let count = 0
  visit(document, {
    Alias(_, alias) {
      if (!alias.range) return undefined
      count++
      if (isMissing && alias.resolve(document)) return undefined
      range = { from: alias.range[0], to: alias.range[1] }
      return visit.BREAK
    },
  })
  return isMissing && count > 0
    ? {
        range,
        message: 'This alias stands for nothing: no `&` with its name comes before it.',
        advice: 'Write the value itself; or put the whole text in quotes if the star belongs to it.',
      }
    : {
        range,
        message: 'The aliases of this document multiply into something far too big.',
        advice: `Write the values themselves. At most ${aliasesMost} aliases may be resolved.`,
      }
}

/** Whether a value is a mapping that the parser made (and no alias to one). */
export function isMapNode(value: unknown): value is MapNode {
  return isMap(value) && !isAlias(value)
}
