import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createWorld, type World } from '../../world'
import { realTime } from '../real-time'
import { HeadlessCluster, type RunningServer, serveCluster } from '.'
import { LineDiscipline } from './line-discipline'

let world: World
let server: RunningServer
let cluster: HeadlessCluster

beforeEach(async () => {
  world = createWorld({ seed: 1, machines: 1 })
  const spec = { containers: [{ name: 'main', image: 'luksa/kubia-pet:1.0' }] }
  world.run(world.now + 30_000)
  world.handle({
    method: 'POST',
    path: '/api/v1/namespaces/default/pods',
    body: { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec },
  })
  world.run(world.now + 60_000)
  cluster = new HeadlessCluster(world, realTime, { paused: true, speed: 1 })
  server = await serveCluster(cluster, { port: 0, origins: [] })
})

afterEach(async () => {
  cluster.stop()
  await server.close()
})

const v4 = 'v4.channel.k8s.io'
const v5 = 'v5.channel.k8s.io'

interface Session {
  readonly socket: WebSocket
  /** What has come through each channel. */
  readonly said: Record<number, string>
  type(text: string): void
  readonly closed: Promise<unknown>
}

function open(query: string, protocols: readonly string[] = [v5, v4], headers = {}): Session {
  const url = `ws://127.0.0.1:${server.port}/api/v1/namespaces/default/pods/${query}`
  const socket = new WebSocket(url, [...protocols], { headers })
  const said: Record<number, string> = {}
  socket.on('message', (data: Buffer) => {
    const channel = data[0] as number
    said[channel] = (said[channel] ?? '') + data.toString('utf8', 1)
  })
  const type = (text: string) => socket.send(Buffer.concat([Buffer.of(0), Buffer.from(text)]))
  return { socket, said, type, closed: once(socket, 'close') }
}

async function refused(session: Session): Promise<{ readonly code: number; readonly message: string }> {
  session.closed.catch(() => undefined)
  const [, response] = await once(session.socket, 'unexpected-response')
  let text = ''
  for await (const chunk of response) text += chunk
  return { code: response.statusCode, message: JSON.parse(text).message }
}

describe('exec', () => {
  test.each([v5, v4])('runs a command and ends with its status (%s)', async protocol => {
    const { socket, said, closed } = open('web/exec?command=hostname&stdout=true&stderr=true', [protocol])
    await closed
    expect(socket.protocol).toBe(protocol)
    expect(said[1]).toBe('web\n')
    expect(JSON.parse(said[3] as string)).toMatchObject({ status: 'Success' })
  })

  test('tells an exit code', async () => {
    const { said, closed } = open('web/exec?command=sh&command=-c&command=exit+3&stdout=true')
    await closed
    const causes = [{ reason: 'ExitCode', message: '3' }]
    expect(JSON.parse(said[3] as string)).toMatchObject({ reason: 'NonZeroExitCode', details: { causes } })
  })

  test('takes input in any pieces until it is closed, and what was written stays', async () => {
    const { socket, said, type, closed } = open('web/exec?command=sh&stdin=true&stdout=true')
    await once(socket, 'open')
    for (const piece of ['echo o', 'ne\necho two > /tmp/x\nca', 't /tmp/x']) type(piece)
    socket.send(Buffer.of(255, 0))
    await closed
    expect(said[1]).toBe('one\ntwo\n')
    const again = open('web/exec?command=cat&command=/tmp/x&stdout=true')
    await again.closed
    expect(again.said[1]).toBe('two\n')
  })

  test('on a terminal shows what is typed, line by line, and ends at Ctrl-D', async () => {
    const { socket, said, type, closed } = open('web/exec?command=sh&stdin=true&stdout=true&tty=true')
    await once(socket, 'open')
    await expect.poll(() => said[1]).toBe('/ # ')
    for (const key of 'hostnamm\u007fe\r') type(key)
    await expect.poll(() => said[1]).toBe('/ # hostnamm\b \be\r\nweb\r\n/ # ')
    type('\u0004')
    await closed
    expect(JSON.parse(said[3] as string)).toMatchObject({ status: 'Success' })
  })

  test('says in words what it cannot do', async () => {
    expect(await refused(open('gone/exec?command=ls'))).toEqual({ code: 404, message: 'pods "gone" not found' })
    expect((await refused(open('web/exec?command=ls&container=x'))).message).toContain('container x is not valid')
    expect(await refused(open('web/exec?command=ls', ['v9']))).toMatchObject({ code: 400 })
    expect((await refused(open('web/portforward?ports=80'))).message).toContain('forwards no ports')
    expect(await refused(open('gone/attach'))).toEqual({ code: 404, message: 'pods "gone" not found' })
  })

  test('is not for foreign pages', async () => {
    expect(await refused(open('web/exec?command=ls', [v5], { origin: 'http://evil.example' }))).toMatchObject({
      code: 403,
    })
    expect(await refused(open('web/exec?command=ls', [v5], { host: 'evil.example' }))).toMatchObject({ code: 403 })
  })

  test('a client that goes away, or sends more than it may, leaves nothing behind', async () => {
    const gone = open('web/exec?command=cat&stdin=true&stdout=true')
    await once(gone.socket, 'open')
    gone.socket.terminate()
    const greedy = open('web/exec?command=cat&stdin=true&stdout=true')
    await once(greedy.socket, 'open')
    greedy.type('x'.repeat(2 * 1024 * 1024))
    await greedy.closed
    await expect.poll(() => server.connections()).toBe(0)
  })
})

test('attach tells what the process prints from now on', async () => {
  const { socket, said } = open('web/attach?stdout=true')
  await once(socket, 'open')
  const path = '/api/v1/namespaces/default/pods/web:8080/proxy/'
  const post = () => world.handle({ method: 'POST', path, body: 'hello' })
  expect(post().code).toBe(200)
  const log = world.handle({ method: 'GET', path: '/api/v1/namespaces/default/pods/web/log?tailLines=1' }).body
  expect(log).not.toBe('')
  await expect.poll(() => said[1]).toBe(log)
  socket.close()
  await expect.poll(() => server.connections()).toBe(0)
})

test('keys become lines as on a terminal', () => {
  const typed = (keys: string) => new LineDiscipline().take(keys)
  expect(typed('ls -l\r')).toEqual({ echo: 'ls -l\r\n', lines: 'ls -l\n', isEnd: false })
  expect(typed('é\u007f\u007fa\r')).toMatchObject({ echo: 'é\b \ba\r\n', lines: 'a\n' })
  expect(typed('a\u001b[A\u001b[1;5Cb\u001bOP\u0007\r')).toMatchObject({ lines: 'ab\n' })
  expect(typed('half\u0003')).toEqual({ echo: 'half^C\r\n', lines: '\n', isEnd: false })
  expect(typed('x\u0004')).toMatchObject({ isEnd: false })
  expect(typed('\u0004')).toMatchObject({ isEnd: true })
})
