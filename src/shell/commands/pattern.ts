import { CommandProblem } from '../process'

export interface PatternOptions {
  /** `-E`: `+ ? | ( ) { }` mean something without a backslash; otherwise with one. */
  readonly isExtended: boolean
  readonly isFixed?: boolean
  readonly ignoresCase?: boolean
  readonly isWord?: boolean
}

/** A POSIX regular expression as one of JavaScript's. Throws CommandProblem (exit code 2) for what is none. */
export function patternOf(text: string, options: PatternOptions): RegExp {
  const { isExtended, isFixed = false, ignoresCase = false, isWord = false } = options
  const source = isFixed ? text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&') : isExtended ? text : basic(text)
  const named = source.replace(/\[\[:(\w+):\]/g, (whole, name: string) => (classes[name] ? `[${classes[name]}` : whole))
  try {
    return new RegExp(isWord ? `\\b(?:${named})\\b` : named, ignoresCase ? 'gi' : 'g')
  } catch {
    throw new CommandProblem(`Invalid regular expression: ${text}`, 2)
  }
}

const classes: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  space: '\\s',
}

/** In a basic expression the backslash gives meaning where in an extended one it takes it. */
function basic(text: string): string {
  return text.replace(/\\[+?|(){}]|[+?|(){}]|\[[^\]]*\]|\\./g, token => {
    if (token.length === 1) return `\\${token}`
    return /^\\[+?|(){}]$/.test(token) ? token.slice(1) : token
  })
}
