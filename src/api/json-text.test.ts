import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanJson } from './json-text'

test.each([
  ['{"kind":', 'unexpected end of JSON input'],
  ['', 'unexpected end of JSON input'],
  ['{"a":1,}', "invalid character '}' looking for beginning of object key string"],
  ['hello', "invalid character 'h' looking for beginning of value"],
  ['{"a" 1}', "invalid character '1' after object key"],
  ['{"a":1 "b"}', `invalid character '"' after object key:value pair`],
  ['[1 2]', "invalid character '2' after array element"],
  ['{} x', "invalid character 'x' after top-level value"],
  ['"a\nb"', "invalid character '\\n' in string literal"],
  ['"\\x"', "invalid character 'x' in string escape code"],
  ['[1.]', "invalid character ']' after decimal point in numeric literal"],
  ['-', 'unexpected end of JSON input'],
  ['trux', "invalid character 'x' in literal true (expecting 'e')"],
  ['['.repeat(10_001), 'exceeded max depth'],
])('%# says what Go says', (text, error) => {
  expect(scanJson(text).error).toBe(error)
})

test('fields that stand twice are named by their path', () => {
  const text =
    '{"metadata":{"name":"a","name":"b"},"list":[{},{"k":1,"k":{"x":1,"x":2}}],"data":{"k":1},"data":{"k":1}}'
  expect([...scanJson(text).duplicates]).toEqual(['metadata.name', 'list[1].k', 'list[1].k.x', 'data'])
})

test('takes what JSON.parse takes and nothing else', () => {
  const characters = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '1',
    '0',
    '-',
    '.',
    'e',
    'a',
    ' ',
    'true',
    'null',
    '\\',
    '\\n',
  )
  const text = fc.oneof(
    fc.json(),
    fc.array(characters, { maxLength: 8 }).map(parts => parts.join('')),
  )
  fc.assert(
    fc.property(text, candidate => {
      expect(scanJson(candidate).error === undefined).toBe(parses(candidate))
    }),
    { numRuns: 2000 },
  )
})

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
