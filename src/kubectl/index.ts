import { kubectl } from './commands'
import { type Candidates, completionsOf } from './completion'
import type { Run } from './process'
import { type Door, type Outcome, runWith, startWith } from './run'

export type { Candidates } from './completion'
export type { Effect, Run } from './process'
export { exchange, now, print, printError, readFile, sleep, waitForChange, writeFile } from './process'
export type { Door, Outcome } from './run'
export { splitWords } from './words'

/** Runs one kubectl command line (without the word `kubectl`) to its end against `door`. */
export function run(words: readonly string[], stdin: string | undefined, door: Door): Outcome {
  return runWith(kubectl, words, stdin, door)
}

/**
 * A kubectl process that somebody else drives: yields effects, is told their answers, returns the exit code. `return(130)` interrupts it.
 */
export function start(words: readonly string[]): Run<number> {
  return startWith(kubectl, words)
}

/** What could stand where the last of these words is (without the word `kubectl`). */
export function complete(words: readonly string[]): Run<Candidates> {
  return completionsOf(kubectl, words)
}
