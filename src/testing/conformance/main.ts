import { caseFiles, runCase } from './run'
import { readReasons, verdictOn } from './verdict'

const print = (line: string) => process.stdout.write(`${line}\n`)

/**
 * `npm run conformance -- [--quiet] [--known FILE] [path …]`: plays cases, prints what differs, ends with `N passed, N failed`.
 * With `--known`, the cases that FILE lists by name may fail, and must: the list only shrinks.
 */
function main(words: readonly string[]): void {
  const isQuiet = words.includes('--quiet')
  const at = words.indexOf('--known')
  const known = at < 0 ? new Map<string, string>() : readReasons(words[at + 1] as string)
  const paths = words.filter((word, i) => !word.startsWith('--') && !(at >= 0 && i === at + 1))
  const results = caseFiles(paths.length > 0 ? paths : ['conformance/cases']).map(runCase)
  const counts = { passed: 0, failed: 0, known: 0 }
  for (const result of results) {
    const { verdict, line } = verdictOn(result, known)
    counts[verdict]++
    print(line)
    if (verdict === 'failed' && !isQuiet) for (const failure of result.failures) print(`  ${failure}`)
  }
  const tail = at < 0 ? '' : `, ${counts.known} skipped`
  if (at >= 0) print(`skipped are the known failures of ${words[at + 1]}`)
  print(`${counts.passed} passed, ${counts.failed} failed${tail}`)
  process.exitCode = counts.failed > 0 ? 1 : 0
}

main(process.argv.slice(2))
