import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HttpRequest, HttpResponse } from '../../client'
import type { Outcome } from '../../kubectl'
import type { PullingClient } from '../../transport/client'
import { HeadlessCluster, kubeconfig, type RunningServer, serveCluster } from '../../transport/headless'
import { realTime } from '../../transport/real-time'
import type { World } from '../../world'
import { withoutClientLog } from './client-log'
import { filesFolder } from './folder'
import type { Line, LineCommand } from './lines'
import { recordedConfig, recordedPort } from './ours'
import { shifted, withLateFractions } from './shifted-times'

/** How late the real kubectl may still look at its clock: ages are whole seconds. */
const latestMs = 950
const triesMost = 40

/**
 * The real kubectl, asked about worlds whose time stands still. It computes some ages with its own clock, so it is shown each world as if the
 * world's instant were now: on the way to it all times are moved by as many seconds as lie between the two clocks, and on the way back they are
 * moved back.
 */
export class RealKubectl implements PullingClient {
  private readonly program: string
  private readonly patienceMs: number
  private readonly home = mkdtempSync(join(tmpdir(), 'kubectl-'))
  private server: RunningServer | undefined
  private cluster: HeadlessCluster | undefined
  private shiftMs = 0
  /** Whether what runs now shows ages of events rather than their times. */
  private showsAges = false

  /** `patienceMs`: for what never ends by itself. */
  constructor(program: string, patienceMs = 60_000) {
    this.program = program
    this.patienceMs = patienceMs
  }

  /** What it says to a line, in a world that `open` makes for each try; with ages that are right to the second, unless nobody needs them. */
  async say(line: Line, open: () => World, needsAges = true): Promise<readonly Outcome[]> {
    for (let tries = 1; ; tries++) {
      const world = open()
      this.cluster?.stop()
      this.cluster = new HeadlessCluster(world, realTime, { paused: true, speed: 1 })
      const outcomes: Outcome[] = []
      await this.tidy()
      let isLate = false
      for (const command of line.commands) {
        const isTimed = needsAges && needsClock(command)
        if (isTimed) await nextSecond()
        this.shiftMs = Math.floor(Date.now() / 1000) * 1000 - world.now
        this.showsAges = needsClock(command) && !command.words.some(word => /^(-o|--output)/.test(word))
        outcomes.push(await this.run(command))
        isLate ||= isTimed && Date.now() - (world.now + this.shiftMs) > latestMs
      }
      if (!isLate) return outcomes
      if (tries === triesMost)
        throw new Error(`kubectl ${line.text}: this machine is too busy to tell ages by the second`)
    }
  }

  async close(): Promise<void> {
    this.cluster?.stop()
    await this.server?.close()
    rmSync(this.home, { recursive: true, force: true })
  }

  /** The server's side: see `PullingClient`. */
  async request(request: HttpRequest): Promise<HttpResponse> {
    return this.inward(await this.living().request(this.outward(request)))
  }

  async pull(request: HttpRequest, signal: AbortSignal): Promise<HttpResponse> {
    return this.inward(await this.living().pull(this.outward(request), signal))
  }

  private living(): HeadlessCluster {
    if (!this.cluster) throw new Error('no world is open')
    return this.cluster
  }

  private outward(request: HttpRequest): HttpRequest {
    const { body } = request
    return typeof body === 'string' ? { ...request, body: shifted(body, -this.shiftMs) } : request
  }

  private inward(response: HttpResponse): HttpResponse {
    const { body } = response
    if (typeof body === 'string') return { ...response, body: shifted(body, this.shiftMs) }
    const json = shifted(JSON.stringify(body ?? null), this.shiftMs)
    return { ...response, body: JSON.parse(this.showsAges ? withLateFractions(json) : json) }
  }

  /** The files of a line are as if no other line had been. */
  private async tidy(): Promise<void> {
    this.server ??= await serveCluster(this, { port: 0, origins: [] })
    writeFileSync(join(this.home, 'config'), kubeconfig(this.server.port))
    rmSync(join(this.home, 'files'), { recursive: true, force: true })
    cpSync(filesFolder, join(this.home, 'files'), { recursive: true })
  }

  private async run(command: LineCommand): Promise<Outcome> {
    const { port = 0 } = this.server ?? {}
    const config = join(this.home, 'config')
    const environment = { PATH: process.env.PATH, HOME: this.home, KUBECONFIG: config, TZ: 'UTC', KUBE_EDITOR: 'true' }
    const folder = join(this.home, 'files')
    const { stdout, stderr, exitCode } = await ended(this.program, command, environment, folder, this.patienceMs)
    const back = (text: string) =>
      shifted(withoutClientLog(text), -this.shiftMs)
        .replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${recordedPort}`)
        .replaceAll(config, recordedConfig)
    return { stdout: back(stdout), stderr: back(stderr), exitCode }
  }
}

/** Whether kubectl itself looks at a clock for it; tables have their ages from the server. */
function needsClock({ words }: LineCommand): boolean {
  return words[0] === 'describe' || words[0] === 'events' || words.includes('--server-print=false')
}

function nextSecond(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 1000 - (Date.now() % 1000)))
}

function ended(
  program: string,
  { words, stdin }: LineCommand,
  env: NodeJS.ProcessEnv,
  cwd: string,
  patienceMs: number,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { cwd, env })
    const said = { stdout: '', stderr: '' }
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
    child.stdout.setEncoding('utf8').on('data', text => (said.stdout += text))
    child.stderr.setEncoding('utf8').on('data', text => (said.stderr += text))
    child.on('error', reject)
    child.on('close', code => {
      clearTimeout(timer)
      resolve({ ...said, exitCode: code ?? -1 })
    })
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin ?? '')
  })
}
