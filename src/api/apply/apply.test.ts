import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StatusError } from '../../client'
import { decode, type JsonRecord, schemaOf } from '../schema'
import { type FieldSet, insertPath, newFieldSet } from './field-set'
import { decodeFields, encodeFields, pathTexts } from './fields-v1'
import { applyServerSide, unlessOnlyTimes, updateManagedFields } from './index'

const now = Date.UTC(2026, 0, 1)
const schema = schemaOf('Pod')

interface Owner {
  readonly manager: string
  readonly operation: string
  readonly time?: string
  readonly fieldsV1: unknown
}

function pod(spec: object, metadata: object = {}): JsonRecord {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', ...metadata }, spec }
}

function apply(
  live: unknown,
  config: unknown,
  manager: string,
  options: { force?: boolean; at?: number } = {},
): JsonRecord {
  const { force = false, at = now } = options
  const { object } = applyServerSide({ live, config, manager, force, now: at, schema, apiVersion: 'v1', kind: 'Pod' })
  return object
}

/** As the API stores it. */
function stored(object: unknown): JsonRecord {
  return decode(object, schema).value as JsonRecord
}

function owners(object: JsonRecord): readonly Owner[] {
  return (object.metadata as { managedFields?: readonly Owner[] }).managedFields ?? []
}

function containerNames(object: JsonRecord): readonly string[] {
  const { containers } = object.spec as { containers: { name: string }[] | null }
  return (containers ?? []).map(({ name }) => name)
}

describe('apply', () => {
  test('an equal configuration of another manager is shared, and a changed one is a conflict with each owner', () => {
    const config = pod({ containers: [{ name: 'a', image: 'x' }], nodeName: 'n' })
    const one = stored(apply(undefined, config, 'one'))
    const two = stored(apply(one, config, 'two'))
    expect(owners(two).map(({ manager }) => manager)).toEqual(['two', 'one'])
    const other = pod({ containers: [{ name: 'a', image: 'y' }], nodeName: 'm' })
    const status = statusOf(() => apply(two, other, 'three'))
    expect(status.message).toBe(
      [
        'Apply failed with 4 conflicts: conflicts with "one":',
        '- .spec.nodeName',
        '- .spec.containers[name="a"].image',
        'conflicts with "two":',
        '- .spec.nodeName',
        '- .spec.containers[name="a"].image',
      ].join('\n'),
    )
    expect(status.details?.causes).toContainEqual({
      reason: 'FieldManagerConflict',
      message: 'conflict with "one"',
      field: '.spec.nodeName',
    })
  })

  test('what was written before anybody applied has an owner of its own', () => {
    const live = stored(pod({ containers: [{ name: 'a', image: 'x' }] }))
    const status = statusOf(() => apply(live, pod({ containers: [{ name: 'a', image: 'y' }] }), 'one'))
    expect(status.message).toBe(
      'Apply failed with 1 conflict: conflict with "before-first-apply" using v1: .spec.containers[name="a"].image',
    )
  })

  test('an item that its applier no longer wants goes, unless another one wants it too', () => {
    const both = pod({
      containers: [
        { name: 'a', image: 'x' },
        { name: 'b', image: 'x' },
      ],
    })
    const onlyB = pod({ containers: [{ name: 'b', image: 'x' }] })
    const one = stored(apply(undefined, both, 'one'))
    expect(containerNames(apply(one, onlyB, 'one'))).toEqual(['b'])
    const two = stored(apply(one, both, 'two'))
    expect(containerNames(apply(two, onlyB, 'one'))).toEqual(['a', 'b'])
  })

  test('new items take the place that the configuration gives them among those it shares', () => {
    const live = stored(
      apply(undefined, pod({ containers: ['a', 'b', 'c'].map(name => ({ name, image: 'x' })) }), 'one'),
    )
    const config = pod({ containers: ['c', 'new', 'a'].map(name => ({ name, image: 'x' })) })
    expect(containerNames(apply(live, config, 'two'))).toEqual(['b', 'c', 'new', 'a'])
  })

  test('appliers stand before updaters, and each group in the order of its last change', () => {
    const config = pod({ containers: [{ name: 'a', image: 'x' }] })
    const first = stored(apply(undefined, config, 'z', { at: now }))
    const second = stored(apply(first, pod({ nodeName: 'n' }), 'a', { at: now + 1000 }))
    const next = { ...second, status: { phase: 'Running' } }
    const third = updateManagedFields({
      live: second,
      next,
      manager: 'b',
      now: now + 2000,
      schema,
      apiVersion: 'v1',
      subresource: 'status',
    })
    expect(owners(third).map(({ manager, time }) => [manager, time])).toEqual([
      ['z', '2026-01-01T00:00:00Z'],
      ['a', '2026-01-01T00:00:01Z'],
      ['b', '2026-01-01T00:00:02Z'],
    ])
  })

  test('a wrongly typed or keyless configuration is refused with all that is wrong', () => {
    const config = pod({ containers: [{ image: 'x' }], hostNetwork: 'yes', priority: 'high', nope: 1 })
    expect(statusOf(() => apply(undefined, config, 'one')).message).toBe(
      [
        'failed to create typed patch object (/p; /v1, Kind=Pod): errors:',
        '  .spec.containers: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn\'t have default values for any key fields)',
        '  .spec.hostNetwork: expected boolean, got &{yes}',
        '  .spec.priority: expected numeric (int or float), got string',
        '  .spec.nope: field not declared in schema',
      ].join('\n'),
    )
  })

  test('hostile keys are keys like others', () => {
    const config = JSON.parse(
      '{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"__proto__":"x","constructor":"y"}}}',
    )
    const object = stored(apply(undefined, config, 'one'))
    const next = stored(apply(object, pod({}), 'one'))
    expect(JSON.stringify(object)).toContain('"f:__proto__":{}')
    expect(JSON.stringify(next)).not.toContain('__proto__')
    expect(({} as { x?: string }).x).toBeUndefined()
  })
})

