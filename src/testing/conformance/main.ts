import { relative } from 'node:path'
import { caseFiles, runCase } from './run'

/** `npm run conformance -- [--quiet] [path …]`: plays cases and prints what differs. */
function main(words: readonly string[]): void {
  const isQuiet = words.includes('--quiet')
  const paths = words.filter(word => !word.startsWith('--'))
  const results = caseFiles(paths.length > 0 ? paths : ['conformance/cases']).map(runCase)
  const print = (line: string) => process.stdout.write(`${line}\n`)
  let skipped = 0
  for (const { file, title, failures, skippedCommands } of results) {
    skipped += skippedCommands
    const name = relative('.', file)
    print(failures.length === 0 ? `ok      ${name}` : `FAILED  ${name}: ${title}`)
    if (!isQuiet) for (const line of failures) print(`  ${line}`)
  }
  const failed = results.filter(({ failures }) => failures.length > 0).length
  if (skipped > 0) print(`skipped the output of ${skipped} kubectl commands: the engine has no kubectl yet`)
  print(`${results.length - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

main(process.argv.slice(2))
