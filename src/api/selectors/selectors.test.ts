import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isMet, parseLabelSelector } from '../../client'
import { parseFieldSelector } from './field-selector'

function matches(selector: string, labels: Readonly<Record<string, string>>): boolean {
  return parseLabelSelector(selector).every(requirement => isMet(requirement, labels))
}

function errorOf(parse: () => unknown): string {
  try {
    parse()
  } catch (error) {
    return (error as Error).message
  }
  return ''
}

describe('label selectors', () => {
  const sets = {
    a: { app: 'x', tier: 'db', n: '1' },
    b: { app: 'x', tier: 'web', n: '10' },
    c: { app: 'y', n: 'abc' },
    d: {},
  }

  test.each([
    ['app=x', 'ab'],
    ['app==x,tier!=db', 'b'],
    ['tier!=db', 'bcd'],
    ['app in (x, y),tier', 'ab'],
    ['app notin (x)', 'cd'],
    ['!tier', 'cd'],
    ['tier notin (db),app', 'bc'],
    ['n>5', 'b'],
    ['n<5', 'a'],
    ['app=', ''],
    ['', 'abcd'],
    [' app = x ', 'ab'],
    ['app in (,x)', 'ab'],
    ['in=in', ''],
  ])('%j chooses %j (recorded: api/label-selectors)', (selector, chosen) => {
    const names = Object.entries(sets).flatMap(([name, labels]) => (matches(selector, labels) ? [name] : []))
    expect(names.join('')).toBe(chosen)
  })

  test.each([
    ['app in (x', "unable to parse requirement: found '', expected: ',' or ')'"],
    ['app in x', "unable to parse requirement: found 'x' expected: '('"],
    ['app===x', "unable to parse requirement: found '=', expected: identifier"],
    ['app=x=y', "found '=', expected: ',' or 'end of string'"],
    ['!', "unable to parse requirement: found '', expected: identifier"],
    ['app,', "found '', expected: identifier after ','"],
    ['=x', "found '=', expected: !, identifier, or 'end of string'"],
    ['app x', "unable to parse requirement: found 'x', expected: !=, <, =, ==, >, in, notin"],
    [
      'n>abc',
      "unable to parse requirement: values[0]: Invalid value: \"abc\": for 'Gt', 'Lt' operators, the value must be an integer",
    ],
  ])('%j is refused in the words of apimachinery', (selector, message) => {
    expect(errorOf(() => parseLabelSelector(selector))).toBe(message)
  })

  test('whatever is typed is either a selector or an error about it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab1=!<>(), /.-in'), maxLength: 30 }), text => {
        const message = errorOf(() => matches(text, { a: '1' }))
        expect(message).not.toMatch(/undefined|NaN/)
      }),
    )
  })

  test('a label is found by the selector that names it, and by no other value', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9]([-A-Za-z0-9_.]{0,10}[A-Za-z0-9])?$/)
    fc.assert(
      fc.property(word, word, word, (key, value, other) => {
        expect(matches(`${key}=${value}`, { [key]: value })).toBe(true)
        expect(matches(`${key}=${value}`, { [key]: other })).toBe(value === other)
        expect(matches(`${key} in (${value},${other})`, { [key]: other })).toBe(true)
        expect(matches(`${key}!=${value}`, { [key]: value })).toBe(false)
      }),
    )
  })
})

describe('field selectors', () => {
  test('are terms that all hold; a backslash takes a sign into the value', () => {
    expect(parseFieldSelector('a=b,c!=d,e==f\\,g\\=h\\\\')).toEqual([
      { field: 'a', isEqual: true, value: 'b' },
      { field: 'c', isEqual: false, value: 'd' },
      { field: 'e', isEqual: true, value: 'f,g=h\\' },
    ])
    expect(parseFieldSelector('')).toEqual([])
  })

  test.each([
    ['status.phase', "invalid selector: 'status.phase'; can't understand 'status.phase'"],
    ['a=b,status.phase>1', "invalid selector: 'a=b,status.phase>1'; can't understand 'status.phase>1'"],
    ['a=b=c', 'invalid field selector: unescaped character in value: ='],
    ['a=\\b', 'invalid field selector: invalid escape sequence: \\b'],
  ])('%j is refused', (selector, message) => {
    expect(errorOf(() => parseFieldSelector(selector))).toBe(message)
  })
})
