import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode } from './decode'
import { schemaOf } from './registry'

interface Recording {
  readonly steps: readonly {
    readonly step: { readonly request?: readonly Request[] | Request }
    readonly responses?: readonly { readonly code: number; readonly body?: Answer; readonly warnings?: unknown }[]
  }[]
}
interface Request {
  readonly method: string
  readonly path: string
  readonly type?: string
  readonly body?: unknown
}
interface Answer {
  readonly message?: string
  readonly kind?: string
}

/** Creates in a recorded case, each with what the real server answered. */
function recordedCreates(name: string): { given: { kind: string }; answer: Answer; code: number }[] {
  const recording = JSON.parse(readFileSync(`conformance/cases/${name}.recorded.json`, 'utf8')) as Recording
  return recording.steps.flatMap(({ step, responses }) =>
    [step.request ?? []].flat().flatMap((request, index) => {
      const response = responses?.[index]
      if (request.method !== 'POST' || request.type || !response?.body) return []
      const given = typeof request.body === 'string' ? parsed(request.body) : request.body
      return hasKind(given) ? [{ given, answer: response.body, code: response.code }] : []
    }),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function hasKind(value: unknown): value is { kind: string } {
  return typeof value === 'object' && value !== null && 'kind' in value
}

function errorOf(value: { kind: string }): string | undefined {
  return decode(value, schemaOf(value.kind)).error
}

describe('decode answers what the recordings show', () => {
  const mistakes = ['api/create-errors', 'validation/quantities', 'validation/other-kinds'].flatMap(recordedCreates)
  const refused = mistakes.filter(({ answer }) =>
    / as a \w+: (json|quantities|parsing|illegal)/.test(answer.message ?? ''),
  )
  test('there are such recordings', () => expect(refused.length).toBeGreaterThan(10))
  test.each(refused)('$answer.message', ({ given, answer }) => {
    expect(answer.message).toMatch(`cannot be handled as a ${given.kind}: ${errorOf(given)}`)
  })

  const canonical = recordedCreates('validation/quantities').filter(({ code }) => code === 201)
  test.each(canonical)('$given.spec.containers.0.resources', ({ given, answer }) => {
    const { value } = decode(given, schemaOf('Pod')) as { value: { spec: { containers: { resources: unknown }[] } } }
    const served = (answer as unknown as typeof value).spec.containers[0]?.resources
    expect(served).toMatchObject(value.spec.containers[0]?.resources as object)
  })
})

/** Whatever the real server served is already in Go's form. */
describe('decode leaves served objects as they are', () => {
  const names = ['defaults-pod', 'defaults-workloads', 'defaults-service', 'defaults-storage', 'defaults-others']
  const served = names.flatMap(name => recordedCreates(`api/${name}`)).filter(({ code }) => code === 201)
  test.each(served)('$answer.kind', ({ answer }) => {
    const text = JSON.stringify(answer)
      .replace(/(renewTime|acquireTime|eventTime)":"<time>/g, '$1":"2026-01-01T00:00:00.000000Z')
      .replaceAll('<time>', '2026-01-01T00:00:00Z')
    const object = JSON.parse(text) as { kind: string }
    const { value, unknownFields, error } = decode(object, schemaOf(object.kind))
    expect(error).toBeUndefined()
    expect(unknownFields).toEqual([])
    expect(value).toEqual(object)
    expect(value).toBe(object)
  })
})

test('unknown fields are dropped and named in the order they stand', () => {
  const object = {
    kind: 'StatefulSet',
    spec: {
      replica: 3,
      template: { spec: { container: [], containers: [{ name: 'main', ports: [{ port: 80, containerPort: 80 }] }] } },
      volumeClaimTemplates: [{ spec: { accessMode: 'x' } }],
    },
  }
  const { value, unknownFields } = decode(object, schemaOf('StatefulSet'))
  expect(unknownFields).toEqual([
    'spec.replica',
    'spec.template.spec.container',
    'spec.template.spec.containers[0].ports[0].port',
    'spec.volumeClaimTemplates[0].spec.accessMode',
  ])
  expect(value).toMatchObject({
    spec: { template: { metadata: {}, spec: { containers: [{ ports: [{ containerPort: 80 }], resources: {} }] } } },
  })
})

test('nulls and zero values vanish, pointers keep their zero, list items and map values become zero', () => {
  const { value } = decode(
    {
      metadata: { labels: { a: null }, finalizers: [], generation: 0 },
      spec: {
        hostNetwork: false,
        nodeName: '',
        terminationGracePeriodSeconds: 0,
        containers: [{ name: 'a', args: [null] }],
      },
      status: null,
    },
    schemaOf('Pod'),
  )
  expect(value).toEqual({
    metadata: { labels: { a: '' } },
    spec: { terminationGracePeriodSeconds: 0, containers: [{ name: 'a', args: [''], resources: {} }] },
    status: {},
  })
})

test('an empty list that must be written is null, as storing makes it', () => {
  const { value } = decode({ metadata: {}, addressType: 'IPv4', endpoints: [] }, schemaOf('EndpointSlice'))
  expect(value).toEqual({ metadata: {}, addressType: 'IPv4', endpoints: null, ports: null })
})

test('parts that need no change are shared', () => {
  const object = { metadata: { name: 'a', nope: 1 }, spec: { containers: [{ name: 'a', resources: {} }] }, status: {} }
  const { value } = decode(object, schemaOf('Pod')) as { value: typeof object }
  expect(value).not.toBe(object)
  expect(value.spec).toBe(object.spec)
  expect(value.metadata).toEqual({ name: 'a' })
})

test('times are written in UTC with their precision', () => {
  const lease = { metadata: {}, spec: { renewTime: '2026-01-01T02:00:00.123456+02:00' } }
  expect(decode(lease, schemaOf('Lease')).value).toMatchObject({ spec: { renewTime: '2026-01-01T00:00:00.123000Z' } })
  const pod = { metadata: { deletionTimestamp: '2026-01-01T02:00:00.9+02:00' } }
  expect(decode(pod, schemaOf('Pod')).value).toMatchObject({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })
  const wrong = (creationTimestamp: string) => decode({ metadata: { creationTimestamp } }, schemaOf('Pod')).error
  expect(wrong('2026-13-01T00:00:00Z')).toBe('parsing time "2026-13-01T00:00:00Z": month out of range')
  expect(wrong('2026-01-01')).toBe('parsing time "2026-01-01" as "2006-01-02T15:04:05Z07:00": cannot parse "" as "T"')
})

test('hostile keys stay own keys or vanish, and no prototype changes', () => {
  const object = JSON.parse(
    '{"__proto__":{"polluted":1},"constructor":2,"metadata":{"labels":{"__proto__":null,"constructor":"x"}},"data":{"a":null}}',
  ) as object
  const { value, unknownFields } = decode(object, schemaOf('ConfigMap')) as {
    value: { metadata: { labels: object } }
    unknownFields: readonly string[]
  }
  expect(unknownFields).toEqual(['__proto__', 'constructor'])
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
  expect(JSON.stringify(value)).toBe('{"metadata":{"labels":{"__proto__":"","constructor":"x"}},"data":{"a":""}}')
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test('decoding what was decoded changes nothing, whatever came in', () => {
  const key = fc.constantFrom(
    'metadata',
    'spec',
    'name',
    'labels',
    'containers',
    'ports',
    'env',
    'resources',
    'volumes',
    'x',
    '__proto__',
  )
  const { json } = fc.letrec(tie => ({
    json: fc.oneof(
      { maxDepth: 6 },
      fc.constantFrom(null, '', 'a', '1Gi', 0, 1, 1.5, true),
      tie('list'),
      tie('record'),
      tie('record'),
    ),
    list: fc.array(tie('json'), { maxLength: 3 }),
    record: fc.dictionary(key, tie('json')),
  }))
  fc.assert(
    fc.property(json, given => {
      const before = JSON.stringify(given)
      const { value, error } = decode(given, schemaOf('Pod'))
      expect(JSON.stringify(given)).toBe(before)
      if (error !== undefined) return
      const again = decode(value, schemaOf('Pod'))
      expect(again.value).toBe(value)
      expect(again.unknownFields).toEqual([])
    }),
    { numRuns: 2000 },
  )
})
