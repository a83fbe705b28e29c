import type { Discovery } from './discovery'
import type { FlagValues } from './flags'
import type { Run } from './process'

/** One word of the tree of commands: what it takes, and what it does. */
export interface Command {
  readonly name: string
  readonly aliases?: readonly string[]
  /** Words that people type when they mean this one. */
  readonly suggestFor?: readonly string[]
  /** What follows the command's path in its usage line. */
  readonly usage?: string
  /** One line of what it does. */
  readonly short: string
  /** What it does, at more length, for its help. */
  readonly long?: string
  /** In the notation of `flags/notation.ts`. */
  readonly flags?: string
  /** The exit code for flags that are wrong; 1 without it. */
  readonly flagErrorCode?: number
  readonly commands?: readonly Command[]
  /** Where a word that only groups others prints its help; standard error without it. */
  readonly helpStream?: 'stdout'
  /** Absent for a word that only groups others: that prints its help and fails. */
  run?(call: Call): Run
}

/** What a command is called with. */
export interface Call {
  readonly command: Command
  /** `kubectl rollout status`. */
  readonly path: string
  readonly flags: FlagValues
  readonly args: readonly string[]
  /** The line with its flags in their long form, behind the words: what `--record` keeps. */
  readonly typed: string
  /** How many of `args` stand before `--`; undefined without one. */
  readonly argsBeforeDash: number | undefined
  /** The namespace that is meant, and whether the command line says so. Reading it throws CommandError for flags that name no context, user or cluster. */
  readonly namespace: string
  readonly hasNamespaceFlag: boolean
  /** What this process remembers while it runs. */
  readonly session: Session
}

/** What one process of kubectl remembers; it is gone with the process. */
export interface Session {
  discovery?: Discovery
  /** The address that the kubeconfig gives for the cluster. */
  readonly server: string
  /** Why the cluster cannot be asked with these flags. */
  readonly problem?: Error
  /** The user that requests carry (`--as`). */
  readonly user?: string
  /** All commands, for help and completion. */
  readonly root: Command
}
