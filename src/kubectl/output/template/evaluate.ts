import { compareText, isRecord } from '../../../base'
import { CommandError } from '../../errors'
import { functions, isTrue, printed } from './functions'
import { type Operand, type Pipe, parseGoTemplate, type TemplateNode } from './parse'

/** What is visible at a place of a template. */
interface Scope {
  readonly dot: unknown
  readonly variables: Map<string, { value: unknown }>
}

/** A Go template (`text/template`), as far as kubectl's users write them: no definitions, no blocks, no methods. */
export class GoTemplate {
  private readonly nodes: readonly TemplateNode[]
  private readonly allowsMissingKeys: boolean

  /** Throws CommandError for a template that is none. */
  constructor(text: string, allowsMissingKeys: boolean) {
    this.nodes = parseGoTemplate(text)
    this.allowsMissingKeys = allowsMissingKeys
  }

  /** The template with an object put in. Throws CommandError. */
  print(object: unknown): string {
    return this.block(this.nodes, { dot: object, variables: new Map([['$', { value: object }]]) })
  }

  private block(nodes: readonly TemplateNode[], scope: Scope): string {
    const inner: Scope = { dot: scope.dot, variables: new Map(scope.variables) }
    return nodes.map(node => this.node(node, inner)).join('')
  }

  private node(node: TemplateNode, scope: Scope): string {
    if (node.type === 'text') return node.text
    if (node.type === 'range') return this.range(node, scope)
    const value = this.pipe(node.pipe, scope)
    if (node.type === 'print') return node.pipe.variables.length > 0 ? '' : printed(value)
    const isMet = isTrue(value)
    if (!isMet) return this.block(node.other, scope)
    return this.block(node.body, node.type === 'with' ? { ...scope, dot: value } : scope)
  }

  private range({ pipe, body, other }: Extract<TemplateNode, { pipe: Pipe; body: unknown }>, scope: Scope): string {
    const over = this.pipe({ ...pipe, variables: [] }, scope)
    const members = membersOf(over)
    if (members.length === 0) return this.block(other, scope)
    return members
      .map(([key, value]) => {
        const variables = new Map(scope.variables)
        const [first, second] = pipe.variables
        if (second !== undefined && first !== undefined) variables.set(first, { value: key }).set(second, { value })
        else if (first !== undefined) variables.set(first, { value })
        return this.block(body, { dot: value, variables })
      })
      .join('')
  }

  private pipe({ variables, isAssignment, commands }: Pipe, scope: Scope): unknown {
    let value: unknown
    for (const [i, command] of commands.entries()) value = this.command(command, scope, i === 0 ? [] : [value])
    for (const name of variables) {
      const cell = scope.variables.get(name)
      if (isAssignment && cell) cell.value = value
      else scope.variables.set(name, { value })
    }
    return value
  }

  private command([first, ...rest]: readonly Operand[], scope: Scope, piped: readonly unknown[]): unknown {
    if (first?.type !== 'function') return this.operand(first as Operand, scope)
    const { name } = first
    const use = functions[name] as (...values: readonly unknown[]) => unknown
    return use(...rest.map(operand => this.operand(operand, scope)), ...piped)
  }

  private operand(operand: Operand, scope: Scope): unknown {
    switch (operand.type) {
      case 'constant':
        return operand.value
      case 'pipe':
        return this.pipe(operand.pipe, scope)
      case 'variable':
        return scope.variables.get(operand.name)?.value
      case 'function':
        return this.command([operand], scope, [])
      case 'field': {
        const base = operand.base ? this.operand(operand.base, scope) : scope.dot
        return operand.names.reduce((value, name) => this.member(value, name), base)
      }
    }
  }

  private member(value: unknown, name: string): unknown {
    if (value === null || value === undefined) return undefined
    if (!isRecord(value)) throw new CommandError(`can't evaluate field ${name} in type interface {}`)
    if (Object.hasOwn(value, name)) return value[name]
    if (!this.allowsMissingKeys) throw new CommandError(`map has no entry for key ${JSON.stringify(name)}`)
    return undefined
  }
}

function membersOf(value: unknown): readonly (readonly [key: unknown, value: unknown])[] {
  if (Array.isArray(value)) return value.map((item, index) => [index, item])
  if (isRecord(value))
    return Object.keys(value)
      .sort(compareText)
      .map(key => [key, value[key]])
  if (typeof value === 'number') return Array.from({ length: value }, (_, i) => [i, i])
  if (value === null || value === undefined) return []
  throw new CommandError(`range can't iterate over ${printed(value)}`)
}
