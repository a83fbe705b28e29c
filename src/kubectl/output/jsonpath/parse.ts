import { CommandError } from '../../errors'
import type { Bounds, List, Node } from './nodes'

/** Reads a jsonpath template. Throws CommandError with client-go's words. */
export function parseTemplate(text: string): List {
  return new Parser(text).template()
}

class Parser {
  private readonly input: string
  private at = 0

  constructor(input: string) {
    this.input = input
  }

  template(): List {
    const nodes: Node[] = []
    while (this.at < this.input.length) {
      const open = this.input.indexOf('{', this.at)
      const end = open < 0 ? this.input.length : open
      if (end > this.at) nodes.push({ type: 'text', text: this.input.slice(this.at, end) })
      this.at = end
      if (open < 0) break
      this.at++
      nodes.push({ type: 'list', nodes: this.action() })
    }
    return nodes
  }

  private action(): List {
    const nodes: Node[] = []
    for (;;) {
      const rest = this.input.slice(this.at)
      if (rest.startsWith('}')) {
        this.at++
        return nodes
      }
      if (rest.startsWith('[?(')) nodes.push(this.filter())
      else if (rest.startsWith('..')) this.recursive(nodes)
      else this.element(nodes)
    }
  }

  private element(nodes: Node[]): void {
    const character = this.input[this.at]
    if (character === undefined || character === '\n' || character === '\r') throw new CommandError('unclosed action')
    if (character === ' ' || character === '@' || character === '$') this.at++
    else if (character === '[') nodes.push(...this.array())
    else if (character === '"' || character === "'") nodes.push({ type: 'text', text: this.quoted(character) })
    else if (character === '.') {
      this.at++
      nodes.push(this.field())
    } else if (/[+\-\d]/.test(character)) nodes.push(this.number())
    else if (/[\p{L}_]/u.test(character)) nodes.push(this.identifier())
    else {
      const code = (character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')
      throw new CommandError(`unrecognized character in action: U+${code} '${character}'`)
    }
  }

  private recursive(nodes: Node[]): void {
    if (nodes[nodes.length - 1]?.type === 'recursive') throw new CommandError('invalid multiple recursive descent')
    this.at += 2
    nodes.push({ type: 'recursive' })
    if (/[\p{L}\p{Nd}_]/u.test(this.input[this.at] ?? '')) nodes.push(this.field())
  }

  private field(): Node {
    const [name = ''] = /^(?:\\[\s\S]|[^\s.,[\]$@{}\\])*/.exec(this.input.slice(this.at)) ?? []
    this.at += name.length
    return name === '*' ? { type: 'wildcard' } : { type: 'field', name: name.replaceAll('\\', '') }
  }

  private identifier(): Node {
    const [name = ''] = /^[^\s.,[\]$@{}]*/.exec(this.input.slice(this.at)) ?? []
    this.at += name.length
    if (name === 'true' || name === 'false') return { type: 'value', value: name === 'true' }
    return { type: 'identifier', name }
  }

  private number(): Node {
    const [text = ''] = /^[+-]?[\d.]*/.exec(this.input.slice(this.at)) ?? []
    this.at += text.length
    const value = Number(text)
    if (text === '' || Number.isNaN(value)) throw new CommandError(`cannot parse number ${text}`)
    return { type: 'value', value }
  }

  private quoted(quote: string): string {
    for (let end = this.at + 1; ; end++) {
      const character = this.input[end]
      if (character === undefined || character === '\n') throw new CommandError('unterminated quoted string')
      if (character !== quote || this.input[end - 1] === '\\') continue
      const text = this.input.slice(this.at + 1, end)
      this.at = end + 1
      return unescaped(text)
    }
  }

  private array(): readonly Node[] {
    const rest = this.input.slice(this.at)
    const end = rest.search(/[\]\n]/)
    if (end < 0 || rest[end] === '\n') throw new CommandError('unterminated array')
    this.at += end + 1
    const text = rest.slice(1, end)
    const parts = text.split(',')
    if (parts.length > 1) return [{ type: 'union', lists: parts.map(part => new Parser(`[${part.trim()}]}`).action()) }]
    const key = /^'([^']*)'$/.exec(text)?.[1]
    if (key !== undefined) return new Parser(`.${key}}`).action()
    return [{ type: 'array', bounds: boundsOf(text === '*' ? ':' : text) }]
  }

  private filter(): Node {
    const start = this.at + 3
    let quote: string | undefined
    let end = start
    for (; ; end++) {
      const character = this.input[end]
      if (character === undefined || character === '\n') throw new CommandError('unterminated filter')
      if (quote === undefined && (character === '"' || character === "'")) quote = character
      else if (character === quote && this.input[end - 1] !== '\\') quote = undefined
      else if (character === ')' && quote === undefined) break
    }
    if (this.input[end + 1] !== ']') throw new CommandError('unclosed array expect ]')
    const text = this.input.slice(start, end)
    this.at = end + 2
    const [, left, operator, right] = /^([^!<>=]+)([!<>=]+)(.+?)$/.exec(text) ?? []
    const listOf = (part: string) => new Parser(`${part}}`).action()
    if (left === undefined || operator === undefined || right === undefined)
      return { type: 'filter', left: listOf(text), right: [], operator: 'exists' }
    return { type: 'filter', left: listOf(left), right: listOf(right), operator }
  }
}

function boundsOf(text: string): Bounds {
  const [all, from = '', to, step] = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/.exec(text) ?? []
  if (all === undefined) throw new CommandError(`invalid array index ${text}`)
  const number = (part: string | undefined) =>
    part === undefined || part.replace(':', '') === '' ? undefined : Number(part.replace(':', ''))
  const bounds: Bounds = {
    ...(number(from) !== undefined && { from: number(from) as number }),
    ...(number(to) !== undefined && { to: number(to) as number }),
    ...(number(step) !== undefined && { step: number(step) as number }),
  }
  return to === undefined ? { ...bounds, isIndex: true } : bounds
}

const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

function unescaped(text: string): string {
  return text.replace(/\\(x[\da-fA-F]{2}|u[\da-fA-F]{4}|.)/g, (_, what: string) =>
    /^[xu]./.test(what) ? String.fromCodePoint(Number.parseInt(what.slice(1), 16)) : (escapes[what] ?? what),
  )
}
