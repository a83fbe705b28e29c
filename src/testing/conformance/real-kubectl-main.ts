import { readFileSync } from 'node:fs'
import { findKubectl } from '../kubectl/find-kubectl'
import { RealPlayer } from './real-kubectl'
import { caseFiles, differencesOf, readCase } from './run'

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
  const reasons = new Map(
    (JSON.parse(readFileSync(listFile, 'utf8')) as { readonly case: string; readonly reason: string }[]).map(
      ({ case: name, reason }) => [name, reason],
    ),
  )
  const counts = { passed: 0, failed: 0, known: 0 }
  const player = new RealPlayer(program)
  try {
    for (const file of caseFiles(paths.length > 0 ? paths : ['conformance/cases'])) {
      const { testCase, recorded } = readCase(file)
      if (!testCase.steps.some(step => step.kubectl !== undefined)) continue
      const reason = reasons.get(file.replace(/^.*?([^/]+\/[^/]+)\.yaml$/, '$1'))
      const differences = differencesOf(await player.play(testCase), recorded)
      counts[tell(file, differences, reason)]++
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

function tell(file: string, differences: readonly string[], reason: string | undefined): 'passed' | 'failed' | 'known' {
  if (differences.length === 0 && reason === undefined) {
    console.log(`ok      ${file}`)
    return 'passed'
  }
  if (differences.length === 0) console.log(`PASSES  ${file}: take it off the list`)
  else if (reason !== undefined) {
    console.log(`known   ${file}: ${reason}`)
    return 'known'
  } else {
    console.log(`FAILED  ${file}`)
    for (const line of differences) console.log(`  ${line}`)
  }
  return 'failed'
}

process.exit(await main(process.argv.slice(2)))
