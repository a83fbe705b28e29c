/** One piece of a word. What is quoted is never split at blanks. */
export type Part =
  | { readonly type: 'text'; readonly text: string; readonly isQuoted: boolean }
  /** `$name`, `${name}`, `$?`. */
  | { readonly type: 'variable'; readonly name: string; readonly isQuoted: boolean }
  /** `$(…)`, or the same in backquotes. */
  | { readonly type: 'output'; readonly script: Script; readonly isQuoted: boolean }

export type Word = readonly Part[]

/** Where a command's input comes from, or its output goes. */
export type Redirect =
  | { readonly type: 'from'; readonly word: Word }
  /** A here-document (`<<EOF`) or a here-string (`<<<`), whose text ends with a line feed. */
  | { readonly type: 'here'; readonly word: Word }
  | { readonly type: 'to'; readonly word: Word; readonly stream: Stream | 'both'; readonly isAppending: boolean }
  /** `2>&1`, `>&2`. */
  | { readonly type: 'join'; readonly stream: Stream; readonly into: Stream }

export type Stream = 'stdout' | 'stderr'

/** `name=value … words … redirects`. */
export interface SimpleCommand {
  readonly assignments: readonly { readonly name: string; readonly value: Word }[]
  readonly words: readonly Word[]
  readonly redirects: readonly Redirect[]
}

/** `a | b | c`; with `!` before it, success and failure change places. */
export interface Pipeline {
  readonly commands: readonly SimpleCommand[]
  readonly isNegated: boolean
}

/** Pipelines one after the other; each says when it runs, given how the one before it ended. */
export type Script = readonly { readonly when: 'always' | 'success' | 'failure'; readonly pipeline: Pipeline }[]
