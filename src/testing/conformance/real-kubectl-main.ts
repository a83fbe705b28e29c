import { findKubectl } from '../kubectl/find-kubectl'
import { RealPlayer } from './real-kubectl'
import { caseFiles, differencesOf, readCase } from './run'
import { readReasons, verdictOn } from './verdict'

const listFile = 'conformance/real-kubectl.json'

/**
 * `npm run conformance:kubectl -- [path …]`: plays the cases that have kubectl steps, and these steps with the real kubectl v1.37 at the lab's HTTP
 * server, and compares with the recordings as the player does. `conformance/real-kubectl.json` lists the cases that differ, and why.
 */
async function main(paths: readonly string[]): Promise<number> {
  const program = findKubectl()
  if (program === undefined) {
    console.log(
      'SKIPPED: the recorded kubectl steps through the real one. There is no kubectl v1.37 here ($KUBECTL, PATH)',
    )
    return 0
  }
  const from = Date.now()
  const reasons = readReasons(listFile)
  const counts = { passed: 0, failed: 0, known: 0 }
  const player = new RealPlayer(program)
  try {
    for (const file of caseFiles(paths.length > 0 ? paths : ['conformance/cases'])) {
      const { testCase, recorded } = readCase(file)
      if (!testCase.steps.some(step => step.kubectl !== undefined)) continue
      const failures = differencesOf(await player.play(testCase), recorded)
      const { verdict, line } = verdictOn({ file, title: testCase.title, failures }, reasons)
      counts[verdict]++
      console.log(line)
      if (verdict === 'failed') for (const failure of failures) console.log(`  ${failure}`)
    }
  } finally {
    await player.close()
  }
  const { passed, failed, known } = counts
  const seconds = Math.round((Date.now() - from) / 1000)
  console.log(
    `with the real kubectl: ${passed} passed, ${failed} failed, ${known} known to differ (${listFile}), ${seconds} s`,
  )
  return failed > 0 ? 1 : 0
}

process.exit(await main(process.argv.slice(2)))