describe('laws of apply', () => {
  const name = fc.constantFrom('a', 'b', 'c')
  const config = fc
    .record(
      {
        containers: fc.uniqueArray(fc.record({ name, image: fc.constantFrom('x', 'y') }), {
          selector: item => item.name,
        }),
        nodeName: name,
        nodeSelector: fc.dictionary(name, name),
        tolerations: fc.array(fc.record({ key: name }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    )
    .map(spec => pod(spec))

  test('applying again changes nothing, and nothing is changed in place', () => {
    fc.assert(
      fc.property(fc.array(config, { minLength: 1, maxLength: 3 }), config, (earlier, last) => {
        const live = earlier.reduce<JsonRecord | undefined>(
          (object, each, index) => stored(apply(object, each, `m${index % 2}`, { force: true })),
          undefined,
        )
        const before = JSON.stringify([live, last])
        const once = stored(apply(live, last, 'm0', { force: true }))
        const again = stored(apply(once, last, 'm0', { at: now + 5000 }))
        expect(unlessOnlyTimes(once, again)).toBe(once)
        expect(JSON.stringify([live, last])).toBe(before)
      }),
    )
  })

  test('what is applied is what is there', () => {
    fc.assert(
      fc.property(config, config, (first, second) => {
        const live = stored(apply(undefined, first, 'one'))
        const { spec } = stored(apply(live, second, 'two', { force: true })) as { spec: Record<string, unknown> }
        const { containers = [], ...rest } = second.spec as { containers?: { name: string }[] }
        for (const wanted of containers) expect(spec.containers).toContainEqual(expect.objectContaining(wanted))
        for (const [key, value] of Object.entries(rest))
          if (Object.keys(value as object).length > 0) expect({ [key]: spec[key] }).toMatchObject({ [key]: value })
      }),
    )
  })

  test('a sole applier that wants nothing any more leaves nothing of its own', () => {
    fc.assert(
      fc.property(config, wanted => {
        const live = stored(apply(undefined, wanted, 'one'))
        const empty = stored(apply(live, pod({}), 'one'))
        expect(empty.spec).toEqual({ containers: null })
      }),
    )
  })
})

test('field sets survive their JSON form', () => {
  const element = fc.constantFrom('f:a', 'f:b', 'k:{"name":"x"}', 'v:"y"')
  const path = fc.array(element, { minLength: 1, maxLength: 3 })
  fc.assert(
    fc.property(fc.array(path, { maxLength: 6 }), paths => {
      const set = newFieldSet()
      for (const each of paths) insertPath(set, each)
      const json = encodeFields(set)
      expect(encodeFields(decodeFields(json))).toEqual(json)
      expect(pathTexts(decodeFields(json) as FieldSet)).toEqual(pathTexts(set))
      expect(pathTexts(set)).toHaveLength(new Set(paths.map(each => each.join('/'))).size)
    }),
  )
})

function statusOf(act: () => unknown) {
  try {
    act()
  } catch (error) {
    if (error instanceof StatusError) return error.status
    throw error
  }
  throw new Error('nothing was thrown')
}
