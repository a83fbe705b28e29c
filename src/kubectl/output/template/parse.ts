import { CommandError } from '../../errors'
import { functions } from './functions'

/** What a Go template consists of, as far as kubectl's users write them. */
export type TemplateNode =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'print'; readonly pipe: Pipe }
  | {
      readonly type: 'if' | 'with' | 'range'
      readonly pipe: Pipe
      readonly body: readonly TemplateNode[]
      readonly other: readonly TemplateNode[]
    }

/** `$a, $b := first | second`. */
export interface Pipe {
  readonly variables: readonly string[]
  readonly isAssignment: boolean
  readonly commands: readonly (readonly Operand[])[]
}

export type Operand =
  | { readonly type: 'constant'; readonly value: unknown }
  | { readonly type: 'field'; readonly base?: Operand; readonly names: readonly string[] }
  | { readonly type: 'variable'; readonly name: string }
  | { readonly type: 'function'; readonly name: string }
  | { readonly type: 'pipe'; readonly pipe: Pipe }

/** Reads a Go template. Throws CommandError with words like text/template's. */
export function parseGoTemplate(text: string): readonly TemplateNode[] {
  const pieces = piecesOf(text)
  const parser = new Parser(pieces)
  const nodes = parser.block(false)
  return nodes
}

type Piece = { readonly text: string } | { readonly action: readonly string[]; readonly line: number }

function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  let trims = false
  for (;;) {
    const open = text.indexOf('{{', at)
    let part = open < 0 ? text.slice(at) : text.slice(at, open)
    if (trims) part = part.trimStart()
    const trimsBefore = open >= 0 && /^\{\{- /.test(text.slice(open, open + 4))
    if (trimsBefore) part = part.trimEnd()
    if (part !== '') pieces.push({ text: part })
    if (open < 0) return pieces
    const line = text.slice(0, open).split('\n').length
    const close = text.indexOf('}}', open)
    if (close < 0) {
      const wrong = text.indexOf('}', open) < 0 ? 'unclosed action' : "bad character U+007D '}'"
      throw new CommandError(`template: output:${line}: ${wrong}`)
    }
    let action = text.slice(open + (trimsBefore ? 3 : 2), close)
    trims = / -$/.test(action)
    if (trims) action = action.slice(0, -1)
    if (!action.trim().startsWith('/*')) pieces.push({ action: tokensOf(action, line), line })
    at = close + 2
  }
}

const token = /\s+|"(?:[^"\\]|\\.)*"|`[^`]*`|'(?:[^'\\]|\\.)'|:=|[|(),=]|-?\d+(?:\.\d+)?|\$\w*|(?:\.\w+)+|\.|\w+/y

function tokensOf(action: string, line: number): readonly string[] {
  const tokens: string[] = []
  token.lastIndex = 0
  while (token.lastIndex < action.length) {
    const start = token.lastIndex
    const [found] = token.exec(action) ?? []
    if (found === undefined)
      throw new CommandError(`template: output:${line}: unexpected ${JSON.stringify(action[start])} in command`)
    tokens.push(/^\s/.test(found) ? ' ' : found)
  }
  return tokens
}

class Parser {
  private readonly pieces: readonly Piece[]
  private at = 0
  private ending = ''

  constructor(pieces: readonly Piece[]) {
    this.pieces = pieces
  }

  block(isInside: boolean): readonly TemplateNode[] {
    const nodes: TemplateNode[] = []
    for (;;) {
      const piece = this.pieces[this.at++]
      if (!piece) {
        if (isInside) throw new CommandError('template: output:1: unexpected EOF')
        return nodes
      }
      if ('text' in piece) {
        nodes.push({ type: 'text', text: piece.text })
        continue
      }
      const tokens = new Tokens(piece.action, piece.line)
      const word = tokens.peek()
      if (word === 'end' || word === 'else') {
        if (!isInside) throw new CommandError(`template: output:${piece.line}: unexpected {{${word}}}`)
        this.ending = piece.action.filter(each => each !== ' ').join(' ')
        return nodes
      }
      nodes.push(
        word === 'if' || word === 'with' || word === 'range'
          ? this.control(word, tokens)
          : { type: 'print', pipe: tokens.pipe() },
      )
    }
  }

