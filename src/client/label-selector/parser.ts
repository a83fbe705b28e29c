import { labelValueProblems, qualifiedNameProblems } from '../../kinds'
import { type Token, tokensOf } from './lexer'

/** One condition of a label selector as a query writes it. */
export interface Requirement {
  readonly key: string
  readonly operator: 'in' | 'notin' | 'exists' | '!' | '=' | '==' | '!=' | '>' | '<'
  readonly values: readonly string[]
}

/** A label selector that cannot be read. The message is what the API answers with code 400. */
export class SelectorError extends Error {}

/** The requirements of `app=web,tier in (a, b),!old`, all of which must hold. Throws SelectorError with the words of apimachinery `labels.Parse`. */
export function parseLabelSelector(text: string): readonly Requirement[] {
  return new Parser(text).selector()
}

/** Whether labels satisfy a requirement. `!=` and `notin` are also satisfied by labels without the key. */
export function isMet({ key, operator, values }: Requirement, labels: Readonly<Record<string, string>> = {}): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined
  switch (operator) {
    case 'exists':
      return value !== undefined
    case '!':
      return value === undefined
    case 'notin':
    case '!=':
      return value === undefined || !values.includes(value)
    case '>':
    case '<':
      return value !== undefined && isOrdered(value, operator, values[0] as string)
    default:
      return value !== undefined && values.includes(value)
  }
}

const wholeNumber = /^[+-]?\d+$/

function isOrdered(value: string, operator: '<' | '>', bound: string): boolean {
  if (!wholeNumber.test(value)) return false
  return operator === '>' ? BigInt(value) > BigInt(bound) : BigInt(value) < BigInt(bound)
}

const binaryOperators = ['!=', '<', '=', '==', '>', 'in', 'notin'] as const
type BinaryOperator = (typeof binaryOperators)[number]

class Parser {
  private readonly tokens: readonly Token[]
  private at = 0

  constructor(text: string) {
    this.tokens = tokensOf(text)
  }

  selector(): readonly Requirement[] {
    const requirements: Requirement[] = []
    for (;;) {
      if (this.isAt('end')) return requirements
      if (!this.isAt('identifier') && !this.isAt('!'))
        throw this.unexpected(this.token, ", expected: !, identifier, or 'end of string'")
      requirements.push(this.requirement())
      const next = this.take()
      if (next.type === 'end') return requirements
      if (next.text !== ',') throw this.unexpected(next, ", expected: ',' or 'end of string'")
      if (!this.isAt('identifier') && !this.isAt('!'))
        throw this.unexpected(this.token, ", expected: identifier after ','")
    }
  }

  private requirement(): Requirement {
    try {
      return this.checked(this.condition())
    } catch (error) {
      if (error instanceof SelectorError) throw new SelectorError(`unable to parse requirement: ${error.message}`)
      throw error
    }
  }

  private condition(): Requirement {
    const isNegated = this.isAt('!')
    if (isNegated) this.take()
    const word = this.take()
    if (word.type !== 'identifier') throw this.unexpected(word, ', expected: identifier')
    const key = word.text
    refuse(keyProblems(key))
    if (isNegated) return { key, operator: '!', values: [] }
    if (this.isAt('end') || this.isAt(',')) return { key, operator: 'exists', values: [] }
    const sign = this.take()
    const operator = binaryOperators.find(known => known === sign.text)
    if (!operator) throw this.unexpected(sign, `, expected: ${binaryOperators.join(', ')}`)
    return { key, operator, values: this.values(operator) }
  }

  private values(operator: BinaryOperator): readonly string[] {
    const values = operator === 'in' || operator === 'notin' ? this.list() : [this.value()]
    return [...new Set(values)].sort()
  }

  private value(): string {
    if (this.isAt('end') || this.isAt(',')) return ''
    const word = this.take()
    if (word.type !== 'identifier') throw this.unexpected(word, ', expected: identifier')
    return word.text
  }

  /** `(a, b)`; where a value is missing between commas, it is the empty one. */
  private list(): readonly string[] {
    const open = this.take()
    if (open.text !== '(') throw this.unexpected(open, " expected: '('")
    const values: string[] = []
    for (;;) {
      if (this.isAt(')') || this.isAt(',')) values.push('')
      else if (this.isAt('identifier')) values.push(this.take().text)
      else if (values.length === 0) throw this.unexpected(this.token, ", expected: ',', ')' or identifier")
      else throw this.unexpected(this.token, ", expected: ',', or identifier")
      const next = this.take()
      if (next.text === ')') return values
      if (next.text !== ',') throw this.unexpected(next, ", expected: ',' or ')'")
    }
  }

  /** The rules that upstream's NewRequirement has for values. */
  private checked(requirement: Requirement): Requirement {
    const { key, operator, values } = requirement
    const problems: string[] = []
    if ((operator === '>' || operator === '<') && !wholeNumber.test(values[0] as string))
      problems.push(invalid('values[0]', values[0] as string, "for 'Gt', 'Lt' operators, the value must be an integer"))
    values.forEach((value, index) => {
      const wrong = labelValueProblems(value)
      if (wrong.length > 0) problems.push(invalid(`values[${index}][${key}]`, value, wrong.join('; ')))
    })
    refuse(problems)
    return requirement
  }

  private get token(): Token {
    return this.tokens[this.at] as Token
  }

  private isAt(what: 'end' | 'identifier' | '!' | ',' | ')'): boolean {
    const { type, text } = this.token
    return type === what || (type === 'operator' && text === what)
  }

  private take(): Token {
    const { token } = this
    if (token.type !== 'end') this.at++
    return token
  }

  private unexpected({ text }: Token, rest: string): SelectorError {
    return new SelectorError(`found '${text}'${rest}`)
  }
}

function keyProblems(key: string): readonly string[] {
  const problems = qualifiedNameProblems(key)
  return problems.length > 0 ? [invalid('<nil>', key, problems.join('; '))] : []
}

function invalid(path: string, value: string, detail: string): string {
  return `${path}: Invalid value: ${JSON.stringify(value)}: ${detail}`
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0)
    throw new SelectorError(problems.length === 1 ? (problems[0] as string) : `[${problems.join(', ')}]`)
}
