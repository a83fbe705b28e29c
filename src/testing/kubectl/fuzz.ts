import { findKubectl } from './find-kubectl'
import { randomWords } from './grammar'
import { RealKubectl } from './theirs'
import {
  differences,
  differenceText,
  patienceMs,
  readVerdicts,
  unfinished,
  verdictOf,
  verdictsWanted,
  writeVerdicts,
} from './verdicts'
import { keptWorld, worldAt } from './worlds'

/**
 * `npm run kubectl:fuzz -- [--anew | --again] [minutes]`: asks the real kubectl for the verdicts on random lines that are not kept yet, or with `--anew`
 * on all, or with `--again` on those where ours has another. `-- --check`: compares ours with all that is kept, without a real one.
 */
async function main(words: readonly string[]): Promise<number> {
  if (words.includes('--check')) return check()
  const program = findKubectl()
  if (program === undefined) {
    console.log('SKIPPED: there is no kubectl v1.37 here ($KUBECTL, PATH)')
    return 1
  }
  if (words.includes('--again')) return await askAgain(new RealKubectl(program, patienceMs))
  const minutes = Number(words.find(word => /^\d+$/.test(word)) ?? 15)
  const verdicts = await ask(
    new RealKubectl(program, patienceMs),
    words.includes('--anew') ? '' : readVerdicts(),
    minutes,
  )
  console.log(`${verdicts.length} verdicts`)
  return 0
}

async function ask(kubectl: RealKubectl, before: string, minutes: number): Promise<string> {
  const kept = keptWorld('young-set')
  const until = Date.now() + minutes * 60_000
  let verdicts = before
  let world = worldAt(kept)
  try {
    while (verdicts.length < verdictsWanted && Date.now() < until) {
      const line = { text: '', commands: [{ words: randomWords(verdicts.length) }] }
      if (world.store.revision !== kept.snapshot.revision) world = worldAt(kept)
      const [outcome] = await kubectl.say(line, () => world, false)
      verdicts += outcome && outcome.exitCode >= 0 ? verdictOf(outcome) : unfinished
      if (verdicts.length % 100 === 0) writeVerdicts(verdicts)
    }
  } finally {
    await kubectl.close()
    writeVerdicts(verdicts)
  }
  return verdicts
}

/** A machine that was too busy may have taken one that was slow for one that waits. */
async function askAgain(kubectl: RealKubectl): Promise<number> {
  const kept = keptWorld('young-set')
  const verdicts = [...readVerdicts()]
  try {
    for (const { number, words } of differences()) {
      const [outcome] = await kubectl.say({ text: '', commands: [{ words }] }, () => worldAt(kept), false)
      verdicts[number] = outcome && outcome.exitCode >= 0 ? verdictOf(outcome) : unfinished
    }
  } finally {
    await kubectl.close()
    writeVerdicts(verdicts.join(''))
  }
  return check()
}

function check(): number {
  const wrong = differences()
  for (const each of wrong) console.log(differenceText(each))
  console.log(`${wrong.length} of ${readVerdicts().length} random lines have another verdict`)
  return wrong.length > 0 ? 1 : 0
}

process.exit(await main(process.argv.slice(2)))
