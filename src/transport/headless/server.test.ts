import { once } from 'node:events'
import { type IncomingMessage, request as open } from 'node:http'
import { connect, type Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse, Status } from '../../client'
import { createWorld } from '../../world'
import type { PullingClient } from '../client'
import { realTime } from '../real-time'
import { HeadlessCluster, type RunningServer, serveCluster } from '.'
import type { ServerLimits } from './server'

const maps = '/api/v1/namespaces/default/configmaps'
const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean()
})

async function served(client: PullingClient, limits: Partial<ServerLimits> = {}): Promise<RunningServer> {
  const server = await serveCluster(client, { port: 0, origins: ['http://localhost:5173'], limits })
  cleanups.push(() => server.close())
  return server
}

/** A cluster whose time stands still, behind a port. */
async function cluster(limits: Partial<ServerLimits> = {}): Promise<RunningServer> {
  const headless = new HeadlessCluster(createWorld({ seed: 1 }), realTime, { paused: true, speed: 1 })
  cleanups.push(() => headless.stop())
  return served(headless, limits)
}

interface Sent {
  readonly method?: string
  readonly path?: string
  readonly headers?: Record<string, string>
  readonly body?: string
}

interface Answered {
  readonly code: number
  readonly headers: IncomingMessage['headers']
  readonly bytes: Buffer
  readonly text: string
}

async function ask(
  { port }: RunningServer,
  { method = 'GET', path = '/version', headers, body }: Sent,
): Promise<Answered> {
  const request = open({ host: '127.0.0.1', port, method, path, ...(headers && { headers }), agent: false })
  request.end(body)
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  return { code: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() }
}

const json = { 'content-type': 'application/json' }
const mapNamed = (name: string, data = {}) =>
  JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data })

/** Everything that comes through a raw connection until it is closed from the other side. */
async function untilClosed(socket: Socket): Promise<string> {
  let text = ''
  socket.on('data', data => {
    text += data
  })
  socket.on('error', () => undefined)
  if (!socket.closed) await once(socket, 'close')
  return text
}

function raw({ port }: RunningServer, text: string): Socket {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  cleanups.push(() => socket.destroy())
  return socket
}

describe('answers', () => {
  test('are JSON that ends with a line, with warnings as headers', async () => {
    const server = await cluster()
    const body = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"nonsense":1}'
    const { code, headers, text } = await ask(server, { method: 'POST', path: maps, headers: json, body })
    expect(code).toBe(201)
    expect(headers['content-type']).toBe('application/json')
    expect(headers.warning).toBe('299 - "unknown field \\"nonsense\\""')
    expect(text).toMatch(/^\{"kind":"ConfigMap".*\}\n$/)
  })

  test('are compressed where they are long and the client can', async () => {
    const server = await cluster()
    const data = { text: 'x'.repeat(200_000) }
    await ask(server, { method: 'POST', path: maps, headers: json, body: mapNamed('x', data) })
    const plain = await ask(server, { path: maps })
    expect(plain.headers['content-encoding']).toBeUndefined()
    const zipped = await ask(server, { path: maps, headers: { 'accept-encoding': 'deflate, gzip' } })
    expect(zipped.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(zipped.bytes).toString()).toBe(plain.text)
    for (const refusal of ['identity', 'gzip;q=0', 'deflate, gzip; q=0.0'])
      expect((await ask(server, { path: maps, headers: { 'accept-encoding': refusal } })).bytes).toHaveLength(
        plain.bytes.length,
      )
    const short = await ask(server, { headers: { 'accept-encoding': 'gzip' } })
    expect(short.headers['content-encoding']).toBeUndefined()
  })

  test('name the program that wrote as the owner of its fields', async () => {
    const server = await cluster()
    const headers = { ...json, 'user-agent': 'gardener/v1.2 (linux/amd64)' }
    const { text } = await ask(server, { method: 'POST', path: maps, headers, body: mapNamed('x', { a: 'b' }) })
    expect(JSON.parse(text).metadata.managedFields).toMatchObject([{ manager: 'gardener', operation: 'Update' }])
  })

  test('a method that nobody knows is a 405', async () => {
    expect((await ask(await cluster(), { method: 'PROPFIND' })).code).toBe(405)
  })
})

