import type { ResourceType } from '../discovery'
import type { Run } from '../process'
import { documentFor, resolved, type Schema, type SchemaDocument, schemaOfKind, valuesOf } from '../verbs/explain'
import { type Situation, typeOf } from './objects'

/** What `explain` could be asked about: `sts.spec.re` becomes `sts.spec.replicas`. */
export function* explainPaths({ word, session }: Situation): Run<readonly string[]> {
  const parts = word.split('.')
  const before = parts.slice(0, -1)
  const type = yield* typeOf(before[0] ?? '', session)
  if (!type) return []
  return (yield* fieldsBelow(type, before.slice(1))).map(name => [...before, name].join('.'))
}

/** Paths to sort a kind by: `.metadata.cre` becomes `.metadata.creationTimestamp`. */
export function* sortPaths({ word, args, session }: Situation): Run<readonly string[]> {
  const type = yield* typeOf((args[0] ?? '').split(/[,/]/)[0] ?? '', session)
  if (!type) return []
  const before = word.slice(0, word.lastIndexOf('.') + 1) || '.'
  const path = before
    .replace(/^\{?\./, '')
    .split('.')
    .slice(0, -1)
  return (yield* fieldsBelow(type, path)).map(name => `${before}${name}`)
}

function* fieldsBelow(type: ResourceType, path: readonly string[]): Run<readonly string[]> {
  let document: SchemaDocument
  try {
    document = yield* documentFor(type)
  } catch {
    return []
  }
  let schema = schemaOfKind(document, type)
  for (const name of path) schema = schema && inner(document, schema.properties?.[name])
  return Object.keys(schema?.properties ?? {}).sort()
}

/** What a field holds, be it a reference, a list or a map. */
function inner(document: SchemaDocument, schema: Schema | undefined): Schema | undefined {
  if (!schema) return undefined
  const [reference] = schema.allOf ?? []
  const below = schema.items ?? valuesOf(schema) ?? reference
  if (below) return inner(document, below)
  return resolved(document, schema) ?? schema
}