  private control(type: 'if' | 'with' | 'range', tokens: Tokens): TemplateNode {
    tokens.take()
    const pipe = tokens.pipe(type)
    const body = this.block(true)
    if (this.ending === 'end') return { type, pipe, body, other: [] }
    const piece = this.pieces[this.at - 1] as { action: readonly string[]; line: number }
    if (this.ending === 'else') return { type, pipe, body, other: this.block(true) }
    const nested = new Tokens(piece.action, piece.line)
    nested.take()
    return { type, pipe, body, other: [this.control(nested.peek() === 'with' ? 'with' : 'if', nested)] }
  }
}

/** The words of one action, read from left to right. */
class Tokens {
  private readonly tokens: readonly string[]
  private readonly line: number
  private at = 0

  constructor(tokens: readonly string[], line: number) {
    this.tokens = tokens
    this.line = line
  }

  peek(): string | undefined {
    while (this.tokens[this.at] === ' ') this.at++
    return this.tokens[this.at]
  }

  take(): string | undefined {
    const next = this.peek()
    this.at++
    return next
  }

  pipe(place = 'command'): Pipe {
    const { variables, isAssignment } = this.declaration()
    const commands: (readonly Operand[])[] = []
    do commands.push(this.command())
    while (this.peek() === '|' && this.take())
    if (commands.some(command => command.length === 0))
      throw new CommandError(`template: output:${this.line}: missing value for ${place}`)
    return { variables, isAssignment, commands }
  }

  private declaration(): { readonly variables: readonly string[]; readonly isAssignment: boolean } {
    const start = this.at
    const variables: string[] = []
    while (this.peek()?.startsWith('$')) {
      variables.push(this.take() as string)
      if (this.peek() === ',') this.take()
      else break
    }
    const sign = this.peek()
    if (variables.length > 0 && (sign === ':=' || sign === '=')) {
      this.take()
      return { variables, isAssignment: sign === '=' }
    }
    this.at = start
    return { variables: [], isAssignment: false }
  }

  private command(): readonly Operand[] {
    const operands: Operand[] = []
    for (let next = this.peek(); next !== undefined && next !== '|' && next !== ')'; next = this.peek())
      operands.push(this.operand())
    return operands
  }

  private operand(): Operand {
    const word = this.take() as string
    let operand = this.simple(word)
    const follows = this.tokens[this.at]
    if (follows !== undefined && /^\.\w/.test(follows) && operand.type !== 'constant' && operand.type !== 'function') {
      this.at++
      operand = { type: 'field', base: operand, names: follows.slice(1).split('.') }
    }
    return operand
  }

  private simple(word: string): Operand {
    if (word === '(') {
      const pipe = this.pipe()
      if (this.take() !== ')') throw new CommandError(`template: output:${this.line}: unclosed left paren`)
      return { type: 'pipe', pipe }
    }
    if (word.startsWith('"')) return { type: 'constant', value: JSON.parse(word) as string }
    if (word.startsWith('`')) return { type: 'constant', value: word.slice(1, -1) }
    if (/^-?\d/.test(word)) return { type: 'constant', value: Number(word) }
    if (word === '.') return { type: 'field', names: [] }
    if (word.startsWith('.')) return { type: 'field', names: word.slice(1).split('.') }
    if (word.startsWith('$')) return { type: 'variable', name: word }
    if (word === 'true' || word === 'false') return { type: 'constant', value: word === 'true' }
    if (word === 'nil') return { type: 'constant', value: null }
    if (!Object.hasOwn(functions, word))
      throw new CommandError(`template: output:${this.line}: function ${JSON.stringify(word)} not defined`)
    return { type: 'function', name: word }
  }
}
