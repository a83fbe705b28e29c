import { describe, expect, test } from 'vitest'
import { completed } from './completing'
import { Console } from './console'
import { asScreen, harmless, inColumns } from './output'

/** A console whose screen is a text; what a terminal would do with it is left out. */
function begun() {
  const written: string[] = []
  const kept = new Map([['a.yaml', 'kind: A\n']])
  const screen = { cols: 80, rows: 24, write: (text: string | Uint8Array) => void written.push(String(text)) }
  const files = {
    names: async () => [...kept.keys()],
    read: async (name: string) => kept.get(name),
    write: (name: string, text: string) => name.endsWith('.yaml') && kept.set(name, text) !== undefined,
    show: () => {},
    takeBack: () => undefined,
  }
  let left = 0
  const person = new Console(screen, files, () => left++)
  person.start('hello\r\n')
  const text = () => written.join('')
  return { person, text, kept, left: () => left, seen: (part: string) => expect.poll(text).toContain(part) }
}

describe('a console', () => {
  test('runs what is typed, and shows what it says below', async () => {
    const { person, seen, kept } = begun()
    person.receive('echo one > b.yaml; cat a.yaml b.yaml | grep -c .\r')
    await seen('\r\n2\r\n')
    expect(kept.get('b.yaml')).toBe('one\n')
  })

  test('what is typed while something runs, runs after it; Ctrl+C ends what waits', async () => {
    const { person, seen, text } = begun()
    person.receive('cat\r')
    person.receive('typed in\r')
    await seen('typed in\r\n')
    person.receive('\x03')
    await seen('^C\r\n')
    person.receive('echo $?\r')
    await seen('130\r\n')
    expect(text().endsWith('$ \r\x1b[2C')).toBe(true)
  })

  test('asks for more where a line is open', async () => {
    const { person, seen } = begun()
    person.receive('cat <<EOF\r')
    person.receive('in it\r')
    person.receive('EOF\r')
    await seen('> EOF')
    await seen('\r\nin it\r\n')
  })

  test('shows what happened elsewhere above the line that is being typed', () => {
    const { person, text } = begun()
    person.receive('echo be')
    person.interject('$ kubectl scale\r\n')
    expect(text().endsWith('\r\x1b[J$ kubectl scale\r\n\r\x1b[J$ echo be\r\x1b[9C')).toBe(true)
  })

  test('Escape leaves, but ends a search first', () => {
    const { person, left } = begun()
    person.receive('\x12a')
    person.receive('\x1b')
    expect(left()).toBe(0)
    person.receive('\x1b')
    expect(left()).toBe(1)
  })

  test('completes files', async () => {
    const { person, seen } = begun()
    person.receive('cat a.\t')
    await seen('$ cat a.yaml ')
  })
})

test('a single completion is taken with a blank, of several what they have in common', () => {
  expect(completed({ from: 0, words: ['kubectl'] }, 3)).toEqual({ addition: 'ectl ', choices: [] })
  expect(completed({ from: 0, words: ['--output='] }, 3)).toEqual({ addition: 'utput=', choices: [] })
  expect(completed({ from: 4, words: ['node-1', 'node-2'] }, 5)).toEqual({ addition: 'ode-', choices: [] })
  expect(completed({ from: 4, words: ['node-1', 'node-2'] }, 9)).toEqual({
    addition: '',
    choices: ['node-1', 'node-2'],
  })
  expect(completed({ from: 4, words: [] }, 9)).toEqual({ addition: '', choices: [] })
})

test('what comes from a cluster cannot command the terminal', () => {
  expect(harmless('a\x1b[2Jb\rc\nd\te')).toBe('a[2Jbc\r\nd\te')
  expect(asScreen('long line\nb\nc\n', 4, 2)).toBe('\x1b[Hlong\x1b[K\r\nb\x1b[K\x1b[J')
  expect(inColumns(['a', 'b', 'c'], 7)).toBe('a  c\nb\n')
})
