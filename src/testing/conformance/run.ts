import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { type CaseMemory, compareStep, type RecordedStep } from './compare'
import { type Case, type PlayedStep, playCase } from './player'

/** How one case went. */
export interface CaseResult {
  readonly file: string
  readonly title: string
  /** A line for each difference; empty when the case passes. */
  readonly failures: readonly string[]
}

/** The case files in `paths`: files as they are, folders with all below them, sorted. */
export function caseFiles(paths: readonly string[]): string[] {
  const files: string[] = []
  for (const path of paths) {
    if (!statSync(path).isDirectory()) files.push(path.replace(/\.recorded\.json$/, '.yaml'))
    else
      for (const name of readdirSync(path).sort()) {
        const inside = join(path, name)
        if (statSync(inside).isDirectory()) files.push(...caseFiles([inside]))
        else if (name.endsWith('.yaml')) files.push(inside)
      }
  }
  return files
}

/** A case, and what was recorded of it. */
export function readCase(file: string): { readonly testCase: Case; readonly recorded: readonly RecordedStep[] } {
  const testCase = parse(readFileSync(file, 'utf8')) as Case
  const { steps } = JSON.parse(readFileSync(file.replace(/\.ya?ml$/, '.recorded.json'), 'utf8')) as {
    readonly steps: readonly RecordedStep[]
  }
  return { testCase, recorded: steps }
}

/** Plays one case and compares it with the recording beside it. */
export function runCase(file: string): CaseResult {
  const { testCase, recorded } = readCase(file)
  const { title } = testCase
  try {
    return { file, title, failures: differencesOf(playCase(testCase), recorded) }
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { file, title, failures: [text] }
  }
}

/** How the played steps of a case differ from those of its recording, a line each. */
export function differencesOf(steps: readonly PlayedStep[], recorded: readonly RecordedStep[]): string[] {
  const memory: CaseMemory = { hasParallelSet: false, events: new Set() }
  const failures: string[] = []
  for (const [i, played] of steps.entries()) {
    const step = recorded[i] as RecordedStep
    const differences = compareStep(step, played, memory)
    if (differences.length === 0) continue
    const text = JSON.stringify(step.step)
    failures.push(`step ${i + 1} ${text.length > 160 ? `${text.slice(0, 160)}…` : text}`)
    failures.push(...differences.map(line => `    ${line}`))
  }
  return failures
}
