import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../client'
import { Replica } from '../../store'
import { createWorld, type World } from '../../world'
import { clockResponse, isClockRequest } from '../clock-door'
import { headOf, textOf } from '../wire'
import { readClusterAddress } from './address'
import { Feed } from './feed'
import type { FollowedKind } from './followed-kinds'
import { AnswerError, type Fetch, Http } from './http'
import { KindReader } from './kind-reader'
import { type Connection, connectRemote } from './remote-client'

const base = 'http://127.0.0.1:8001'
const services: FollowedKind = { group: '', version: 'v1', plural: 'services', kind: 'Service' }

/** An API server behind `fetch`: a world, and what stands in its way. */
class Server {
  readonly world: World
  readonly asked: string[] = []
  /** Answers instead of the world, where it returns something; throws where nobody is there. */
  obstacle: (path: string) => { code: number; body?: unknown } | undefined = () => undefined

  constructor(world = createWorld({ seed: 1, machines: 2 })) {
    this.world = world
  }

  readonly fetch: Fetch = async (url, init) => {
    const path = url.slice(base.length)
    this.asked.push(path)
    const stopped = this.obstacle(path)
    if (stopped) return new Response(JSON.stringify(stopped.body ?? {}), { status: stopped.code, headers: jsonHeaders })
    const request: HttpRequest = { method: init.method as 'GET', path, ...(init.body ? { body: init.body } : {}) }
    const clock = { now: this.world.now, paused: true, speed: 1 }
    const answer = isClockRequest(request) ? clockResponse(request, clock) : this.world.handle(request)
    const headers = headOf(answer).headers as Record<string, string>
    const text = textOf(answer)
    const body = answer.next === undefined ? text : endless(text, init.signal as AbortSignal)
    return new Response(body, { status: answer.code, headers })
  }

  service(name: string): void {
    const body = { metadata: { name }, spec: { ports: [{ port: 80 }] } }
    const answer = this.world.handle({ method: 'POST', path: '/api/v1/namespaces/default/services', body })
    expect(answer.code).toBe(201)
  }
}

const jsonHeaders = { 'content-type': 'application/json' }

/** A watch: what it has to tell, and then silence until it is called off. */
function endless(text: string, signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      if (text !== '') controller.enqueue(new TextEncoder().encode(text))
      signal.addEventListener('abort', () => controller.error(new Error('aborted')))
    },
  })
}

describe('reading a kind', () => {
  test('is a list first, and then only what is new', async () => {
    const server = new Server()
    const http = new Http(base, server.fetch)
    const reader = new KindReader(services)
    const { everything = [] } = await reader.read(http)
    expect(everything.map(({ kind, apiVersion, metadata }) => [kind, apiVersion, metadata.name])).toEqual([
      ['Service', 'v1', 'kubernetes'],
    ])
    server.service('a')
    server.world.handle({ method: 'DELETE', path: '/api/v1/namespaces/default/services/kubernetes' })
    const { news } = await reader.read(http)
    expect(news.map(({ object, isGone }) => [object.metadata.name, isGone])).toEqual([
      ['a', false],
      ['kubernetes', true],
    ])
    expect((await reader.read(http)).news).toEqual([])
    expect(server.asked.filter(path => !path.includes('watch'))).toHaveLength(1)
  })

  test('begins anew when the server no longer knows what has been seen (410)', async () => {
    const server = new Server()
    const http = new Http(base, server.fetch)
    const reader = new KindReader(services)
    await reader.read(http)
    server.obstacle = path => (path.includes('watch') ? { code: 410 } : undefined)
    server.service('a')
    const { everything = [] } = await reader.read(http)
    expect(everything.map(({ metadata }) => metadata.name)).toEqual(['a', 'kubernetes'])
  })

  test('a list comes in pages; one whose later pages are too old is begun anew', async () => {
    const server = new Server()
    const page = (name: string, token?: string) => ({
      code: 200,
      body: { metadata: { resourceVersion: '7', ...(token && { continue: token }) }, items: [{ metadata: { name } }] },
    })
    const answers = [page('a', 'x'), { code: 410 }, page('a', 'y'), page('b')]
    server.obstacle = () => answers.shift()
    const { everything = [] } = await new KindReader(services).read(new Http(base, server.fetch))
    expect(everything.map(({ metadata }) => metadata.name)).toEqual(['a', 'b'])
    expect(server.asked[3]).toContain('continue=y')
  })

  test('what the server refuses is told apart from a server that is not there', async () => {
    const server = new Server()
    const http = new Http(base, server.fetch)
    server.obstacle = () => ({ code: 403, body: { message: 'no' } })
    await expect(new KindReader(services).read(http)).rejects.toMatchObject({ name: 'AnswerError', code: 403 })
    server.obstacle = () => {
      throw new TypeError('Failed to fetch')
    }
    const error = await new KindReader(services).read(http).catch(caught => caught)
    expect(error).not.toBeInstanceOf(AnswerError)
    expect(error.message).toBe(`${base} does not answer`)
  })
})

