import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { runServe, type ServeProcess, startServe } from '../../testing/serve-process'

const home = mkdtempSync(join(tmpdir(), 'state-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const maps = '/api/v1/namespaces/default/configmaps'
const writerCount = 8
/** Enough for the file to be written anew several times. */
const padding = 'x'.repeat(20_000)

interface ConfigMap {
  readonly metadata: { readonly name: string; readonly uid: string; readonly resourceVersion: string }
  readonly data: { readonly count: string }
}

/** What the clients have been told, by name; `undefined` where they were told that it is gone. */
interface Told {
  readonly maps: Map<string, ConfigMap | undefined>
  /** Names that somebody was writing to when the server was killed. */
  readonly open: Set<string>
  revision: number
}

/** Creates, changes and deletes objects of its own until the server is gone; notes every answer. */
async function writeUntilGone(address: string, writer: number, told: Told, onAnswer: () => void): Promise<void> {
  for (let turn = 0; ; turn++) {
    const name = `writer-${writer}-${turn % 5}`
    const known = told.maps.get(name)
    told.open.add(name)
    try {
      const answer = await write(address, name, known, turn)
      if (answer) told.revision = Math.max(told.revision, Number(answer.metadata.resourceVersion))
      told.maps.set(name, answer)
      told.open.delete(name)
      onAnswer()
    } catch {
      return
    }
  }
}

async function write(
  address: string,
  name: string,
  known: ConfigMap | undefined,
  turn: number,
): Promise<ConfigMap | undefined> {
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { count: String(turn), padding } }
  if (!known) return sent(address, 'POST', maps, object)
  if (turn % 7 !== 0) return sent(address, 'PUT', `${maps}/${name}`, object)
  await sent(address, 'DELETE', `${maps}/${name}`)
  return undefined
}

async function sent<T>(address: string, method: string, path: string, body?: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(`${address}${path}`, {
    method,
    headers,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) expect([method, path, response.status, answer]).toEqual([])
  return answer as T
}

/** Lets all write at once, and kills the server when it has answered this often. */
async function writeAndKill(server: ServeProcess, told: Told, answers: number): Promise<void> {
  let count = 0
  const countAnswer = () => {
    if (++count === answers) void server.end('SIGKILL')
  }
  const writers = Array.from({ length: writerCount }, (_, writer) =>
    writeUntilGone(server.address, writer, told, countAnswer),
  )
  await Promise.all(writers)
}

/** Everything that was told is there; what was being written when the server died may or may not be. */
async function compare(server: ServeProcess, told: Told): Promise<void> {
  const list = await sent<{ metadata: { resourceVersion: string }; items: ConfigMap[] }>(server.address, 'GET', maps)
  expect(Number(list.metadata.resourceVersion)).toBeGreaterThanOrEqual(told.revision)
  const found = new Map(list.items.map(item => [item.metadata.name, item]))
  const lost = [...told.maps].filter(([name, wanted]) => {
    if (told.open.has(name)) return false
    const there = found.get(name)
    return (
      there?.metadata.resourceVersion !== wanted?.metadata.resourceVersion || there?.data.count !== wanted?.data.count
    )
  })
  expect(lost).toEqual([])
  for (const name of told.open) told.maps.set(name, found.get(name))
  told.open.clear()
}

describe('a server that is killed in the middle of many writes', () => {
  test('has lost nothing that it answered, time after time', { timeout: 240_000 }, async () => {
    const file = join(home, 'killed')
    const told: Told = { maps: new Map(), open: new Set(), revision: 0 }
    let largest = 0
    for (const answers of [30, 300, 150]) {
      const server = await startServe('--state', file, '--speed', '50')
      await compare(server, told)
      await writeAndKill(server, told, answers)
      largest = Math.max(largest, statSync(file).size)
    }
    const server = await startServe('--state', file)
    await compare(server, told)
    expect(await server.end('SIGTERM')).toBe(0)
    // 480 answers are 10 MB, of which the file forgets what is no longer true.
    expect(largest).toBeLessThan(8_000_000)
  })

  test('goes on with its time, its clock and its pods, and says that it is not new', { timeout: 120_000 }, async () => {
    const file = join(home, 'continued')
    const clock = '/apis/lab.sim/v1/clocks/cluster'
    const merge = {
      method: 'PATCH',
      body: '{"spec":{"paused":true}}',
      headers: { 'content-type': 'application/merge-patch+json' },
    }
    const first = await startServe('--state', file, '--speed', '100', '--seed', '3')
    const nodes = async (server: ServeProcess) =>
      (await sent<{ items: unknown[] }>(server.address, 'GET', '/api/v1/nodes')).items
    await expect.poll(() => nodes(first), { timeout: 10_000 }).toHaveLength(3)
    const paused = (await (await fetch(`${first.address}${clock}`, merge)).json()) as { status: { nowMs: number } }
    const before = await nodes(first)
    await first.end('SIGKILL')
    const second = await startServe('--state', file, 'no-such-manifest.yaml')
    expect(second.said().errors).toContain('seed 3, paused, 3 nodes')
    expect(second.said().errors).toContain('not new')
    expect(await nodes(second)).toEqual(before)
    const found = await sent<typeof paused>(second.address, 'GET', clock)
    expect(Math.abs(found.status.nowMs - paused.status.nowMs)).toBeLessThan(20_000)
    expect(await second.end('SIGINT')).toBe(0)
    expect(existsSync(`${file}.lock`)).toBe(false)
  })

  test('a second server keeps off the file, and one with another seed', { timeout: 120_000 }, async () => {
    const file = join(home, 'shared')
    const server = await startServe('--state', file, '--seed', '3')
    expect(await runServe('--state', file)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/in use by process \d+/),
    })
    await server.end('SIGTERM')
    const other = await runServe('--state', file, '--seed', '4')
    expect(other).toMatchObject({ code: 1, errors: expect.stringContaining('begun with --seed 3') })
  })
})
