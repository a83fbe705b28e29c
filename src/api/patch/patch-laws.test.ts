import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { diffMergePatch, StatusError } from '../../client'
import { type JsonRecord, schemaOf } from '../schema'
import { applyJsonPatch, applyMergePatch, applyStrategicMergePatch } from './index'

const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'toString')
const scalar = fc.constantFrom('x', 'y', 1, 2, true)
const generated = fc.letrec<{ json: unknown; record: JsonRecord }>(tie => ({
  json: fc.oneof({ maxDepth: 3 }, scalar, fc.array(scalar, { maxLength: 3 }), tie('record')),
  record: fc.dictionary(key, tie('json'), { maxKeys: 4 }) as fc.Arbitrary<JsonRecord>,
}))
/** As a parser makes them: with a prototype, and `__proto__` as an own key. */
const record = generated.record.map(value => JSON.parse(JSON.stringify(value)) as JsonRecord)
const withNulls = record.chain(patch =>
  fc
    .subarray(Object.keys(patch))
    .map(keys => Object.fromEntries([...Object.entries(patch), ...keys.map(name => [name, null])]) as JsonRecord),
)

describe('merge patch', () => {
  test('the patch of a difference gives the target', () => {
    fc.assert(
      fc.property(record, record, (from, to) => {
        expect(JSON.stringify(sorted(applyMergePatch(from, diffMergePatch(from, to))))).toBe(JSON.stringify(sorted(to)))
      }),
    )
  })

  test('applying it twice is applying it once, and nothing is changed in place', () => {
    fc.assert(
      fc.property(record, withNulls, (document, patch) => {
        const before = JSON.stringify([document, patch])
        const once = applyMergePatch(document, patch)
        expect(applyMergePatch(once, patch)).toBe(once)
        expect(JSON.stringify([document, patch])).toBe(before)
        expect(Object.getPrototypeOf(once)).toBe(Object.prototype)
      }),
    )
  })

  test('objects that the patch does not reach are shared', () => {
    const document = { spec: { a: 1 }, status: { b: 1 } }
    const next = applyMergePatch(document, { status: { b: 2 } }) as typeof document
    expect(next.spec).toBe(document.spec)
    expect(applyMergePatch(document, { status: { b: 1 }, gone: null })).toBe(document)
  })
})

describe('JSON patch', () => {
  const pointer = fc.array(fc.constantFrom('a', 'b', 'c', '0', '1', '-', '-1', '__proto__'), { maxLength: 3 })
  const operation = fc.record({
    op: fc.constantFrom('add', 'remove', 'replace', 'move', 'copy', 'test'),
    path: pointer.map(parts => `/${parts.join('/')}`),
    from: pointer.map(parts => `/${parts.join('/')}`),
    value: scalar,
  })

  test('changes nothing in place, and fails with a Status or not at all', () => {
    fc.assert(
      fc.property(record, fc.array(operation, { maxLength: 5 }), (document, operations) => {
        const before = JSON.stringify([document, operations])
        try {
          const result = applyJsonPatch(document, operations) as object
          expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
        } catch (error) {
          expect(error).toBeInstanceOf(StatusError)
        }
        expect(JSON.stringify([document, operations])).toBe(before)
      }),
      { numRuns: 1000 },
    )
  })

  test('what a test confirms stays; what replace, add and move write is there', () => {
    const document = { list: [1, 2, 3], record: { 'a/b': 1, '~': 2 } }
    const patch = [
      { op: 'test', path: '/record/a~1b', value: 1 },
      { op: 'replace', path: '/record/~0', value: 5 },
      { op: 'add', path: '/list/-', value: 4 },
      { op: 'remove', path: '/list/-4' },
      { op: 'move', from: '/list/0', path: '/first' },
      { op: 'copy', from: '/record', path: '/copy' },
    ]
    expect(applyJsonPatch(document, patch)).toEqual({
      list: [3, 4],
      record: { 'a/b': 1, '~': 5 },
      first: 2,
      copy: { 'a/b': 1, '~': 5 },
    })
  })

  test('copies that would fill the memory are refused', () => {
    const doubling = Array.from({ length: 60 }, () => [
      { op: 'copy', from: '/a', path: '/a/-' },
      { op: 'copy', from: '/a', path: '/a/-' },
    ]).flat()
    expect(() => applyJsonPatch({ a: ['0123456789'] }, doubling)).toThrow(StatusError)
    const many = Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/a', value: 1 }))
    expect(() => applyJsonPatch({ a: 1 }, many)).toThrow('The allowed maximum operations in a JSON patch is 10000')
  })
})

describe('strategic merge patch', () => {
  const schema = schemaOf('Pod')
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const container = fc.record({ name, image: fc.constantFrom('x', 'y') })
  const containers = fc.uniqueArray(container, { selector: item => item.name, maxLength: 4 })
  const pod = fc.record({
    metadata: fc.record({ finalizers: fc.uniqueArray(name, { maxLength: 3 }), labels: fc.dictionary(key, name) }),
    spec: fc.record({ containers }),
  })

  test('applying it twice is applying it once, and nothing is changed in place', () => {
    fc.assert(
      fc.property(pod, pod, (document, patch) => {
        const before = JSON.stringify([document, patch])
        const once = applyStrategicMergePatch(document, patch, schema)
        expect(applyStrategicMergePatch(once, patch, schema)).toEqual(once)
        expect(JSON.stringify([document, patch])).toBe(before)
      }),
    )
  })

  test('the merged list holds all keys once, the patched ones as the patch has them and in its order', () => {
    fc.assert(
      fc.property(containers, containers, (live, patch) => {
        const { spec } = applyStrategicMergePatch(
          { spec: { containers: live } },
          { spec: { containers: patch } },
          schema,
        ) as {
          spec: { containers: typeof live }
        }
        const names = spec.containers.map(item => item.name)
        expect([...names].sort()).toEqual([...new Set([...live, ...patch].map(item => item.name))].sort())
        const patched = new Set(patch.map(item => item.name))
        expect(spec.containers.filter(item => patched.has(item.name))).toEqual(patch)
        expect(names.filter(item => !patched.has(item))).toEqual(
          live.map(item => item.name).filter(item => !patched.has(item)),
        )
      }),
    )
  })

  test('a patch that says what is already so returns the document itself', () => {
    const document = {
      metadata: { finalizers: ['x', 'y'] },
      spec: { containers: [{ name: 'a', ports: [{ containerPort: 1 }] }] },
    }
    expect(applyStrategicMergePatch(document, structuredClone(document), schema)).toBe(document)
    expect(applyStrategicMergePatch(document, { metadata: { finalizers: ['y'] } }, schema)).toBe(document)
  })

  test('hostile keys are keys like others', () => {
    const patch = JSON.parse('{"metadata":{"labels":{"__proto__":"x","constructor":"y"}},"__proto__":{"polluted":1}}')
    const next = applyStrategicMergePatch({ metadata: { labels: {} } }, patch, schema) as object
    expect(JSON.stringify(next)).toContain('"__proto__":"x"')
    expect(Object.getPrototypeOf(next)).toBe(Object.prototype)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

function sorted(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, item]) => [name, sorted(item)])
}
