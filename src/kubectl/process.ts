import type { HttpRequest, HttpResponse } from '../client'
import type { Time } from '../kinds'

/**
 * What a running command wants of the world outside. A command is a generator that yields these and is told the answer, so that the same
 * code runs synchronously in tests, over messages in the page and over sockets (docs/decisions/0401-kubectl-is-a-generator.md).
 */
export type Effect =
  /** Answered with the HttpResponse. */
  | { readonly type: 'request'; readonly request: HttpRequest }
  | { readonly type: 'print'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** Let the cluster's time pass until `until`, or until something changes in the cluster. Answered with nothing. */
  | { readonly type: 'wait'; readonly until: Time }
  /** Answered with the cluster's time. */
  | { readonly type: 'now' }
  /** The text of a file, `-` being standard input; answered with undefined where there is none. */
  | { readonly type: 'read'; readonly path: string }
  /** Put a text into a file; answered with whether that was possible. */
  | { readonly type: 'write'; readonly path: string; readonly text: string }
  /** Let a person change a text; answered with the new text, or undefined when there is nobody to ask. */
  | { readonly type: 'edit'; readonly name: string; readonly text: string }

/** A piece of a command: yields effects, is told their answers, returns a `T`. Throws what went wrong. */
export type Run<T = void> = Generator<Effect, T, unknown>

/** Sends a request as it is and hands back whatever is answered; `resources/requests.ts` throws for failures. */
export function* exchange(request: HttpRequest): Run<HttpResponse> {
  return (yield { type: 'request', request }) as HttpResponse
}

/** Prints to standard output, as it is. */
export function* print(text: string): Run {
  if (text !== '') yield { type: 'print', stream: 'stdout', text }
}

/** Prints to standard error, as it is. */
export function* printError(text: string): Run {
  if (text !== '') yield { type: 'print', stream: 'stderr', text }
}

/** Prints a warning of kubectl's own. */
export function* warn(text: string): Run {
  yield* printError(`Warning: ${text}\n`)
}

/** The cluster's time. */
export function* now(): Run<Time> {
  return (yield { type: 'now' }) as Time
}

/** Waits until a time, or until something changes before that. */
export function* waitForChange(until: Time): Run {
  yield { type: 'wait', until }
}

/** Sleeps, whatever happens meanwhile. */
export function* sleep(ms: number): Run {
  const until = (yield* now()) + ms
  while ((yield* now()) < until) yield* waitForChange(until)
}

/** Reads a file, or standard input for `-`; undefined where there is none. */
export function* readFile(path: string): Run<string | undefined> {
  return (yield { type: 'read', path }) as string | undefined
}

/** Writes a file; false where there is nowhere to write. */
export function* writeFile(path: string, text: string): Run<boolean> {
  return (yield { type: 'write', path, text }) as boolean
}

/** Lets a person change a text; undefined when there is nobody to ask. */
export function* edit(name: string, text: string): Run<string | undefined> {
  return (yield { type: 'edit', name, text }) as string | undefined
}
