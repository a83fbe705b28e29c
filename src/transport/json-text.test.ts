import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonText } from './json-text'

test('the text of a body is what JSON.stringify makes of it, the second time too', () => {
  const item = fc.dictionary(fc.string(), fc.jsonValue())
  const list = fc.record({ kind: fc.string(), metadata: item, items: fc.array(fc.oneof(item, fc.jsonValue())) })
  fc.assert(
    fc.property(fc.oneof(list, fc.jsonValue()), body => {
      for (let turn = 0; turn < 2; turn++) expect(JSON.parse(jsonText(body))).toEqual(JSON.parse(JSON.stringify(body)))
    }),
  )
  const body = { kind: 'List', metadata: {}, items: [{ a: undefined, b: { c: 1 } }, 7] }
  expect(jsonText(body)).toBe(JSON.stringify(body))
  expect(jsonText({ items: [] })).toBe('{"items":[]}')
})
