import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HttpRequest, HttpResponse } from '../../client'
import type { Outcome } from '../../kubectl'
import type { PullingClient } from '../../transport/client'
import { HeadlessCluster, type RunningServer, serveCluster } from '../../transport/headless'
import { realTime } from '../../transport/real-time'
import { withoutClientLog } from '../kubectl/client-log'
import { commandOf, type KubectlOutcome, type KubectlStep, recordedOutcome, withServer } from './kubectl'
import { type Case, type PlayedStep, Session, type Step } from './player'

/** How often the world is let go on while a command runs, and how much further each time: real and virtual milliseconds. */
const turnMs = 10
/** Longest that a command may take, as in the recorder. */
const longestMs = 30_000

/** The real kubectl, at the HTTP server of the lab, whose time passes as fast as ours while a command runs. */
export class RealPlayer implements PullingClient {
  private readonly program: string
  private readonly home = mkdtempSync(join(tmpdir(), 'kubectl-'))
  private server: RunningServer | undefined
  private cluster: HeadlessCluster | undefined

  constructor(program: string) {
    this.program = program
  }

  /** Plays a case, its kubectl steps with the real one. */
  async play(testCase: Case, seed = 1): Promise<readonly PlayedStep[]> {
    const session = new Session(testCase, seed)
    this.cluster = new HeadlessCluster(session.world, realTime, { paused: true, speed: 1 })
    try {
      const played: PlayedStep[] = []
      for (const step of testCase.steps)
        played.push(step.kubectl === undefined ? session.play(step) : await this.playStep(session, step))
      return played
    } finally {
      this.cluster.stop()
    }
  }

  async close(): Promise<void> {
    await this.server?.close()
    rmSync(this.home, { recursive: true, force: true })
  }

  /** The server's side: the recorder was the administrator. */
  request(request: HttpRequest): Promise<HttpResponse> {
    return this.living().request({ ...request, user: 'admin' })
  }

  pull(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    return this.living().pull({ ...request, user: 'admin' }, signal)
  }

  private living(): HeadlessCluster {
    if (!this.cluster) throw new Error('no case is being played')
    return this.cluster
  }

  private async playStep(session: Session, step: Step): Promise<PlayedStep> {
    const { kubectl } = session.symbols.back(step) as Step
    const outcomes: KubectlOutcome[] = []
    for (const command of ([] as KubectlStep[]).concat(kubectl as KubectlStep)) {
      const going = setInterval(() => session.pass(turnMs), turnMs)
      try {
        outcomes.push(await this.run(command))
      } finally {
        clearInterval(going)
      }
    }
    return session.finish(step, outcomes)
  }

  private async run(step: KubectlStep): Promise<KubectlOutcome> {
    this.server ??= await serveCluster(this, { port: 0, origins: [] })
    const address = `http://127.0.0.1:${this.server.port}`
    const { words, stdin } = commandOf(step)
    const env = { PATH: process.env.PATH, HOME: this.home, TZ: 'UTC' }
    const said = await ended(this.program, withServer(words, address), stdin ?? '', env)
    return recordedOutcome(words, { ...said, stderr: withoutClientLog(said.stderr) }, address)
  }
}

function ended(program: string, words: readonly string[], stdin: string, env: NodeJS.ProcessEnv): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { env, timeout: longestMs, killSignal: 'SIGKILL' })
    const said = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', text => (said.stdout += text))
    child.stderr.setEncoding('utf8').on('data', text => (said.stderr += text))
    child.on('error', reject)
    child.on('close', code => resolve({ ...said, exitCode: code ?? -1 }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin)
  })
}
