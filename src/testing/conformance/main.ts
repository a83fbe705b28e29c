import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { type CaseResult, caseFiles, runCase } from './run'

/** A case that is known to fail, and why a later issue is needed for it. */
interface KnownFailure {
  readonly case: string
  readonly reason: string
}

const print = (line: string) => process.stdout.write(`${line}\n`)

/**
 * `npm run conformance -- [--quiet] [--known FILE] [path …]`: plays cases, prints what differs, ends with `N passed, N failed`.
 * With `--known`, the cases that FILE lists by name may fail, and must: the list only shrinks.
 */
function main(words: readonly string[]): void {
  const isQuiet = words.includes('--quiet')
  const at = words.indexOf('--known')
  const known = at < 0 ? new Map<string, string>() : readKnown(words[at + 1] as string)
  const paths = words.filter((word, i) => !word.startsWith('--') && !(at >= 0 && i === at + 1))
  const results = caseFiles(paths.length > 0 ? paths : ['conformance/cases']).map(runCase)
  const counts = { passed: 0, failed: 0, known: 0 }
  for (const result of results) report(result, known.get(nameOf(result)), isQuiet, counts)
  const tail = at < 0 ? '' : `, ${counts.known} skipped`
  if (at >= 0) print(`skipped are the known failures of ${words[at + 1]}`)
  print(`${counts.passed} passed, ${counts.failed} failed${tail}`)
  process.exitCode = counts.failed > 0 ? 1 : 0
}

/** `nodes/cordon` of `conformance/cases/nodes/cordon.yaml`. */
function nameOf({ file }: CaseResult): string {
  return file
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/\.yaml$/, '')
}

function readKnown(file: string): Map<string, string> {
  const list = JSON.parse(readFileSync(file, 'utf8')) as KnownFailure[]
  return new Map(list.map(({ case: name, reason }) => [name, reason]))
}

function report(
  result: CaseResult,
  reason: string | undefined,
  isQuiet: boolean,
  counts: { passed: number; failed: number; known: number },
): void {
  const name = relative('.', result.file)
  const hasPassed = result.failures.length === 0
  if (hasPassed && reason !== undefined) {
    counts.failed++
    print(`PASSES  ${name}: take it off the list of known failures`)
  } else if (hasPassed) {
    counts.passed++
    print(`ok      ${name}`)
  } else if (reason !== undefined) {
    counts.known++
    print(`known   ${name}: ${reason}`)
  } else {
    counts.failed++
    print(`FAILED  ${name}: ${result.title}`)
    if (!isQuiet) for (const line of result.failures) print(`  ${line}`)
  }
}

main(process.argv.slice(2))
