import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { type IncomingMessage, Agent as PlainAgent, request as plainRequest } from 'node:http'
import { Agent as SecureAgent, request as secureRequest } from 'node:https'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startServe } from '../src/testing/serve-process'
import type { Line } from './table'

/** Requests per second over HTTP: of the lab, of the lab with a state file, and of a real kube-apiserver where one is built. */
export async function benchHttp(): Promise<Line[]> {
  const lines: Line[] = []
  for (const open of [openLab, openKeptLab, openOracle]) {
    const target = await open()
    if (!target) continue
    try {
      lines.push(...(await benchTarget(target)))
    } finally {
      await target.close()
    }
  }
  return lines
}

/** A server to ask. */
interface Target {
  readonly name: string
  readonly address: string
  readonly headers: Readonly<Record<string, string>>
  close(): Promise<void>
}

async function openLab(): Promise<Target> {
  const server = await startServe('--nodes', '0', '--speed', '1')
  return { name: 'lab', address: server.address, headers: {}, close: async () => void (await server.end('SIGTERM')) }
}

async function openKeptLab(): Promise<Target> {
  const home = mkdtempSync(join(tmpdir(), 'bench-'))
  const server = await startServe('--nodes', '0', '--speed', '1', '--state', join(home, 'state'))
  const close = async () => {
    await server.end('SIGTERM')
    rmSync(home, { recursive: true })
  }
  return { name: 'lab --state', address: server.address, headers: {}, close }
}

/** Where the oracle's scripts are; see oracle/README.md. */
const oracle = process.env.ORACLE_BIN ? dirname(process.env.ORACLE_BIN) : '/tmp/oracle'
const slot = Number(process.env.ORACLE_SLOT ?? 3)

/** The real control plane. Its etcd does not wait for the disk, and it speaks TLS. */
async function openOracle(): Promise<Target | undefined> {
  if (!existsSync(join(oracle, 'up.sh')) || !existsSync(join(oracle, 'bin/kube-apiserver'))) {
    process.stderr.write(
      `SKIPPED: the same requests to a real kube-apiserver; none is built in ${oracle} (ORACLE_BIN).\n`,
    )
    return undefined
  }
  const run = (script: string) => spawnSync(join(oracle, script), [String(slot)], { cwd: oracle, encoding: 'utf8' })
  const { status, stderr } = run('up.sh')
  const close = async () => void run('down.sh')
  if (status === 0)
    return {
      name: 'real',
      address: `https://127.0.0.1:${16443 + slot}`,
      headers: { authorization: 'Bearer oracle' },
      close,
    }
  await close()
  process.stderr.write(`SKIPPED: the same requests to a real kube-apiserver; it does not start: ${stderr}\n`)
  return undefined
}

const namespace = '/api/v1/namespaces/default'
const podCount = 1000
const mapCount = 100
const watcherCount = 100
const changeCount = 200
/** Clients that ask at the same time, each the next when it has its answer. */
const clientCount = 8
const warmMs = 1000
/** The best of these is taken: the machine may have had something else to do in the others. */
const roundCount = 3
const roundMs = 1000

async function benchTarget(target: Target): Promise<Line[]> {
  const asker = new Asker(target)
  await concurrently(podCount, turn => asker.create('pods', podNamed(`pod-${turn}`)))
  await concurrently(mapCount, turn => asker.create('configmaps', mapNamed(`map-${turn}`)))
  const rates: readonly (readonly [name: string, act: (turn: number) => Promise<unknown>])[] = [
    ['get', turn => asker.ask('GET', `${namespace}/pods/pod-${turn % podCount}`)],
    [`list of ${podCount} pods`, () => asker.ask('GET', `${namespace}/pods`)],
    ['create', turn => asker.create('configmaps', mapNamed(`new-${turn}`))],
    ['patch', turn => asker.patch(`map-${turn % mapCount}`, turn)],
  ]
  const lines: Line[] = []
  for (const [name, act] of rates)
    lines.push({ name: `HTTP ${name}, ${target.name}`, value: await rateOf(act), unit: 'requests/s' })
  const value = await fanOut(asker)
  lines.push({ name: `HTTP watch to ${watcherCount}, ${target.name}`, value, unit: 'events/s' })
  asker.close()
  return lines
}

