import { describe, expect, it } from 'vitest'
import type { KubernetesObject } from '../../kinds'
import { chance, epoch } from '../../sim'
import { VersionedStore } from '../../store'
import { decode, type ObjectSchema, type Schema } from '../schema'
import { validateMetadata } from './metadata'
import { admitPod } from './pod-admission'
import { resources } from './registry'

const rounds = 150
const words = ['', 'a', 'web', 'Bad_1', 'a.b/c', '10.1.2.3', '5', '50%', '{', 'TCP', 'Always', 'RollingUpdate', 'In']

/** A value of the shape, in which every part may be missing, empty, right or silly. */
function sample(schema: Schema, ...key: readonly (string | number)[]): unknown {
  const roll = (what: string, most: number) => Math.floor(chance(7, what, ...key) * most)
  switch (schema.type) {
    case 'object':
      return sampleObject(schema, key)
    case 'map':
      return Object.fromEntries(
        [0, 1].slice(roll('map', 3)).map(i => [words[1 + roll(`key${i}`, 4)], sample(schema.values, ...key, i)]),
      )
    case 'list':
      return [0, 1, 2].slice(roll('list', 4)).map(i => sample(schema.items, ...key, i))
    case 'integer':
    case 'number':
      return [0, 1, -1, 80, 99999, 420][roll('number', 6)]
    case 'boolean':
      return roll('boolean', 2) === 1
    case 'time':
      return '2026-01-01T00:00:00Z'
    case 'quantity':
      return ['0', '1', '-1', '500m', '1.5Gi'][roll('quantity', 5)]
    case 'bytes':
      return 'YQ=='
    case 'any':
      return [{}, { a: 1 }, 'x', null][roll('any', 4)]
    case 'intOrString':
      return [0, 80, -1, 'http', '50%', ''][roll('either', 6)]
    case 'string':
      return schema.values && roll('known', 3) > 0
        ? schema.values[roll('value', schema.values.length)]
        : words[roll('word', words.length)]
  }
}

function sampleObject(schema: ObjectSchema, key: readonly (string | number)[]): Record<string, unknown> {
  const isSparse = key.length > 4
  const names = Object.keys(schema.fields).filter(name => chance(7, 'has', name, ...key) < (isSparse ? 0.25 : 0.6))
  return Object.fromEntries(names.map(name => [name, sample(schema.fields[name] as Schema, ...key, name)]))
}

const prepared = (object: KubernetesObject) => ({ ...object, metadata: { ...object.metadata, name: 'a', uid: 'u' } })
const lookup = { get: () => undefined, list: () => [], lookup: () => [] }
const context = { now: epoch, seed: 1, view: lookup, settings: { servicePrefix: '10.96' } } as never

describe.each(resources.map(resource => [resource.kind, resource] as const))('%s', (kind, resource) => {
  it('has rules that answer whatever decoding lets through', () => {
    let previous: KubernetesObject | undefined
    for (let round = 0; round < rounds; round++) {
      const { value, error } = decode(sample(resource.schema, kind, round), resource.schema)
      if (error !== undefined) continue
      const given = prepared(value as KubernetesObject)
      const defaulted = resource.defaults(given)
      expect(resource.defaults(defaulted)).toEqual(defaulted)
      const admitted = kind === 'Pod' ? letIn(defaulted) : defaulted
      const next = attempt(() => resource.prepareForCreate?.(admitted, context) ?? admitted) ?? admitted
      validateMetadata(next, resource)
      const isValid = resource.validate(next).length === 0
      resource.warnings?.(next)
      if (isValid) for (const column of resource.columns) column.cell(next, epoch)
      if (previous)
        resource.validateUpdate(
          attempt(() => resource.prepareForUpdate?.(next, previous as never, context)) ?? next,
          previous,
        )
      previous = next
    }
  })
})

const nothing = new VersionedStore({ clock: () => 0 }).at()

function letIn(pod: KubernetesObject): KubernetesObject {
  return attempt(() => admitPod(pod as never, nothing)) ?? pod
}

/** A refusal is an answer too. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && error.name === 'StatusError') return undefined
    throw error
  }
}