describe('frames', () => {
  const object = (name: string, resourceVersion: string, uid = 'u') => ({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default', uid, resourceVersion, creationTimestamp: '2026-01-01T00:00:00Z' },
  })
  const names = (replica: Replica) =>
    replica
      .at()
      .list('Service')
      .map(({ metadata }) => metadata.name)

  test('follow on each other; what a list no longer has is gone', () => {
    const feed = new Feed()
    const replica = new Replica()
    const take = (reading: Parameters<Feed['frame']>[0][number][1]) => {
      const frame = feed.frame([['Service', reading]], 1)
      return frame ? replica.apply(frame) : 'nothing'
    }
    expect(take({ everything: [object('a', '1'), object('b', '2')], news: [] })).toBe(true)
    expect(take({ news: [{ object: object('c', '3'), isGone: false }] })).toBe(true)
    expect(names(replica)).toEqual(['a', 'b', 'c'])
    expect(take({ news: [{ object: object('c', '3'), isGone: false }] })).toBe('nothing')
    expect(take({ everything: [object('b', '2'), object('c', '3', 'another')], news: [] })).toBe(true)
    expect(names(replica)).toEqual(['b', 'c'])
    expect(replica.at().get('Service', 'c', 'default')?.metadata.uid).toBe('another')
  })

  test('hold everything after a replica could not follow', () => {
    const feed = new Feed()
    feed.frame([['Service', { everything: [object('a', '1')], news: [] }]], 1)
    feed.forget()
    const frame = feed.frame([['Service', { news: [{ object: object('b', '2'), isGone: false }] }]], 2)
    expect(frame?.reset?.objects).toHaveLength(2)
  })
})

describe('a cluster elsewhere', () => {
  /** Follows a server until a condition holds. */
  async function follow(server: Server, until: (connection: Connection, replica: Replica) => boolean) {
    const replica = new Replica()
    let connection: Connection | undefined
    let check: () => void = () => {}
    const client = connectRemote(
      base,
      {
        onNews: ({ frame }) => {
          const isFollowing = !frame || replica.apply(frame)
          check()
          return isFollowing
        },
        onConnection: now => {
          connection = now
          check()
        },
      },
      server.fetch,
    )
    const wait = (condition: typeof until) =>
      new Promise<void>(resolve => {
        check = () => connection && condition(connection, replica) && resolve()
        check()
      })
    await wait(until)
    return { client, replica, wait, connection: () => connection as Connection }
  }

  test('is followed as it is: every kind that the page shows, and every change', async () => {
    const server = new Server()
    server.world.run(server.world.now + 5000)
    const { client, replica, wait, connection } = await follow(server, ({ phase }) => phase === 'connected')
    expect(connection()).toMatchObject({ hasLab: true, hasBeen: true, refused: [] })
    for (const kind of ['Node', 'Machine', 'Link', 'Service'] as const)
      expect(replica.at().list(kind)).toEqual(server.world.store.at().list(kind))
    server.service('a')
    await wait(() => replica.at().get('Service', 'a', 'default') !== undefined)
    const path = '/api/v1/namespaces/default/services/a'
    expect(await client.request({ method: 'DELETE', path })).toMatchObject({ code: 200 })
    await wait(() => replica.at().get('Service', 'a', 'default') === undefined)
    client.close()
  })

  test('without lab.sim is a real one; what it refuses is left out', async () => {
    const server = new Server(createWorld({ seed: 1 }))
    const groups = { groups: [{ name: 'apps' }] }
    server.obstacle = path => {
      if (path === '/apis') return { code: 200, body: groups }
      return path.startsWith('/api/v1/events') ? { code: 403 } : undefined
    }
    const { client, connection } = await follow(server, ({ phase }) => phase === 'connected')
    expect(connection()).toMatchObject({ hasLab: false, refused: ['Event'] })
    expect(server.asked.some(path => path.includes('lab.sim'))).toBe(false)
    client.close()
  })

  test('that is not there is lost at once; tried again, it is found', async () => {
    const server = new Server()
    server.obstacle = () => {
      throw new TypeError('Failed to fetch')
    }
    const { client, wait, connection } = await follow(server, ({ phase }) => phase === 'lost')
    expect(connection()).toMatchObject({ hasBeen: false, problem: `${base} does not answer` })
    server.obstacle = () => undefined
    client.retry()
    await wait(({ phase }) => phase === 'connected')
    server.obstacle = () => ({ code: 503 })
    await wait(({ phase }) => phase === 'reconnecting')
    client.close()
  })

  test('that is none says so', async () => {
    const server = new Server()
    server.obstacle = () => ({ code: 200, body: { hello: 'world' } })
    const { client, connection } = await follow(server, ({ phase }) => phase === 'lost')
    expect(connection().problem).toContain('does not answer as an API server')
    client.close()
  })
})

describe('an address after ?cluster=', () => {
  const page = 'http://127.0.0.1:8001/lab/?cluster=x'
  test.each([
    ['http://127.0.0.1:8001', base, 'own'],
    ['/', base, 'own'],
    ['', base, 'own'],
    ['http://localhost:8001', 'http://localhost:8001', 'loopback'],
    ['127.0.0.1:9000', 'http://127.0.0.1:9000', 'loopback'],
    ['http://[::1]:8001/', 'http://[::1]:8001', 'loopback'],
    ['https://localhost/k8s/', 'https://localhost/k8s', 'loopback'],
    ['http://example.com', 'http://example.com', 'foreign'],
    ['//example.com', 'http://example.com', 'foreign'],
    ['http://127.0.0.1.example.com', 'http://127.0.0.1.example.com', 'foreign'],
    ['http://10.0.0.1:8001', 'http://10.0.0.1:8001', 'foreign'],
  ])('%j is %s, %s', (text, address, place) => {
    expect(readClusterAddress(text, page)).toMatchObject({ base: address, place })
  })

  test('the page’s own host is asked about, too, when it is none of this machine', () => {
    expect(readClusterAddress('/', 'https://lab.example/x/')).toMatchObject({ place: 'foreign' })
  })

  test.each([
    'javascript:alert(1)',
    'data:,x',
    'file:///etc',
    'http://a@127.0.0.1',
    'http://a:b@localhost',
    'http://x/?q',
    'http://',
  ])('%j is refused', text => expect(readClusterAddress(text, page)).toHaveProperty('error'))
})
