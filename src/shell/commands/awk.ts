import { print } from '../../kubectl'
import { CommandProblem, type Program } from '../process'
import { eachLine } from './lines'
import { optionsOf } from './options'
import { patternOf } from './pattern'

/** A line with its fields: `$0` is all of it. */
interface Line {
  readonly fields: readonly string[]
  readonly number: number
}

type Value = (line: Line) => string

/** The part of awk that people type behind a pipe: `[/pattern/ | condition] [{print …}]`. */
export const awk: Program = {
  name: 'awk',
  usage: "[-F C] 'NR>1 {print $1, $NF}' [FILE…]",
  short: 'columns: a condition or /pattern/, and {print …}',
  *run({ words }) {
    const options = optionsOf(words, '', 'F')
    const [text, ...files] = options.args
    if (text === undefined) throw new CommandProblem("usage: awk [-F C] '{print $1}' [FILE…]", 2)
    const { accepts, values } = programOf(text)
    const separator = options.value('F')
    let number = 0
    yield* eachLine(files, function* (whole) {
      const parts = separator === undefined ? whole.trim().split(/\s+/) : whole.split(separator)
      const line = { fields: [whole, ...parts], number: ++number }
      if (accepts(line)) yield* print(`${values.map(list => list.map(value => value(line)).join('')).join(' ')}\n`)
      return false
    })
    return 0
  },
}

function programOf(text: string): { accepts(line: Line): boolean; values: readonly (readonly Value[])[] } {
  const [, condition, body] = /^\s*([^{]*?)\s*(?:\{\s*print\b\s*([\s\S]*?)\s*;?\s*\})?\s*$/.exec(text) ?? []
  if (condition === undefined || /[{}]/.test(condition))
    throw new CommandProblem(`only a condition and {print …} are known here: ${text}`, 2)
  return {
    accepts: conditionOf(condition),
    values: body ? split(body).map(valuesOf) : [[line => line.fields[0] ?? '']],
  }
}

/** What stands between the commas. */
function split(body: string): readonly string[] {
  return body.match(/(?:"(?:[^"\\]|\\.)*"|[^,"])+/g) ?? []
}

/** Values written beside each other are one text. */
function valuesOf(text: string): readonly Value[] {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|\$\w+|\w+|\S/g) ?? []
  return tokens.map(readValue)
}

function readValue(token: string): Value {
  if (token.startsWith('"')) {
    const literal = token.slice(1, -1).replace(/\\([nt"\\])/g, (_, letter: string) => escapes[letter] ?? letter)
    return () => literal
  }
  if (token === 'NR') return line => String(line.number)
  if (token === 'NF') return line => String(line.fields.length - 1)
  if (token === '$NF') return line => line.fields.at(-1) ?? ''
  if (/^\$\d+$/.test(token)) return line => line.fields[Number(token.slice(1))] ?? ''
  if (/^\d+$/.test(token)) return () => token
  throw new CommandProblem(`only $N, $NF, NR, NF and "text" are known here, not ${token}`, 2)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' }

function conditionOf(text: string): (line: Line) => boolean {
  if (text === '') return () => true
  const all = text.split('&&').map(part => singleCondition(part.trim()))
  return line => all.every(accepts => accepts(line))
}

function singleCondition(text: string): (line: Line) => boolean {
  const bare = /^(!)?\/(.*)\/$/.exec(text)
  if (bare) {
    const pattern = patternOf(bare[2] as string, { isExtended: true })
    return ({ fields }) => (fields[0] ?? '').search(pattern) >= 0 !== (bare[1] === '!')
  }
  const [, left, operator = '', right = ''] = /^(\$?\w+)\s*(==|!=|>=|<=|>|<|!~|~)\s*(.+)$/.exec(text) ?? []
  if (left === undefined) throw new CommandProblem(`this condition is not known here: ${text}`, 2)
  const value = readValue(left)
  if (operator.endsWith('~')) {
    const pattern = patternOf(right.replace(/^\/(.*)\/$/, '$1'), { isExtended: true })
    return line => value(line).search(pattern) >= 0 === (operator === '~')
  }
  const other = readValue(right)
  return line => compares(value(line), operator, other(line))
}

function compares(left: string, operator: string, right: string): boolean {
  const areNumbers = left !== '' && right !== '' && !Number.isNaN(Number(left)) && !Number.isNaN(Number(right))
  const [a, b] = areNumbers ? [Number(left), Number(right)] : [left, right]
  switch (operator) {
    case '==':
      return a === b
    case '!=':
      return a !== b
    case '>':
      return a > b
    case '<':
      return a < b
    case '>=':
      return a >= b
    default:
      return a <= b
  }
}
