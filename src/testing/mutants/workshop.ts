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

  /** What is wrong with the group before any mutant; undefined when its tests pass. */
  async faultOf(group: MutantGroup): Promise<string | undefined> {
    const { end } = await this.runTests(group)
    return end === 'passed' ? undefined : `its tests have ${end}`
  }

  /** Who notices the mutant; undefined when nobody does. */
  async killerOf(group: MutantGroup, mutant: Mutant): Promise<string | undefined> {
    const path = join(this.root, group.folder, mutant.file)
    const text = readFileSync(path, 'utf8')
    const release = () =>
      writeFileSync(
        path,
        text.replace(mutant.find, () => mutant.replace),
      )
    const restore = () => writeFileSync(path, text)
    release()
    try {
      const tests = await this.runTests(group)
      if (tests.end !== 'passed') return wordsFor('tests', tests)
      restore()
      const before = await this.failingBefore(group)
      release()
      const cases = await this.playCases(group)
      if (cases.end === 'stuck' || [...failedIn(cases.text)].some(name => !before.has(name)))
        return wordsFor('cases', cases)
      const swarm = await this.runSwarm()
      return swarm.end === 'passed' ? undefined : wordsFor('swarm', swarm)
    } finally {
      restore()
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

  /** Cases that fail already, asked for when they first matter. */
  private async failingBefore(group: MutantGroup): Promise<ReadonlySet<string>> {
    const known = this.failedBefore.get(group) ?? failedIn((await this.playCases(group)).text)
    this.failedBefore.set(group, known)
    return known
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

function wordsFor(name: string, { end }: Outcome): string {
  return end === 'stuck' ? `${name}, which never end` : name
}

function failedIn(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^FAILED\s+([^:]+):/gm)].map(match => match[1] as string))
}
