import type { Effect } from '../kubectl'

/** What a command line wants of the world outside: what kubectl wants, and what only a terminal has. */
export type ShellEffect =
  | Effect
  /** The next line of standard input, without its line feed; answered with undefined at the end. */
  | { readonly type: 'input' }
  /** Show this instead of what the screen shows, until the command line ends. */
  | { readonly type: 'screen'; readonly text: string }
  | { readonly type: 'clear' }
  /** Answered with the names of all files. */
  | { readonly type: 'files' }
  /** Answered with the lines typed so far, oldest first. */
  | { readonly type: 'history' }

/** A piece of a command line: yields effects, is told their answers, returns a `T`. Interrupting it is `return()`. */
export type ShellRun<T = void> = Generator<ShellEffect, T, unknown>

/** What a shell remembers from one line to the next. */
export interface Session {
  readonly variables: Map<string, string>
  /** `$?`. */
  exitCode: number
}

/** What a command is called with. */
export interface Call {
  readonly name: string
  /** What follows the name. */
  readonly words: readonly string[]
  readonly session: Session
  /** Runs another command by its words. */
  run(words: readonly string[]): ShellRun<number>
  /** Runs a script, and hands back what it printed. */
  outputOf(script: string): ShellRun<string>
}

/** A command of the shell; returns its exit code. Throws CommandProblem for what is wrong. */
export interface Program {
  readonly name: string
  /** What follows its name, as help shows it. */
  readonly usage: string
  readonly short: string
  run(call: Call): ShellRun<number>
}

/** Ends a command with a message, which is printed behind its name, and an exit code. */
export class CommandProblem extends Error {
  override name = 'CommandProblem'
  readonly exitCode: number

  constructor(message: string, exitCode = 1) {
    super(message)
    this.exitCode = exitCode
  }
}

/** The next line of standard input; undefined at its end. */
export function* nextLine(): ShellRun<string | undefined> {
  return (yield { type: 'input' }) as string | undefined
}
