import { describe, expect, test } from 'vitest'
import { below, drawn, emptyLine, type Line, lineOf, pressed, pressesIn, rowOf } from '.'

const history = ['kubectl get pods', 'echo one', 'kubectl get nodes']

/** The line after all that a terminal sends. */
function typed(data: string, line: Line = emptyLine): Line {
  return pressesIn(data).reduce((present, press) => pressed(present, press, history).line, line)
}

describe('a line is edited', () => {
  test.each([
    ['abc\x1b[D\x1b[DX', 'aXbc', 2],
    ['abc\x01X', 'Xabc', 1],
    ['abc\x01\x05X', 'abcX', 4],
    ['abc\x7f', 'ab', 2],
    ['abc\x01\x1b[3~', 'bc', 0],
    ['one two\x17', 'one ', 4],
    ['one two\x17\x19\x19', 'one twotwo', 10],
    ['one two\x1bb\x0b', 'one ', 4],
    ['one two\x1b[1;5D\x15', 'two', 0],
    ['one two\x01\x1bd', ' two', 0],
    ['a\x1b[200~one\r\ntwo\x07\x1b[201~b', 'aone\ntwob', 9],
    ['a\x1b[99~b', 'ab', 2],
  ])('%j leaves %j', (data, text, cursor) => {
    expect(typed(data)).toMatchObject({ text, cursor })
  })

  test('Home and End stay in their row of several', () => {
    const line = { ...lineOf('one\ntwo'), cursor: 5 }
    expect(typed('\x1b[H', line).cursor).toBe(4)
    expect(typed('\x1b[F', line).cursor).toBe(7)
  })

  test('keys that do more say what', () => {
    const deedOf = (data: string) => pressed(lineOf('a'), pressesIn(data)[0]!, history).deed
    expect(['\r', '\t', '\x03', '\x0c', '\x1b'].map(deedOf)).toEqual([
      'submit',
      'complete',
      'interrupt',
      'clear',
      'leave',
    ])
    expect(deedOf('\x04')).toBeUndefined()
    expect(pressed(emptyLine, pressesIn('\x04')[0]!, history).deed).toBe('endOfInput')
  })
})

describe('the history', () => {
  test('is gone through, and what was begun is there again below', () => {
    expect(typed('begun\x1b[A').text).toBe('kubectl get nodes')
    expect(typed('begun\x1b[A\x1b[A\x1b[A\x1b[A').text).toBe('kubectl get pods')
    expect(typed('begun\x1b[A\x1b[A\x1b[B\x1b[B').text).toBe('begun')
  })

  test('is searched backwards, again with Ctrl+R, and left as it was with Escape', () => {
    expect(typed('\x12get').text).toBe('kubectl get nodes')
    expect(typed('\x12get\x12').text).toBe('kubectl get pods')
    expect(typed('\x12get p').text).toBe('kubectl get pods')
    expect(typed('begun\x12get\x1b')).toMatchObject({ text: 'begun' })
    expect(typed('\x12zzz').search).toEqual({ query: 'zzz', back: undefined })
    const found = pressed(typed('\x12one'), pressesIn('\r')[0]!, history)
    expect([found.line.text, found.line.search, found.deed]).toEqual(['echo one', undefined, 'submit'])
  })
})

describe('a drawing', () => {
  test('puts the cursor where it stands, over several rows', () => {
    expect(drawn({ ...lineOf('abc'), cursor: 1 }, '$ ', 80, 0)).toEqual({
      output: '\r\x1b[J$ abc\r\x1b[3C',
      cursorRow: 0,
    })
    expect(drawn(lineOf('12345678901'), '$ ', 10, 0)).toEqual({
      output: '\r\x1b[J$ 12345678901\r\x1b[3C',
      cursorRow: 1,
    })
    expect(drawn(lineOf('a\nb'), '$ ', 10, 1)).toEqual({ output: '\x1b[1A\r\x1b[J$ a\r\n> b\r\x1b[3C', cursorRow: 1 })
  })

  test('goes on in the next row where one is full', () => {
    expect(drawn(lineOf('12345678'), '$ ', 10, 0)).toEqual({ output: '\r\x1b[J$ 12345678\r\n\r', cursorRow: 1 })
    expect(rowOf(lineOf('12345678\nx'), '$ ', 10)).toBe(1)
  })

  test('is left below', () => {
    expect(below({ ...lineOf('a\nb\nc'), cursor: 0 }, '$ ', 10, 0)).toBe('\x1b[2B\r\n')
  })
})
