import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { mutantGroups } from './lists'
import type { Mutant, MutantGroup } from './types'
import { Workshop } from './workshop'

const print = (line: string) => process.stdout.write(`${line}\n`)

interface Job {
  readonly group: MutantGroup
  readonly mutant: Mutant
}

/**
 * `npm run mutants -- [--jobs 2] [RULE …]`: breaks one rule after the other in a copy of the tree and says who notices. RULE is a whole name,
 * `SS-11`, or the letters before the number. Fails when a mutant survives.
 */
async function main(words: readonly string[]): Promise<void> {
  const at = words.indexOf('--jobs')
  const jobCount = at < 0 ? 1 : Number(words[at + 1])
  const rules = words.filter((_, index) => at < 0 || (index !== at && index !== at + 1))
  const jobs = mutantGroups.flatMap(group => chosenFrom(group, rules))
  const stale = jobs.filter(({ group, mutant }) => !isThere(group, mutant))
  if (stale.length > 0) throw new Error(`not in its file: ${stale.map(({ mutant }) => mutant.what).join('; ')}`)
  if (jobs.length === 0) throw new Error(`no mutant is called ${rules.join(' or ')}`)
  const shops = Array.from({ length: Math.max(1, Math.min(jobCount, jobs.length)) }, () => new Workshop('.'))
  const close = () => {
    for (const shop of shops) shop.close()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      close()
      process.exit(130)
    })
  try {
    await report(shops, jobs)
  } finally {
    close()
  }
}

function isThere({ folder }: MutantGroup, { file, find }: Mutant): boolean {
  return readFileSync(join(folder, file), 'utf8').includes(find)
}

function chosenFrom(group: MutantGroup, rules: readonly string[]): readonly Job[] {
  return group.mutants
    .filter(({ rule }) => rules.length === 0 || rules.includes(rule) || rules.includes(rule.replace(/-\d+$/, '')))
    .map(mutant => ({ group, mutant }))
}

/** Group by group; the shops share the mutants of one. */
async function report(shops: readonly Workshop[], jobs: readonly Job[]): Promise<void> {
  const left = [...jobs]
  const survivors: Job[] = []
  const faults = new Map<MutantGroup, string>()
  const work = async (shop: Workshop) => {
    const known = new Set<MutantGroup>()
    for (let job = left.shift(); job; job = left.shift()) {
      const { group, mutant } = job
      if (!known.has(group) && !faults.has(group)) {
        const fault = await shop.faultOf(group)
        if (fault !== undefined) faults.set(group, fault)
        known.add(group)
      }
      if (faults.has(group)) continue
      const killer = await shop.killerOf(group, mutant)
      if (killer === undefined) survivors.push(job)
      const verdict = killer === undefined ? 'SURVIVED' : 'killed  '
      print(`${verdict}  ${mutant.rule}: ${mutant.what}${killer ? ` (${killer})` : ''}`)
    }
  }
  await Promise.all(shops.map(work))
  for (const [{ folder }, fault] of faults) print(`not judged  ${folder}: ${fault} without any mutant`)
  for (const { group, mutant } of survivors)
    print(`survivor    ${group.folder}/${mutant.file}: ${mutant.rule}: ${mutant.what}`)
  const judged = jobs.filter(({ group }) => !faults.has(group)).length
  print(`${jobs.length} mutants, ${judged - survivors.length} killed, ${survivors.length} survived`)
  process.exitCode = survivors.length > 0 || faults.size > 0 ? 1 : 0
}

await main(process.argv.slice(2))
