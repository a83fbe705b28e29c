import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Mutant, MutantGroup } from './types'

/** What a copy needs for its tests to run; `node_modules` is linked. */
const copied = ['src', 'bench', 'conformance', 'package.json', 'tsconfig.json', 'vitest.config.ts']
/** A mutant may never come to an end: that is noticed too. */
const patienceMs = 180_000
const swarmSeeds = 4

/** How a command went, `stuck` when it had to be ended; and what it said. */
interface Outcome {
  readonly end: 'passed' | 'failed' | 'stuck'
  readonly text: string
}

/** A copy of the tree in which one mutant at a time is let loose. The tree itself is never touched. */
export class Workshop {
  private readonly root = mkdtempSync(join(tmpdir(), 'mutants-'))
  private running: ChildProcess | undefined
  private readonly failedBefore = new Map<MutantGroup, ReadonlySet<string>>()

  constructor(tree: string) {
    for (const path of copied) cpSync(join(tree, path), join(this.root, path), { recursive: true })
    symlinkSync(resolve(tree, 'node_modules'), join(this.root, 'node_modules'))
  }

  /** What is wrong with the group before any mutant; undefined when its tests pass. Cases that fail already are left out of account. */
  async faultOf(group: MutantGroup): Promise<string | undefined> {
    const tests = await this.runTests(group)
    if (tests.end !== 'passed') return `its tests have ${tests.end}`
    const cases = await this.playCases(group)
    if (cases.end === 'stuck') return 'its cases never end'
    this.failedBefore.set(group, failedIn(cases.text))
    return undefined
  }

  /** Who notices the mutant; undefined when nobody does. */
  async killerOf(group: MutantGroup, mutant: Mutant): Promise<string | undefined> {
    const path = join(this.root, group.folder, mutant.file)
    const text = readFileSync(path, 'utf8')
    writeFileSync(
      path,
      text.replace(mutant.find, () => mutant.replace),
    )
    try {
      const watchers = [
        ['tests', () => this.runTests(group)],
        ['cases', () => this.judgedCases(group)],
        ['swarm', () => this.runSwarm()],
      ] as const
      for (const [name, watch] of watchers) {
        const { end } = await watch()
        if (end !== 'passed') return end === 'stuck' ? `${name} (it never ends)` : name
      }
      return undefined
    } finally {
      writeFileSync(path, text)
    }
  }

  /** Ends what runs and removes the copy. */
  close(): void {
    this.end()
    rmSync(this.root, { recursive: true, force: true })
  }

  private runTests({ folder, tests = [`${folder}/`] }: MutantGroup): Promise<Outcome> {
    // One worker that imports the engine once for all tests; what was transformed before is kept from run to run.
    const flags = ['--bail', '1', '--no-isolate', '--maxWorkers', '1', '--reporter', 'dot']
    const cache = ['--experimental.fsModuleCache', '--experimental.fsModuleCachePath', join(this.root, '.cache')]
    return this.run('node_modules/vitest/vitest.mjs', ['run', ...tests, ...flags, ...cache])
  }

  /** Failed only where a case fails that did not before. */
  private async judgedCases(group: MutantGroup): Promise<Outcome> {
    const outcome = await this.playCases(group)
    const before = this.failedBefore.get(group) ?? new Set()
    const isNews = [...failedIn(outcome.text)].some(name => !before.has(name))
    return outcome.end === 'stuck' ? outcome : { ...outcome, end: isNews ? 'failed' : 'passed' }
  }

  private async playCases({ cases }: MutantGroup): Promise<Outcome> {
    if (cases.length === 0) return { end: 'passed', text: '' }
    return this.run('node_modules/tsx/dist/cli.mjs', ['src/testing/conformance/main.ts', '--quiet', ...cases])
  }

  private runSwarm(): Promise<Outcome> {
    return this.run('node_modules/tsx/dist/cli.mjs', ['src/testing/swarm/main.ts', '--seeds', String(swarmSeeds)])
  }

  private run(script: string, words: readonly string[]): Promise<Outcome> {
    return new Promise(done => {
      let isStuck = false
      let text = ''
      const child = spawn(process.execPath, [script, ...words], {
        cwd: this.root,
        stdio: ['ignore', 'pipe', 'ignore'],
        detached: true,
      })
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      this.running = child
      const clock = setTimeout(() => {
        isStuck = true
        this.end()
      }, patienceMs)
      child.on('close', code => {
        clearTimeout(clock)
        this.running = undefined
        done({ end: isStuck ? 'stuck' : code === 0 ? 'passed' : 'failed', text })
      })
    })
  }

  /** With all that it has started. */
  private end(): void {
    const pid = this.running?.pid
    if (pid === undefined) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      // It has ended by itself.
    }
  }
}

function failedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^FAILED\s+([^:]+):/gm)].map(match => match[1] as string))
}