/** How often per second `act` is done by all clients together, in the best of some rounds. */
async function rateOf(act: (turn: number) => Promise<unknown>): Promise<number> {
  let turn = 0
  const round = async (lengthMs: number): Promise<number> => {
    const from = performance.now()
    let count = 0
    const client = async () => {
      for (; performance.now() - from < lengthMs; count++) await act(turn++)
    }
    await Promise.all(Array.from({ length: clientCount }, client))
    return (count * 1000) / (performance.now() - from)
  }
  await round(warmMs)
  const rates: number[] = []
  while (rates.length < roundCount) rates.push(await round(roundMs))
  return Math.round(Math.max(...rates))
}

/** Events per second that reach all watchers together, while one client changes an object again and again. */
async function fanOut(asker: Asker): Promise<number> {
  const { resourceVersion } = JSON.parse(await asker.ask('GET', `${namespace}/configmaps?limit=1`)).metadata
  const path = `${namespace}/configmaps?watch=true&fieldSelector=metadata.name=map-0&resourceVersion=${resourceVersion}`
  let count = 0
  let done = (): void => undefined
  const all = new Promise<void>(resolve => {
    done = resolve
  })
  const onLine = () => {
    if (++count === watcherCount * changeCount) done()
  }
  const stops = await Promise.all(Array.from({ length: watcherCount }, () => asker.watch(path, onLine)))
  const from = performance.now()
  for (let turn = 0; turn < changeCount; turn++) await asker.patch('map-0', `fan-out ${turn}`)
  await all
  const rate = (count * 1000) / (performance.now() - from)
  for (const stop of stops) stop()
  return Math.round(rate)
}

async function concurrently(count: number, act: (turn: number) => Promise<unknown>): Promise<void> {
  let turn = 0
  const client = async () => {
    while (turn < count) await act(turn++)
  }
  await Promise.all(Array.from({ length: clientCount }, client))
}

/** A pod as a set makes it; no scheduler looks at it. */
function podNamed(name: string): unknown {
  const labels = { app: 'web', 'apps.kubernetes.io/pod-index': '0', 'statefulset.kubernetes.io/pod-name': name }
  const volumeMounts = [{ name: 'data', mountPath: '/var/data' }]
  const container = { name: 'main', image: 'nginx', ports: [{ name: 'http', containerPort: 80 }], volumeMounts }
  const volumes = [{ name: 'data', emptyDir: {} }]
  const spec = { schedulerName: 'nobody', containers: [container], volumes, hostname: name, subdomain: 'web' }
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec }
}

function mapNamed(name: string): unknown {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { key: 'value' } }
}

/** Asks a target over connections that it keeps. */
class Asker {
  private readonly target: Target
  private readonly agent: PlainAgent | SecureAgent
  private readonly isSecure: boolean

  constructor(target: Target) {
    this.target = target
    this.isSecure = target.address.startsWith('https:')
    // The real server's certificate is its own.
    this.agent = this.isSecure
      ? new SecureAgent({ keepAlive: true, rejectUnauthorized: false })
      : new PlainAgent({ keepAlive: true })
  }

  create(resource: string, object: unknown): Promise<string> {
    return this.ask('POST', `${namespace}/${resource}`, JSON.stringify(object), 'application/json')
  }

  patch(name: string, value: unknown): Promise<string> {
    const body = JSON.stringify({ data: { key: String(value) } })
    return this.ask('PATCH', `${namespace}/configmaps/${name}`, body, 'application/merge-patch+json')
  }

  /** The body of the answer. Rejects for anything but a success. */
  async ask(method: string, path: string, body?: string, type?: string): Promise<string> {
    const response = await this.open(method, path, body, type)
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk as Buffer)
    const { statusCode = 0 } = response
    if (statusCode >= 300) throw new Error(`${method} ${path}: ${statusCode} ${Buffer.concat(chunks)}`)
    return Buffer.concat(chunks).toString()
  }

  /** Calls back for each line; returns how to stop. */
  async watch(path: string, onLine: () => void): Promise<() => void> {
    const response = await this.open('GET', path)
    response.on('data', (chunk: Buffer) => {
      for (const byte of chunk) if (byte === 10) onLine()
    })
    response.on('error', () => undefined)
    return () => response.destroy()
  }

  close(): void {
    this.agent.destroy()
  }

  private async open(method: string, path: string, body?: string, type?: string): Promise<IncomingMessage> {
    const { address, headers } = this.target
    const typed = type === undefined ? headers : { ...headers, 'content-type': type }
    const options = { method, agent: this.agent, headers: typed }
    const request = (this.isSecure ? secureRequest : plainRequest)(`${address}${path}`, options)
    request.end(body)
    const [response] = await once(request, 'response')
    return response as IncomingMessage
  }
}
