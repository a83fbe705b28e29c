import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { CaseResult } from './run'

/** How a case counts: those that are known to differ are allowed to, and must. */
export type Verdict = 'passed' | 'failed' | 'known'

/** Why cases differ that are known to, by name (`nodes/cordon`), from a list of `{ case, reason }`. */
export function readReasons(file: string): ReadonlyMap<string, string> {
  const list = JSON.parse(readFileSync(file, 'utf8')) as { readonly case: string; readonly reason: string }[]
  return new Map(list.map(({ case: name, reason }) => [name, reason]))
}

/** What a case counts as, given the known reasons, and what is said of it. */
export function verdictOn(
  { file, title, failures }: CaseResult,
  reasons: ReadonlyMap<string, string>,
): { readonly verdict: Verdict; readonly line: string } {
  const reason = reasons.get(nameOf(file))
  const shown = relative('.', file)
  if (failures.length > 0)
    return reason === undefined
      ? { verdict: 'failed', line: `FAILED  ${shown}: ${title}` }
      : { verdict: 'known', line: `known   ${shown}: ${reason}` }
  return reason === undefined
    ? { verdict: 'passed', line: `ok      ${shown}` }
    : { verdict: 'failed', line: `PASSES  ${shown}: take it off the list` }
}

/** `nodes/cordon` of `conformance/cases/nodes/cordon.yaml`. */
function nameOf(file: string): string {
  return file
    .split('/')
    .slice(-2)
    .join('/')
    .replace(/\.yaml$/, '')
}
