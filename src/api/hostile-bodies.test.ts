import { describe, expect, test } from 'vitest'
import type { HttpRequest, Status } from '../client'
import { ApiBench, mapsPath, podsPath, setsPath } from '../testing/api-bench'

const json = 'application/json'
const yaml = 'application/yaml'

/** Sends a text as it is, and gives code and message. */
function sent(bench: ApiBench, body: string, request: Partial<HttpRequest> = {}): { code: number; message: string } {
  const { code, body: answer } = bench.send({ method: 'POST', path: mapsPath, contentType: json, body, ...request })
  return { code, message: (answer as Status).message ?? '' }
}

/** Bodies that are refused must leave no trace, and cost no time to speak of. */
function refused(body: string, request: Partial<HttpRequest> = {}): string {
  const bench = new ApiBench()
  bench.configMap({ name: 'x' })
  const { revision } = bench.store
  const from = performance.now()
  const { code, message } = sent(bench, body, request)
  expect(performance.now() - from).toBeLessThan(2000)
  expect(bench.store.revision).toBe(revision)
  expect(code).toBeGreaterThanOrEqual(400)
  expect(code).toBeLessThan(500)
  expect(message).not.toBe('')
  return `${code} ${message}`
}

describe('bombs', () => {
  test('YAML aliases that would become gigabytes are refused', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      )
    const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${lines.join('\n')}\n`
    expect(refused(bomb, { contentType: yaml })).toMatch(/^400 .*excessive aliasing/)
  })

  test('the same in a server-side apply', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      )
    const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${lines.join('\n')}\n`
    const path = `${mapsPath}/x?fieldManager=me`
    expect(refused(bomb, { method: 'PATCH', path, contentType: 'application/apply-patch+yaml' })).toMatch(/^400 /)
  })

  const depth = 100_000
  test.each([
    ['JSON arrays', json, '['.repeat(depth) + ']'.repeat(depth)],
    ['JSON objects', json, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`],
    ['YAML flow', yaml, `a: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
    ['JSON arrays without end', json, '['.repeat(depth)],
  ])('%s nested beyond reason are refused', (_, contentType, text) => {
    expect(refused(text, { contentType })).toMatch(/^400 /)
  })

  test.each([
    [json, (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`],
    [yaml, (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`],
  ])('%s may be nested a hundred levels deep, and no deeper', (contentType, nested) => {
    const bench = new ApiBench()
    const deep = (levels: number) => sent(bench, nested(levels), { contentType }).message
    expect(deep(100)).not.toContain('depth')
    expect(deep(101)).toContain('exceeded max depth')
  })

  test('deep nesting inside an object is refused too, in every kind of write', () => {
    const deep = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`
    const body = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"y"},"data":${deep}}`
    expect(refused(body)).toMatch(/^400 /)
    const path = `${mapsPath}/x`
    for (const contentType of ['application/merge-patch+json', 'application/strategic-merge-patch+json'])
      expect(refused(`{"data":${deep}}`, { method: 'PATCH', path, contentType })).toMatch(/^4\d\d /)
    const operations = `[{"op":"add","path":"/data","value":${deep}}]`
    expect(refused(operations, { method: 'PATCH', path, contentType: 'application/json-patch+json' })).toMatch(
      /^4\d\d /,
    )
  })

  test('a body of more than three megabytes is refused', () => {
    const big = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"y"},"data":{"x":"${'x'.repeat(3.2 * 1024 * 1024)}"}}`
    expect(refused(big)).toMatch(/^413 /)
  })

  test('ten thousand operations of a JSON patch are one too many', () => {
    const operations = JSON.stringify(Array(10_001).fill({ op: 'test', path: '/kind', value: 'ConfigMap' }))
    const path = `${mapsPath}/x`
    expect(refused(operations, { method: 'PATCH', path, contentType: 'application/json-patch+json' })).toMatch(/^413 /)
  })
})

describe('prototypes', () => {
  const texts = [
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"y"},"__proto__":{"polluted":"yes"}}',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"y","__proto__":{"polluted":"yes"}}}',
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"y"},"constructor":{"prototype":{"polluted":"yes"}}}',
  ]

  test.each(texts)('%s pollutes nothing, and is told of', body => {
    const bench = new ApiBench()
    const { code, warnings } = bench.send({ method: 'POST', path: mapsPath, contentType: json, body })
    expect(code).toBe(201)
    expect(warnings?.join()).toContain('unknown field')
    const stored = bench.store.at().get('ConfigMap', 'y', 'default')
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
    expect((stored as { polluted?: string } | undefined)?.polluted).toBeUndefined()
    expect(Object.getPrototypeOf(stored)).toBe(Object.prototype)
  })

  test('as keys of maps they are keys like others', () => {
    const bench = new ApiBench()
    const names = '"constructor":"a","hasOwnProperty":"b","toString":"c","valueOf":"d"'
    const body = `{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"y","labels":{${names}}},"data":{${names}}}`
    expect(sent(bench, body).code).toBe(201)
    const found = bench.must<{ items: object[] }>('GET', `${mapsPath}?labelSelector=constructor=a,toString`)
    expect(found.items).toHaveLength(1)
    expect(bench.must<{ items: object[] }>('GET', `${mapsPath}?labelSelector=isPrototypeOf`).items).toHaveLength(0)
  })

  test.each([
    ['application/merge-patch+json', '{"__proto__":{"polluted":"yes"},"data":{"__proto__":"x","k":"v"}}'],
    ['application/strategic-merge-patch+json', '{"__proto__":{"polluted":"yes"},"data":{"k":"v"}}'],
    ['application/json-patch+json', '[{"op":"add","path":"/__proto__/polluted","value":"yes"}]'],
    ['application/json-patch+json', '[{"op":"add","path":"/metadata/constructor/prototype/polluted","value":"yes"}]'],
  ])('a patch %s %s reaches no prototype', (contentType, body) => {
    const bench = new ApiBench()
    bench.configMap({ name: 'x' })
    bench.send({ method: 'PATCH', path: `${mapsPath}/x`, contentType, body })
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
    expect((Object as unknown as { polluted?: string }).polluted).toBeUndefined()
    const stored = bench.store.at().get('ConfigMap', 'x', 'default')
    expect(Object.getPrototypeOf(stored?.metadata)).toBe(Object.prototype)
  })

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('an object may not be found under %s', name => {
    const bench = new ApiBench()
    expect(bench.request('GET', `${mapsPath}/${name}`).code).toBe(404)
    expect(bench.request('GET', `/api/v1/${name}`).code).toBe(404)
    expect(bench.request('GET', `/api/v1/namespaces/${name}/pods/x`).code).toBe(404)
    expect(bench.request('GET', `/apis/${name}/v1/x`).code).toBe(404)
    expect(bench.request('GET', `${podsPath}?fieldSelector=${name}=x`).code).toBe(400)
    expect(bench.request('GET', `${podsPath}/x/${name}`).code).toBe(404)
  })
})

describe('nonsense', () => {
  test.each([
    '',
    '{',
    '}',
    'null',
    '[]',
    '1',
    '"x"',
    'true',
    '{"a":}',
    '\u0000',
    '{"kind":"Pod"',
    '﻿{}',
    'NaN',
    "{'a':1}",
  ])('the body %j is a clear 400', body => {
    expect(refused(body)).toMatch(/^400 /)
  })

  test.each([
    ['metadata', null],
    ['metadata', 7],
    ['metadata', []],
    ['metadata', { name: 7 }],
    ['metadata', { name: { a: 1 } }],
    ['metadata', { name: 'y', labels: [] }],
    ['metadata', { name: 'y', labels: { a: 7 } }],
    ['metadata', { name: 'y', ownerReferences: {} }],
    ['metadata', { name: 'y', ownerReferences: [7] }],
    ['spec', []],
    ['spec', 'x'],
    ['spec', { replicas: 'three' }],
    ['spec', { replicas: 1.5 }],
    ['spec', { template: [] }],
    ['spec', { selector: { matchLabels: 'x' } }],
    ['kind', 7],
    ['apiVersion', []],
  ])('a set whose %s is %j is refused', (field, value) => {
    const body = JSON.stringify({ apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'y' }, [field]: value })
    expect(refused(body, { path: setsPath })).toMatch(/^4(00|22) /)
  })

  test('numbers beyond what Go holds are refused', () => {
    for (const number of ['1e400', '99999999999999999999', '3000000000'])
      expect(
        refused(`{"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"y"},"spec":{"replicas":${number}}}`, {
          path: setsPath,
        }),
      ).toMatch(/^4(00|22) /)
  })
})

test('null among the bytes of a config map is no bytes, as Go has it', () => {
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'y' }, binaryData: { e: null } }
  expect(new ApiBench().request('POST', mapsPath, body).code).toBe(201)
})
