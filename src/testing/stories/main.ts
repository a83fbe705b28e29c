import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { runCase } from '../conformance/run'
import { tellStory } from './story'

const print = (line: string) => process.stdout.write(`${line}\n`)

/**
 * `npm run stories -- --oracle FOLDER [--slot 0] [--from 1] [--count 10] [--runs 2] [--into stories]`: makes up cases, records each against
 * the real control plane that `up.sh` has started in that slot, and compares.
 */
function main(words: readonly string[]): void {
  const option = (name: string, value: string) => {
    const at = words.indexOf(`--${name}`)
    return at < 0 ? value : (words[at + 1] ?? value)
  }
  const oracle = option('oracle', '../shared/oracle')
  if (!existsSync(join(oracle, 'record.mjs')))
    throw new Error(`no record.mjs in ${oracle}: name the oracle's folder, --oracle FOLDER`)
  const into = option('into', 'stories')
  const from = Number(option('from', '1'))
  const count = Number(option('count', '10'))
  mkdirSync(into, { recursive: true })
  let failed = 0
  for (let seed = from; seed < from + count; seed++) {
    const file = join(into, `story-${seed}.yaml`)
    if (!existsSync(file.replace('.yaml', '.recorded.json'))) {
      writeFileSync(file, stringify(tellStory(seed), { lineWidth: 0, aliasDuplicateObjects: false }))
      const trouble = record(oracle, option('slot', '0'), option('runs', '2'), file)
      if (trouble) {
        failed++
        print(`FAILED  ${file} could not be told to the real one: ${trouble}`)
        continue
      }
    }
    const { failures } = runCase(file)
    if (failures.length > 0) failed++
    print(`${failures.length === 0 ? 'ok    ' : 'FAILED'}  ${file}`)
    for (const line of failures) print(`  ${line}`)
  }
  print(`${count - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

/** What went wrong; undefined when there is a recording. */
function record(oracle: string, slot: string, runs: string, file: string): string | undefined {
  const words = [join(oracle, 'record.mjs'), '--slot', slot, '--runs', runs, file]
  const { status, stderr } = spawnSync('node', words, { encoding: 'utf8' })
  return status === 0 ? undefined : stderr
}

main(process.argv.slice(2))
