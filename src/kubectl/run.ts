import type { HttpRequest, HttpResponse } from '../client'
import type { Time } from '../kinds'
import type { Command } from './command'
import { commandLineOf } from './command-line'
import { report } from './errors'
import type { Effect, Run } from './process'

/** The cluster as a synchronous caller has it: in tests, in the conformance player, in Node. */
export interface Door {
  send(request: HttpRequest): HttpResponse
  now(): Time
  /** Lets the cluster's time pass until `until`, or until something changes in it. */
  wait(until: Time): void
  /** The text of a file; undefined where there is none. */
  read?(path: string): string | undefined
  /** Writes a file; without it there is nowhere to write. */
  write?(path: string, text: string): void
  /** Lets somebody change a text; undefined when nobody does. */
  edit?(name: string, text: string): string | undefined
}

/** What a process leaves behind. */
export interface Outcome {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number
}

/** Runs one command line (without the word `kubectl`) of the tree `root` to its end. */
export function runWith(root: Command, words: readonly string[], stdin: string | undefined, door: Door): Outcome {
  const output = { stdout: '', stderr: '' }
  const process = startWith(root, words)
  let step = process.next()
  while (!step.done) {
    const effect = step.value
    if (effect.type === 'print') output[effect.stream] += effect.text
    step = process.next(answerTo(effect, stdin, door))
  }
  return { ...output, exitCode: step.value }
}

function answerTo(effect: Effect, stdin: string | undefined, door: Door): unknown {
  switch (effect.type) {
    case 'request':
      return door.send(effect.request)
    case 'now':
      return door.now()
    case 'wait':
      return door.wait(effect.until)
    case 'read':
      return effect.path === '-' ? (stdin ?? '') : door.read?.(effect.path)
    case 'write':
      door.write?.(effect.path, effect.text)
      return door.write !== undefined
    case 'edit':
      return door.edit?.(effect.name, effect.text)
    case 'print':
      return undefined
  }
}

/** A process for one command line; it returns the exit code. Whoever drives it answers its effects. Interrupting it is `return(130)`. */
export function* startWith(root: Command, words: readonly string[]): Run<number> {
  try {
    return yield* withWarnings(commandLineOf(root, words))
  } catch (error) {
    const { text, exitCode } = report(error)
    if (text !== '') yield { type: 'print', stream: 'stderr', text }
    return exitCode
  }
}

/** Prints warnings of the API as they come, each once. */
function* withWarnings(run: Run<number>): Run<number> {
  const said = new Set<string>()
  let step = run.next()
  while (!step.done) {
    const effect = step.value
    const answer = yield effect
    for (const text of effect.type === 'request' ? ((answer as HttpResponse).warnings ?? []) : []) {
      if (said.has(text)) continue
      said.add(text)
      yield { type: 'print', stream: 'stderr', text: `Warning: ${text}\n` }
    }
    step = run.next(answer)
  }
  return step.value
}
