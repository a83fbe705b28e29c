import type { Outcome } from '../../kubectl'
import { findKubectl } from './find-kubectl'
import { linesOf } from './lines'
import { outcomeText, readRecording, writeRecording } from './recording'
import { RealKubectl } from './theirs'
import { type WorldName, worldNames } from './world-builders'
import { keepWorld, keptWorld, worldAt } from './worlds'

/**
 * `npm run kubectl:record -- [--check] [--all] [--rebuild] [world …]`: plays the lines with the real kubectl and keeps what it says: new lines,
 * or with `--all` every line; `--rebuild` builds the worlds anew; `--check` keeps nothing and says what is no longer so.
 */
async function main(words: readonly string[]): Promise<number> {
  const options = new Set(words.filter(word => word.startsWith('--')))
  const wanted = words.filter(word => !word.startsWith('--'))
  const program = findKubectl()
  if (program === undefined) {
    console.log('SKIPPED: there is no kubectl v1.37 here ($KUBECTL, PATH)')
    return options.has('--check') ? 0 : 1
  }
  let wrong = 0
  for (const name of worldNames.filter(name => wanted.length === 0 || wanted.includes(name))) {
    if (options.has('--rebuild')) keepWorld(name)
    const isWhole = options.has('--all') || options.has('--rebuild') || options.has('--check')
    wrong += await play(program, name, isWhole, options.has('--check'))
  }
  return wrong > 0 ? 1 : 0
}

/** Plays the lines of a world; how many the real kubectl answers otherwise than is kept. */
async function play(program: string, name: WorldName, isWhole: boolean, onlyChecks: boolean): Promise<number> {
  const kubectl = new RealKubectl(program)
  const kept = readRecording(name)
  const world = keptWorld(name)
  const recording = new Map<string, readonly Outcome[]>()
  let wrong = 0
  const from = Date.now()
  try {
    for (const line of linesOf(name)) {
      const before = kept.get(line.text)
      const outcomes = before && !isWhole ? before : await kubectl.say(line, () => worldAt(world))
      recording.set(line.text, outcomes)
      if (!onlyChecks || textOf(before) === textOf(outcomes)) continue
      wrong++
      console.log(`✗ ${name}: ${line.text}\nkept:\n${textOf(before)}now:\n${textOf(outcomes)}`)
    }
  } finally {
    await kubectl.close()
  }
  if (!onlyChecks) writeRecording(name, recording)
  console.log(`${name}: ${recording.size} lines, ${Math.round((Date.now() - from) / 1000)} s`)
  return wrong
}

function textOf(outcomes: readonly Outcome[] = []): string {
  return outcomes.map(outcomeText).join('')
}

process.exit(await main(process.argv.slice(2)))
