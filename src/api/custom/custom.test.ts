import { describe, expect, test } from 'vitest'
import { withDefaults } from './defaults'
import { findFirst } from './json-path'
import { listErrors, schemaErrors } from './validate'

describe('a JSONPath of a column finds', () => {
  const object = {
    metadata: { labels: { 'a.b/c': 'dotted' } },
    spec: {
      list: [
        { name: 'x', n: 1 },
        { name: 'y', n: 2 },
      ],
    },
    status: { conditions: [{ type: 'Ready', status: 'True' }] },
  }
  test.each([
    ['.spec.list[1].name', 'y'],
    ['.spec.list[-1].n', 2],
    ['.spec.list[*].n', 1],
    ['.spec.list[?(@.name=="y")].n', 2],
    ['.spec.list[?(@.n==2)].name', 'y'],
    [".metadata.labels['a.b/c']", 'dotted'],
    ['.metadata.labels.a\\.b/c', 'dotted'],
    ['.status.conditions[?(@.type=="Ready")].status', 'True'],
    ['.spec.nothing.at.all', undefined],
    ['.spec.list[', undefined],
    ['.spec.list[?(@.name=="z")].n', undefined],
  ])('%s', (path, found) => {
    expect(findFirst(object, path)).toBe(found)
  })
})

describe('defaults', () => {
  const schema = {
    type: 'object',
    properties: {
      a: { type: 'string', default: 'x' },
      keep: { type: 'string', nullable: true },
      deep: { type: 'object', default: {}, properties: { n: { type: 'integer', default: 3 } } },
      list: { type: 'array', items: { type: 'object', properties: { b: { type: 'boolean', default: true } } } },
      map: { type: 'object', additionalProperties: { type: 'object', properties: { m: { default: 1 } } } },
    },
  }

  test('come in at every depth, also where null is not allowed', () => {
    expect(withDefaults({ a: null, keep: null, list: [{}], map: { k: {} } }, schema)).toEqual({
      a: 'x',
      keep: null,
      deep: { n: 3 },
      list: [{ b: true }],
      map: { k: { m: 1 } },
    })
  })

  test('leave what is complete as it is', () => {
    const complete = { a: 'y', deep: { n: 1 } }
    expect(withDefaults(complete, schema)).toBe(complete)
  })
})

describe('rules of a schema', () => {
  const messages = (value: unknown, schema: object) =>
    schemaErrors({ spec: value }, { type: 'object', properties: { spec: schema } }).map(
      ({ path, message }) => `${path}: ${message}`,
    )

  test.each([
    [{ type: 'string', format: 'date-time' }, 'today', 'must be of type date-time: "today"'],
    [{ type: 'array', maxItems: 1 }, [1, 2], 'spec: Too many: 2: must have at most 1 items'],
    [{ type: 'object', minProperties: 1 }, {}, 'should have at least 1 properties'],
    [{ type: 'integer', exclusiveMaximum: true, maximum: 3 }, 3, 'should be less than 3'],
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, '"spec" must validate at least one schema (anyOf)'],
    [{ not: { required: ['a'] } }, { a: 1 }, '"spec" must not validate the schema (not)'],
    [{ type: 'string', pattern: '(' }, 'x', "should match '('"],
    [{ type: 'string' }, null, 'must be of type string: "null"'],
  ])('%j refuses %j', (schema, value, message) => {
    expect(messages(value, schema)[0]).toContain(message)
  })

  test('a set and a map have each item once', () => {
    const set = { type: 'array', 'x-kubernetes-list-type': 'set' }
    expect(listErrors(['a', 'b', 'a'], set, 'l').map(({ path }) => path)).toEqual(['l[2]'])
    const map = { type: 'array', 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['k'] }
    expect(
      listErrors(
        [
          { k: 1, v: 1 },
          { k: 1, v: 2 },
        ],
        map,
        'l',
      ).map(({ message }) => message),
    ).toEqual(['Duplicate value: {"k":1}'])
  })
})