describe('watches', () => {
  test('tell what happens as it happens, and end when their time is over', async () => {
    const server = await cluster()
    const path = `${maps}?watch=true&resourceVersion=0&timeoutSeconds=1`
    const whole = ask(server, { path })
    const request = open({ host: '127.0.0.1', port: server.port, path: `${maps}?watch=true` })
    request.end()
    const [response] = (await once(request, 'response')) as [IncomingMessage]
    await ask(server, { method: 'POST', path: maps, headers: json, body: mapNamed('x') })
    const [line] = await once(response, 'data')
    expect(JSON.parse(String(line))).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'x' } } })
    request.destroy()
    expect((await whole).text).toMatch(/^\{"type":"ADDED",.*\}\n$/)
  })

  test('tell how far they have come when nothing happens, to clients that want it', async () => {
    const server = await cluster({ bookmarkMs: 50 })
    const path = `${maps}?watch=true&resourceVersion=5&timeoutSeconds=1`
    const quiet = ask(server, { path })
    const { text } = await ask(server, { path: `${path}&allowWatchBookmarks=true` })
    const events = text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(events.length).toBeGreaterThan(3)
    const bookmark = {
      type: 'BOOKMARK',
      object: { kind: 'ConfigMap', metadata: { resourceVersion: expect.any(String) } },
    }
    for (const event of events) expect(event).toMatchObject(bookmark)
    expect((await quiet).text).toBe('')
  })

  test('a hundred watchers are told by asking once', async () => {
    const world = createWorld({ seed: 1 })
    let asked = 0
    const counted = new Proxy(world, {
      get: (target, name) => {
        if (name !== 'handle') return Reflect.get(target, name, target)
        return (request: HttpRequest) => {
          if (request.path.includes('watch')) asked++
          return target.handle(request)
        }
      },
    })
    const headless = new HeadlessCluster(counted, realTime, { paused: true, speed: 1 })
    cleanups.push(() => headless.stop())
    const server = await served(headless)
    const path = `${maps}?watch=true&resourceVersion=${world.store.revision}`
    const watchers = await Promise.all(
      Array.from({ length: 100 }, async (_, turn) => {
        const request = open({
          host: '127.0.0.1',
          port: server.port,
          path: `${path}&timeoutSeconds=${300 + turn}`,
          agent: false,
        })
        request.end()
        cleanups.push(() => request.destroy())
        const [response] = (await once(request, 'response')) as [IncomingMessage]
        return response
      }),
    )
    asked = 0
    const told = watchers.map(response => once(response, 'data'))
    await ask(server, { method: 'POST', path: maps, headers: json, body: mapNamed('x') })
    const lines = new Set((await Promise.all(told)).map(String))
    expect([...lines]).toEqual([expect.stringContaining('"name":"x"')])
    expect(asked).toBeLessThan(10)
  })

  test('a client that does not read is asked for nothing more, and is cut off', async () => {
    const event = { type: 'ADDED', object: { text: 'x'.repeat(1_000_000) } }
    let pulls = 0
    const endless: HttpResponse = { code: 200, contentType: 'application/json', body: [event], next: '/api/next' }
    const client: PullingClient = {
      request: async () => endless,
      pull: async () => {
        pulls++
        return endless
      },
    }
    const server = await served(client, { patienceMs: 200 })
    const socket = raw(server, `GET /api/x?watch=1 HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`)
    socket.pause()
    const [other] = await Promise.all([ask(server, { path: '/version', method: 'PROPFIND' })])
    expect(other.code).toBe(405)
    await expect.poll(() => server.connections(), { timeout: 5_000 }).toBe(0)
    // What the kernel's own buffers hold, and no more.
    expect(pulls).toBeLessThan(30)
  })
})

