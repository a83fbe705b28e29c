import { compareText, goJson, isRecord } from '../../../base'
import { CommandError } from '../../errors'
import { indentedJson } from '../json'
import type { List, Node } from './nodes'
import { parseTemplate } from './parse'

type Values = readonly unknown[]
type NodeOf<T extends Node['type']> = Extract<Node, { type: T }>

/** A jsonpath template, ready to be used on objects (client-go `util/jsonpath`). */
export class JsonPath {
  private readonly nodes: List
  private readonly allowsMissingKeys: boolean

  /** Throws CommandError for a template that is none. */
  constructor(template: string, allowsMissingKeys: boolean) {
    this.nodes = parseTemplate(template)
    this.allowsMissingKeys = allowsMissingKeys
  }

  /** What each part of the template finds. Throws CommandError. */
  find(data: unknown): readonly Values[] {
    const results: Values[] = []
    let at = 0
    while (at < this.nodes.length) at = this.part(at, [data], results, 0)
    return results
  }

  /** The template with its values put in. */
  print(data: unknown): string {
    return this.find(data)
      .map(values => values.map(textOf).join(' '))
      .join('')
  }

  /** What each part finds, as a JSON list. */
  printJson(data: unknown): string {
    return this.find(data)
      .map(values => `${indentedJson(values)}\n`)
      .join('')
  }

  /** Evaluates the part at an index, with all that a `range` there goes over; returns where to go on. */
  private part(at: number, data: Values, results: Values[], depth: number): number {
    const node = this.nodes[at] as Node
    if (identifierIn(node) !== 'range') {
      results.push(this.walk(data, node, depth))
      return at + 1
    }
    const values = this.walk(data, node, depth)
    let end = at + 1
    for (const value of values.length > 0 ? values : [undefined])
      end = this.range(at + 1, value, values.length > 0 ? results : [], depth + 1)
    return end
  }

  /** Evaluates parts up to the `end` that belongs here; returns the index after it. */
  private range(start: number, value: unknown, results: Values[], depth: number): number {
    let at = start
    while (at < this.nodes.length) {
      if (identifierIn(this.nodes[at] as Node) === 'end') return at + 1
      at = this.part(at, [value], results, depth)
    }
    return at
  }

  private walk(values: Values, node: Node, depth: number): Values {
    switch (node.type) {
      case 'list':
        return node.nodes.reduce<Values>((found, each) => this.walk(found, each, depth), values)
      case 'text':
        return [node.text]
      case 'value':
        return values.map(() => node.value)
      case 'field':
        return this.field(values, node)
      case 'array':
        return values.filter(isPresent).flatMap(value => slice(value, node))
      case 'filter':
        return values.flatMap(value => this.filter(value, node, depth))
      case 'wildcard':
        return values.flatMap(membersOf)
      case 'recursive':
        return values.flatMap(descendants)
      case 'union':
        return node.lists.flatMap(list => this.walk(values, { type: 'list', nodes: list }, depth))
      case 'identifier':
        if (node.name === 'range') return values
        if (node.name === 'end') throw new CommandError('not in range, nothing to end')
        throw new CommandError(`unrecognized identifier ${node.name}`)
    }
  }

  private field(values: Values, { name }: NodeOf<'field'>): Values {
    if (values.length === 0) return []
    const found = values.filter(isRecord).flatMap(value => (Object.hasOwn(value, name) ? [value[name]] : []))
    if (found.length === 0 && !this.allowsMissingKeys) throw new CommandError(`${name} is not found`)
    return found
  }

  private filter(value: unknown, { left, right, operator }: NodeOf<'filter'>, depth: number): Values {
    if (!Array.isArray(value)) throw new CommandError(`${shown(value)} is not array or slice and cannot be filtered`)
    return value.filter(item => {
      const lefts = this.tolerant(item, left, operator, depth)
      if (operator === 'exists') return lefts.length > 0
      if (lefts.length === 0) return false
      const rights = this.walk([item], { type: 'list', nodes: right }, depth)
      if (lefts.length > 1 || rights.length > 1) throw new CommandError('can only compare one element at a time')
      return rights.length > 0 && compare(lefts[0], rights[0], operator)
    })
  }

  private tolerant(item: unknown, list: List, operator: string, depth: number): Values {
    try {
      return this.walk([item], { type: 'list', nodes: list }, depth)
    } catch (error) {
      if (operator === 'exists') return []
      throw error
    }
  }
}

function identifierIn(node: Node): string | undefined {
  const first = node.type === 'list' ? node.nodes.find(each => each.type === 'identifier') : undefined
  return first?.type === 'identifier' ? first.name : undefined
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null
}

function slice(value: unknown, { bounds }: NodeOf<'array'>): Values {
  if (!Array.isArray(value)) throw new CommandError(`${goTypeOf(value)} is not array or slice`)
  const { length } = value
  let { from = 0, to = length } = bounds
  const { step = 1, isIndex } = bounds
  if (from < 0) from += length
  if (isIndex) to = from + 1
  else if (to < 0) to += length
  if (from === to) return []
  if (from >= length || from < 0) throw new CommandError(`array index out of bounds: index ${from}, length ${length}`)
  if (to > length || to < 0) throw new CommandError(`array index out of bounds: index ${to - 1}, length ${length}`)
  if (from > to) throw new CommandError(`starting index ${from} is greater than ending index ${to}`)
  if (step <= 0) throw new CommandError('step must be > 0')
  return value.slice(from, to).filter((_, index) => index % step === 0)
}

function membersOf(value: unknown): Values {
  if (Array.isArray(value)) return value
  if (isRecord(value))
    return Object.keys(value)
      .sort(compareText)
      .map(key => value[key])
  return typeof value === 'string' ? [...value].map(character => character.codePointAt(0)) : []
}

function descendants(value: unknown): Values {
  if (typeof value === 'string') return []
  const members = membersOf(value)
  return members.length === 0 ? [] : [value, ...members.flatMap(descendants)]
}

function compare(left: unknown, right: unknown, operator: string): boolean {
  if (typeof left !== typeof right) throw new CommandError('incompatible types for comparison')
  const [one, other] = [left as number, right as number]
  if (operator === '==') return one === other
  if (operator === '!=') return one !== other
  if (operator === '<') return one < other
  if (operator === '<=') return one <= other
  if (operator === '>') return one > other
  if (operator === '>=') return one >= other
  throw new CommandError(`unrecognized filter operator ${operator}`)
}

/** A found value as text: records and lists as JSON. */
function textOf(value: unknown): string {
  if (isRecord(value) || Array.isArray(value)) return goJson(value)
  return String(value ?? 'null')
}

function goTypeOf(value: unknown): string {
  if (isRecord(value)) return 'map[string]interface {}'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'number' ? 'int64' : typeof value
}

/** A value as Go's `%v` prints it. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`
  if (isRecord(value))
    return `map[${Object.keys(value)
      .sort(compareText)
      .map(key => `${key}:${shown(value[key])}`)
      .join(' ')}]`
  return value === null || value === undefined ? '<nil>' : String(value)
}
