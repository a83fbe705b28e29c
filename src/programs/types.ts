import type { Time } from '../kinds'

/** An HTTP request as a program gets it. */
export interface ProgramRequest {
  readonly method: string
  /** Path with query. */
  readonly path: string
  readonly port: number
  readonly body: string
}

export interface ProgramResponse {
  readonly code: number
  readonly contentType: string
  readonly body: string
}

/** What can happen to a process. */
export type ProgramInput =
  | { readonly kind: 'start' }
  /** Its own `wakeAt` has come. */
  | { readonly kind: 'wake' }
  | { readonly kind: 'http'; readonly request: ProgramRequest }
  /** SIGTERM. There is no input for SIGKILL: nobody is asked. */
  | { readonly kind: 'signal'; readonly signal: 'TERM' }

/** What a process can do to the world. A write to a place that cannot be written ends in the log. */
export type ProgramOutput =
  | { readonly write: string; readonly content: string }
  | { readonly remove: string }
  | { readonly respond: ProgramResponse }
  /** `isError`: on standard error. */
  | { readonly log: string; readonly isError?: boolean }
  | { readonly exit: number }

/** Files as the process sees them: its mounts, and for all other paths its own layer. Paths are absolute. */
export interface FileView {
  /** The content of a file; undefined when there is none. */
  read(path: string): string | undefined
  /** The files below a directory, as absolute paths in order. */
  list(directory: string): readonly string[]
  /** Whether there is such a directory: one that holds files, or where something is mounted, be it empty. */
  hasDirectory(path: string): boolean
}

/** What a process is told when it starts, and can look at whenever it runs. */
export interface ProgramContext {
  readonly hostname: string
  readonly podIP: string
  readonly isInit: boolean
  /** `command` of the container, or nothing when the image's own entry point runs. */
  readonly command: readonly string[]
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly files: FileView
  /** A number in [0, 1) of this run of the process alone, for the given question. */
  chance(question: string): number
}

/** What a step leads to. */
export interface ProgramStep {
  /** The process' memory afterwards: JSON. */
  readonly memory: unknown
  readonly outputs: readonly ProgramOutput[]
  /** When it wants a `wake`; absent: not before something else happens. */
  readonly wakeAt?: Time
}

/**
 * What a container runs. `step` is pure: what it remembers is `memory`, which dies with the process; what shall outlive it goes into files.
 * At `start` the memory is undefined.
 */
export interface Program {
  readonly name: string
  /** Whether something accepts connections on this port. */
  listensOn(port: number, context: ProgramContext): boolean
  step(memory: unknown, input: ProgramInput, context: ProgramContext, now: Time): ProgramStep
}