describe('who is refused', () => {
  const statusOf = ({ text }: Answered) => JSON.parse(text) as Status

  test.each<Record<string, string>>([
    { host: 'evil.example' },
    { host: 'localhost:1' },
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ])('a request with %j', async headers => {
    const answered = await ask(await cluster(), { headers })
    expect([answered.code, statusOf(answered).reason]).toEqual([403, 'Forbidden'])
    expect(answered.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('a page of another origin, before it can send what changes anything', async () => {
    const server = await cluster()
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'DELETE' }
    expect((await ask(server, { method: 'OPTIONS', headers })).code).toBe(403)
    const own = { origin: 'http://localhost:5173', 'access-control-request-method': 'DELETE' }
    const allowed = await ask(server, { method: 'OPTIONS', headers: own })
    expect([allowed.code, allowed.headers['access-control-allow-origin']]).toEqual([204, 'http://localhost:5173'])
  })

  test('whoever comes from another machine', async () => {
    const server = await cluster()
    // 127.0.0.2 is this machine, too, but not the address that is listened on.
    const socket = connect(server.port, '127.0.0.2')
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNREFUSED')
  })

  test('a body of more than three megabytes', async () => {
    const answered = await ask(await cluster(), {
      method: 'POST',
      path: maps,
      headers: json,
      body: 'x'.repeat(3 * 1024 * 1024 + 1),
    })
    expect([answered.code, statusOf(answered).reason]).toEqual([413, 'RequestEntityTooLarge'])
  })

  test('a body nested deeper than a hundred levels, and a bomb of YAML aliases', async () => {
    const server = await cluster()
    const deep = await ask(server, {
      method: 'POST',
      path: maps,
      headers: json,
      body: '{"a":'.repeat(101) + '}'.repeat(101),
    })
    expect(deep.code).toBe(400)
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(9)
          .fill(`*a${i - 1}`)
          .join(', ')}]`,
      )
    const bomb = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n${lines.join('\n')}\n`
    const yaml = { 'content-type': 'application/yaml' }
    expect((await ask(server, { method: 'POST', path: maps, headers: yaml, body: bomb })).code).toBe(400)
  })

  test('headers without end', async () => {
    const server = await cluster()
    expect((await ask(server, { headers: { 'x-long': 'x'.repeat(20_000) } })).code).toBe(431)
    expect((await ask(server, { path: `/api/v1/pods?x=${'x'.repeat(20_000)}` })).code).toBe(431)
  })
})

describe('a client that is slow', () => {
  const limits = { headersMs: 100, requestMs: 200, keepAliveMs: 100 }

  test.each([
    ['does not finish its headers', 'GET /version HTTP/1.1\r\nHost:'],
    ['does not send its body', `POST ${maps} HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 100\r\n\r\n{`],
    ['says nothing at all', ''],
  ])('and %s is let go, and holds nobody up', async (_, text) => {
    const server = await cluster(limits)
    const slow = untilClosed(raw(server, text.replace('PORT', String(server.port))))
    expect((await ask(server, {})).code).toBe(200)
    expect(await slow).toMatch(/^(HTTP\/1\.1 408|$)/)
  })

  test('nor does one that goes away in the middle of its body change anything', async () => {
    const server = await cluster()
    const body = mapNamed('half')
    const head = `POST ${maps} HTTP/1.1\r\nHost: localhost:${server.port}\r\nContent-Length: ${body.length + 1}\r\n\r\n`
    const socket = raw(server, head + body)
    await ask(server, {})
    socket.destroy()
    await expect.poll(() => server.connections()).toBe(0)
    expect((await ask(server, { path: `${maps}/half` })).code).toBe(404)
  })

  test('and comes as one too many is turned away', async () => {
    const server = await cluster({ connections: 2 })
    for (let i = 0; i < 2; i++) raw(server, `GET /version HTTP/1.1\r\nHost: localhost:${server.port}\r\n\r\n`)
    await expect.poll(() => server.connections()).toBe(2)
    await expect(ask(server, {})).rejects.toThrow()
  })
})

test('a defect of the lab is a 500 in its words, and the server lives on', async () => {
  const broken: PullingClient = {
    request: () => Promise.reject(new Error('on purpose')),
    pull: () => new Promise(() => undefined),
  }
  const server = await served(broken)
  for (let turn = 0; turn < 2; turn++) expect((await ask(server, {})).code).toBe(500)
})
