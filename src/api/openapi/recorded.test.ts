import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ownCatalog } from '../catalog'
import { allSchemas } from '../schema'
import { type Definitions, define } from './definitions'
import { described } from './descriptions'
import { documentsOf } from './documents'
import { definitionName, type Json } from './names'

const { discoverable } = ownCatalog

/** What the real v1.37.1 says; see scripts/record-openapi.mjs. */
const recorded = JSON.parse(readFileSync('conformance/openapi.recorded.json', 'utf8')) as {
  readonly definitions: Readonly<Record<string, Json>>
  readonly paths: Readonly<Record<string, Readonly<Record<string, string>>>>
}

/** The same without what the recording leaves out. */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([key, inner]) => key !== 'description' || typeof inner !== 'string')
  const kept = entries.filter(([key]) => key !== 'x-kubernetes-group-version-kind')
  return Object.fromEntries(kept.map(([key, inner]) => [key, bare(inner)]))
}

const definitions: Definitions = new Map()
for (const schema of allSchemas()) define(definitions, schema, `${definitionName(schema)}`)
const real = [...definitions].filter(([name]) => name.startsWith('io.k8s.') && name in recorded.definitions)

/** Where the schema files say less than Go's types, and why. */
const less: Readonly<Record<string, string>> = {
  'CustomResourceDefinitionCondition.observedGeneration': 'alpha',
  'CustomResourceDefinitionStatus.conditions': 'joined by type in patches, too',
  'CustomResourceDefinitionStatus.observedGeneration': 'alpha',
  'CustomResourceValidation.openAPIV3Schema': 'kept as it came',
  'SubjectAccessReviewSpec.extra': 'lists inside of maps are of no list type',
  'TokenRequestSpec.attestations': 'alpha',
  'UserInfo.extra': 'lists inside of maps are of no list type',
  'WebhookClientConfig.caBundle': 'no webhook is ever called',
}

/** The order of what is required means nothing. */
function withoutLess(name: string, definition: Json): Json {
  const owner = name.slice(name.lastIndexOf('.') + 1)
  const fields = Object.entries((definition.properties ?? {}) as Json)
  const required = [...((definition.required ?? []) as readonly string[])].sort()
  return {
    ...definition,
    required,
    properties: Object.fromEntries(fields.filter(([field]) => !(`${owner}.${field}` in less))),
  }
}

describe('definitions', () => {
  test('are there for nearly everything that the schema files name', () => {
    expect(real.length).toBeGreaterThan(260)
  })

  test('are those of the real server, field by field', () => {
    const ours = Object.fromEntries(
      real.map(([name, definition]) => [name, withoutLess(name, bare(definition) as Json)]),
    )
    const theirs = Object.fromEntries(
      real.map(([name]) => [name, withoutLess(name, recorded.definitions[name] as Json)]),
    )
    expect(ours).toEqual(theirs)
  })

  test('every sentence is about something that exists', () => {
    const known = new Set<string>()
    for (const [name, { properties = {} }] of definitions) {
      const owner = name.slice(name.lastIndexOf('.') + 1)
      known.add(owner)
      for (const field of Object.keys(properties as Json)) known.add(`${owner}.${field}`)
    }
    expect(described.filter(key => !known.has(key))).toEqual([])
  })
})

/** Each method as in the recording. */
function summary({ parameters, ...operations }: Json): Readonly<Record<string, string>> {
  const names = (list: unknown) => ((list ?? []) as { name: string }[]).map(({ name }) => name).join(' ')
  const shown = Object.entries(operations as Record<string, Json>).map(([method, operation]) => [
    method,
    `${operation['x-kubernetes-action']} ${operation.operationId}: ${names(operation.parameters)}`,
  ])
  return Object.fromEntries([...shown, ['*', names(parameters)]])
}

describe('paths', () => {
  const ours = [...documentsOf(discoverable).values()].flatMap(({ document }) => Object.entries(document.paths as Json))

  test('are those of the real server, method by method, but for those of the lab itself', () => {
    const shown = ours.filter(([path]) => !path.includes('/lab.sim/'))
    const theirs = shown.map(([path]) => [path, withoutProxyMethods(recorded.paths[path] ?? {})])
    expect(Object.fromEntries(shown.map(([path, item]) => [path, summary(item as Json)]))).toEqual(
      Object.fromEntries(theirs),
    )
  })

  test('a hash stays what it was for the same resources, and is another for others', () => {
    const hashOf = (list: readonly (typeof discoverable)[number][]) => documentsOf(list).get('apis/apps/v1')?.hash
    expect(hashOf([...discoverable])).toBe(hashOf(discoverable))
    expect(hashOf(discoverable.filter(({ kind }) => kind !== 'StatefulSet'))).not.toBe(hashOf(discoverable))
  })
})

/** Requests here have no such methods. */
function withoutProxyMethods({ head: _1, options: _2, ...rest }: Readonly<Record<string, string>>) {
  return rest
}
