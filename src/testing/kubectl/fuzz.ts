import { findKubectl } from './find-kubectl'
import { randomWords } from './grammar'
import { RealKubectl } from './theirs'
import { readVerdicts, verdictOf, verdictsWanted, writeVerdicts } from './verdicts'
import { keptWorld, worldAt } from './worlds'

/** `npm run kubectl:fuzz -- [minutes]`: asks the real kubectl for the verdicts on random lines that are not kept yet. */
async function main(minutes: number): Promise<number> {
  const program = findKubectl()
  if (program === undefined) {
    console.log('SKIPPED: there is no kubectl v1.37 here ($KUBECTL, PATH)')
    return 1
  }
  const kubectl = new RealKubectl(program, 4_000)
  const kept = keptWorld('young-set')
  const until = Date.now() + minutes * 60_000
  let verdicts = readVerdicts()
  try {
    while (verdicts.length < verdictsWanted && Date.now() < until) {
      const words = randomWords(verdicts.length)
      const [outcome] = await kubectl.say({ text: words.join(' '), commands: [{ words }] }, () => worldAt(kept), false)
      // What does not end (-1) waits for a cluster whose time stands still: no verdict.
      verdicts += outcome && outcome.exitCode >= 0 ? verdictOf(outcome) : '?'
      if (verdicts.length % 100 === 0) writeVerdicts(verdicts)
    }
  } finally {
    await kubectl.close()
    writeVerdicts(verdicts)
  }
  console.log(`${verdicts.length} verdicts`)
  return 0
}

process.exit(await main(Number(process.argv[2] ?? 15)))
