import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Outcome } from '../../kubectl'
import { folder } from './folder'

/** How many random lines the judge wants. */
export const verdictsWanted = 10_000

const file = `${folder}/verdicts.recorded.txt`
const columns = 100

/**
 * What became of a line, in one letter: its exit code, and how it was refused: `.` accepted, `u` kubectl did not understand it, `s` the server
 * refused it, `f` something else failed.
 */
export function verdictOf({ stderr, exitCode }: Outcome): string {
  if (exitCode === 0) return '.'
  if (exitCode !== 1) return String(exitCode % 10)
  if (/^Error from server/m.test(stderr) || / is invalid: /.test(stderr)) return 's'
  return /^error: (unknown|invalid argument|flag needs|bad flag)|See '.*' for/m.test(stderr) ? 'u' : 'f'
}

/** The verdicts of the real kubectl, those of the first lines first. */
export function readVerdicts(): string {
  return existsSync(file) ? readFileSync(file, 'utf8').replace(/\s/g, '') : ''
}

/** Keeps verdicts. */
export function writeVerdicts(verdicts: string): void {
  const lines = verdicts.match(new RegExp(`.{1,${columns}}`, 'g')) ?? []
  writeFileSync(file, `${lines.join('\n')}\n`)
}
