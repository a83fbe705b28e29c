import { compareText, isRecord } from '../../base'
import { print } from '../../kubectl'
import { CommandProblem, type Program } from '../process'
import { allLines } from './lines'
import { optionsOf } from './options'

/** From one value to none, one or several. */
type Filter = (value: unknown) => readonly unknown[]

/** The part of jq that people type: paths, `[]`, `|`, `,`, `select(path == literal)`, `length`, `keys`. */
export const jq: Program = {
  name: 'jq',
  usage: "[-rc] '.items[].metadata.name' [FILE…]",
  short: 'values in JSON by paths, with | and select(…)',
  *run({ words }) {
    const options = optionsOf(words, 'rc', '', { 'raw-output': 'r', 'compact-output': 'c' })
    const [text = '.', ...files] = options.args
    const filter = filterOf(text)
    const input = (yield* allLines(files)).join('\n')
    for (const value of filter(parsed(input))) {
      const shown =
        options.has('r') && typeof value === 'string' ? value : JSON.stringify(value, null, options.has('c') ? 0 : 2)
      yield* print(`${shown}\n`)
    }
    return 0
  },
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandProblem('error: the input is not one JSON value; ask kubectl for -o json', 2)
  }
}

function filterOf(text: string): Filter {
  const steps = parts(text, '|').map(alternatives)
  return value => steps.reduce<readonly unknown[]>((values, step) => values.flatMap(step), [value])
}

function alternatives(text: string): Filter {
  const terms = parts(text, ',').map(term => termOf(term.trim()))
  return value => terms.flatMap(term => term(value))
}

/** What stands between separators that are in no brackets and no text. */
function parts(text: string, separator: string): readonly string[] {
  const found: string[] = ['']
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[\s\S]/g)) {
    if (token === '(' || token === '[') depth++
    if (token === ')' || token === ']') depth--
    if (token === separator && depth === 0) found.push('')
    else found[found.length - 1] += token
  }
  return found
}

function termOf(text: string): Filter {
  const select = /^select\(([\s\S]*)\)$/.exec(text)
  if (select) {
    const accepts = conditionOf(select[1] as string)
    return value => (accepts(value) ? [value] : [])
  }
  if (text === 'length') return value => [lengthOf(value)]
  if (text === 'keys')
    return value => [Array.isArray(value) ? [...value.keys()] : Object.keys(record(value)).sort(compareText)]
  if (text.startsWith('"')) return () => [JSON.parse(text) as unknown]
  return pathOf(text)
}

function conditionOf(text: string): (value: unknown) => boolean {
  const [, left = text, operator, right] = /^(.*?)\s*(==|!=)\s*(.*)$/.exec(text.trim()) ?? []
  const filter = filterOf(left)
  if (operator === undefined) return value => filter(value).some(result => result !== null && result !== false)
  const wanted = parsed(right as string)
  return value => filter(value).some(result => (result === wanted) === (operator === '=='))
}

const segment = /\.?([A-Za-z_]\w*)(\?)?|\.?"((?:[^"\\]|\\.)*)"|\.?\[\s*(?:(-?\d+)|"((?:[^"\\]|\\.)*)")?\s*\](\?)?|\./y

function pathOf(text: string): Filter {
  if (!text.startsWith('.')) throw unknown(text)
  const steps: Filter[] = []
  segment.lastIndex = 0
  while (segment.lastIndex < text.length) {
    const from = segment.lastIndex
    const match = segment.exec(text)
    if (!match) throw unknown(text)
    const [whole, name, , quoted, index, key] = match
    const field = name ?? quoted ?? key
    if (field !== undefined) steps.push(value => [record(value)[field] ?? null])
    else if (index !== undefined) steps.push(value => [list(value).at(Number(index)) ?? null])
    else if (whole.includes('[')) steps.push(value => (Array.isArray(value) ? value : Object.values(record(value))))
    else if (from > 0) throw unknown(text)
  }
  return value => steps.reduce<readonly unknown[]>((values, step) => values.flatMap(step), [value])
}

function unknown(text: string): CommandProblem {
  return new CommandProblem(
    `error: only paths, [], |, select(path == value), length and keys are known here: ${text}`,
    3,
  )
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || value === undefined) return {}
  if (isRecord(value)) return value
  throw new CommandProblem(`error: cannot index ${Array.isArray(value) ? 'array' : typeof value} with a name`, 5)
}

function list(value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return []
  if (Array.isArray(value)) return value
  throw new CommandProblem('error: cannot index with a number what is no array', 5)
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length
  return Object.keys(record(value)).length
}
