import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Outcome } from '../../kubectl'
import { folder } from './folder'
import { randomWords } from './grammar'
import { ours, StillWaits } from './ours'
import { keptWorld, worldAt } from './worlds'

/** How many random lines the judge wants. */
export const verdictsWanted = 10_000

/** The verdict on what still waits when our patience ends: it waits for a cluster whose time stands still. */
export const unfinished = '?'

/** How long a line is waited for, in milliseconds; none of the lines has a timeout near it. */
export const patienceMs = 4_000

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
  writeFileSync(`${file}.new`, `${lines.join('\n')}\n`)
  renameSync(`${file}.new`, file)
}

/** A line on which our kubectl has another verdict than the real one. */
export interface Difference {
  readonly number: number
  readonly words: readonly string[]
  readonly ours: string
  readonly theirs: string
}

/** A difference as a line that one can type. */
export function differenceText({ number, words, ours: verdict, theirs }: Difference): string {
  const typed = words.map(word => (/^[^\s"']+$/.test(word) ? word : `'${word}'`)).join(' ')
  return `${verdict} instead of ${theirs}: ${number} kubectl ${typed}`
}

/** What two kubectls cannot be compared in, each a form of a line and the reason. */
const incomparable: readonly (readonly [form: RegExp, reason: string])[] = [
  [/ (\.|\*)( |$)/, 'a folder or a pattern of files: our kubectl knows single files'],
  [/ --match-server-version/, 'the build facts of both differ'],
  [/^completion (bash|fish|powershell|zsh)/, 'there is no shell that could run the code'],
  [/ --prune/, 'pruning is not available in the lab'],
  [/^attach |^run .* (-i|--rm)( |$)|^proxy/, 'what does not end by itself: the lab says so, or that it has none'],
  [/^wait events .*--all/, 'the real one asks for one event after the other, five a second'],
]

/** The recorded lines, or every `step`th of them, on which our kubectl has another verdict than the real one. */
export function differences(step = 1): readonly Difference[] {
  const kept = keptWorld('young-set')
  const verdicts = readVerdicts()
  const wrong: Difference[] = []
  let world = worldAt(kept)
  for (let number = 0; number < verdicts.length; number += step) {
    if (world.store.revision !== kept.snapshot.revision) world = worldAt(kept)
    const words = randomWords(number)
    const theirs = verdicts[number] as string
    if (incomparable.some(([form]) => form.test(words.join(' ')))) continue
    let verdict = unfinished
    try {
      const [outcome] = ours({ text: '', commands: [{ words }] }, world, patienceMs)
      if (outcome) verdict = verdictOf(outcome)
    } catch (error) {
      if (!(error instanceof StillWaits)) verdict = String(error)
    }
    if (verdict !== theirs) wrong.push({ number, words, ours: verdict, theirs })
  }
  return wrong
}
