import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Bridge, isBridged } from './bridge'
import type { FromTab, TabCard, ToTab } from './protocol'

let bridge: Bridge<object>
let server: Server
let missed: number

beforeEach(async () => {
  missed = 0
  bridge = new Bridge(() => missed++)
  server = createServer((request, response) => void bridge.serve(request, response, { port: port() }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const port = () => (server.address() as AddressInfo).port
const card = (part: Partial<TabCard> = {}): TabCard => ({ title: 'Lab', address: '/', isVisible: true, ...part })

/** A tab that answers what the test wants; `heard` is what the server told it. */
function openTab(onRequest: (id: number, say: (message: FromTab) => void) => void, part: Partial<TabCard> = {}) {
  const channel = {}
  const heard: ToTab[] = []
  const say = (message: FromTab) => bridge.hear(channel, message, hear)
  const hear = (message: ToTab) => {
    heard.push(message)
    if ('request' in message) onRequest(message.id, say)
  }
  say({ tab: card(part) })
  return { channel, heard, say, close: () => bridge.leave(channel) }
}

const head = { code: 200, headers: { 'content-type': 'text/plain' } }
const answering = (text: string) => (id: number, say: (message: FromTab) => void) =>
  say({ id, head, text, isEnd: true })

async function get(path: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  const request = httpRequest({ host: '127.0.0.1', port: port(), path, headers }).end()
  const [response] = (await once(request, 'response')) as [IncomingMessage]
  return response.setEncoding('utf8')
}

async function textOf(response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const piece of response) text += piece
  return text
}

describe('which paths are the cluster’s', () => {
  test.each([
    '/api',
    '/api/v1/pods',
    '/apis?x',
    '/version',
    '/healthz/ping',
    '/livez',
    '/readyz',
    '/openapi/v3',
    '/lab/tabs',
  ])('%s is', path => expect(isBridged(path)).toBe(true))
  test.each(['/', '/app/main.tsx', '/apitest', '/versions', '/@vite/client', '/src/api/index.ts', '/lab/', undefined])(
    '%s is not',
    path => expect(isBridged(path)).toBe(false),
  )
})

describe('which tab answers', () => {
  test('the newest that somebody sees', async () => {
    openTab(answering('first'))
    openTab(answering('second'))
    openTab(answering('hidden'), { isVisible: false })
    expect(await textOf(await get('/api'))).toBe('second')
  })

  test('the newest, where nobody sees any', async () => {
    openTab(answering('first'), { isVisible: false })
    openTab(answering('second'), { isVisible: false })
    expect(await textOf(await get('/api'))).toBe('second')
  })

  test('another one when it has gone or is hidden', async () => {
    const first = openTab(answering('first'))
    const second = openTab(answering('second'))
    second.say({ tab: card({ isVisible: false }) })
    expect(await textOf(await get('/api'))).toBe('first')
    first.close()
    expect(await textOf(await get('/api'))).toBe('second')
  })

  test('is told by the list, in which a tab keeps its number', async () => {
    const tab = openTab(answering('x'), { address: '/?seed=2' })
    tab.say({ tab: card({ address: '/?seed=2', title: 'Other' }) })
    const list = JSON.parse(await textOf(await get('/lab/tabs')))
    expect(list).toEqual([
      { id: 1, title: 'Other', address: '/?seed=2', visible: true, since: expect.any(String), answers: true },
    ])
  })
})

describe('an answer', () => {
  test('comes in pieces, the next when the last was taken', async () => {
    let say: (message: FromTab) => void = () => {}
    let id = 0
    const tab = openTab((asked, answer) => {
      id = asked
      say = answer
      say({ id, head, text: '', isEnd: false })
    })
    const response = await get('/api/v1/pods?watch=1')
    expect(tab.heard.at(-1)).toEqual({ id, more: true })
    say({ id, text: 'one\n', isEnd: false })
    expect((await once(response, 'data'))[0]).toBe('one\n')
    expect(tab.heard.filter(message => 'more' in message)).toHaveLength(2)
    say({ id, text: '', isEnd: true })
    await once(response, 'end')
  })

  test('is called off in the tab when the client goes away', async () => {
    let heardCancel: () => void = () => {}
    const cancelled = new Promise<void>(resolve => {
      heardCancel = resolve
    })
    const channel = {}
    bridge.hear(channel, { tab: card() }, message => {
      if ('cancel' in message) heardCancel()
      if ('request' in message) bridge.hear(channel, { id: message.id, head, text: '', isEnd: false }, () => {})
    })
    const response = await get('/api/v1/pods?watch=1')
    response.destroy()
    await cancelled
  })

  test('ends when its tab is closed', async () => {
    const tab = openTab((id, say) => say({ id, head, text: 'one\n', isEnd: false }))
    const response = await get('/api/v1/pods?watch=1')
    tab.close()
    expect(await textOf(response)).toBe('one\n')
  })

  test('is a 503 when the tab is closed before it says anything', async () => {
    const tab = openTab(() => tab.close())
    const response = await get('/api')
    expect(response.statusCode).toBe(503)
    expect(JSON.parse(await textOf(response))).toMatchObject({ kind: 'Status', reason: 'ServiceUnavailable' })
  })

  test('counts only from the tab that was asked', async () => {
    const asked = openTab((id, say) => {
      liar.say({ id, head, text: 'a lie', isEnd: true })
      say({ id, head, text: 'the truth', isEnd: true })
    })
    const liar = openTab(answering('x'), { isVisible: false })
    expect(await textOf(await get('/api'))).toBe('the truth')
    expect(asked.heard).toHaveLength(1)
  })
})

describe('the door', () => {
  test('without a tab says what to do', async () => {
    const response = await get('/api')
    expect(response.statusCode).toBe(503)
    expect(JSON.parse(await textOf(response)).message).toContain(`open http://localhost:${port()} in a browser`)
    await get('/api')
    expect(missed).toBe(1)
  })

  test.each<Record<string, string>>([
    { origin: 'https://evil.example' },
    { host: 'evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ])('is closed to %j, and the tab hears nothing of it', async headers => {
    const tab = openTab(answering('x'))
    expect((await get('/api', headers)).statusCode).toBe(403)
    expect((await get('/lab/tabs', headers)).statusCode).toBe(403)
    expect(tab.heard).toEqual([])
  })

  test('keeps to itself with which secrets a client came', async () => {
    const tab = openTab(answering('x'))
    await get('/api', { authorization: 'Bearer secret', cookie: 'a=b', accept: 'text/plain' })
    expect(tab.heard[0]).toMatchObject({ request: { headers: { accept: 'text/plain' } } })
    expect(JSON.stringify(tab.heard)).not.toMatch(/secret|a=b/)
  })

  test('passes on method, path, headers and body as they are', async () => {
    const tab = openTab(answering('x'))
    const headers = { 'content-type': 'application/yaml' }
    const request = httpRequest({ host: '127.0.0.1', port: port(), path: '/api/v1/x?a=b', method: 'PUT', headers })
    request.end('a: ü')
    await once(request, 'response')
    expect(tab.heard[0]).toMatchObject({
      request: { method: 'PUT', path: '/api/v1/x?a=b', headers, body: 'a: ü' },
    })
  })
})
