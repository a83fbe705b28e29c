import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { bodyBytesMost } from '../client'
import { type GuardedHeaders, readBody, refusalOf } from './http-guard'

const door = { port: 8001, origins: ['http://localhost:5173'] }
const codeOf = (headers: GuardedHeaders) => refusalOf(headers, door)?.code

describe('who may come in', () => {
  test.each(['localhost:8001', '127.0.0.1:8001', '[::1]:8001', 'LOCALHOST:8001'])('a request to %s', host => {
    expect(codeOf({ host })).toBeUndefined()
  })

  test.each([
    'evil.example:8001',
    'localhost',
    'localhost:8002',
    'localhost.evil.example:8001',
    '127.0.0.1.nip.io:8001',
    '0.0.0.0:8001',
    'user@localhost:8001',
    '',
  ])('nobody asks the host %j (DNS rebinding)', host => {
    expect(codeOf({ host })).toBe(403)
  })

  test('nor without a host', () => {
    expect(codeOf({})).toBe(403)
  })

  test.each(['http://localhost:8001', 'http://127.0.0.1:8001', 'http://[::1]:8001', 'http://localhost:5173'])(
    'a page of %s may',
    origin => {
      expect(codeOf({ host: '127.0.0.1:8001', origin, 'sec-fetch-site': 'cross-site' })).toBeUndefined()
    },
  )

  test.each([
    'http://evil.example',
    'https://localhost:8001',
    'http://localhost:3000',
    'null',
    '',
    'http://localhost:8001/',
  ])('a page of %j may not', origin => {
    expect(codeOf({ host: 'localhost:8001', origin })).toBe(403)
  })

  test('an image or a link in a foreign page, which names no origin, may not', () => {
    for (const site of ['cross-site', 'same-site'])
      expect(codeOf({ host: 'localhost:8001', 'sec-fetch-site': site })).toBe(403)
    for (const site of ['same-origin', 'none'])
      expect(codeOf({ host: 'localhost:8001', 'sec-fetch-site': site })).toBeUndefined()
  })

  test('at port 80 clients leave the port out', () => {
    expect(refusalOf({ host: 'localhost', origin: 'http://localhost' }, { port: 80 })).toBeUndefined()
  })
})

describe('bodies', () => {
  const incoming = (headers: IncomingMessage['headers'] = {}) =>
    Object.assign(new PassThrough(), { headers }) as unknown as IncomingMessage & PassThrough

  test('are text, whatever the pieces they come in', async () => {
    const request = incoming()
    const read = readBody(request)
    const bytes = Buffer.from('{"name":"é"}')
    request.write(bytes.subarray(0, 10))
    request.end(bytes.subarray(10))
    expect(await read).toBe('{"name":"é"}')
  })

  test('that are too long are refused before they have come, by what their header says', async () => {
    const request = incoming({ 'content-length': String(bodyBytesMost + 1) })
    const read = readBody(request)
    request.write('x')
    expect(await read).toMatchObject({ code: 413 })
  })

  test('that are too long are refused where they have no length, and the rest is let through', async () => {
    const request = incoming()
    const read = readBody(request)
    request.write(Buffer.alloc(bodyBytesMost))
    request.write('x')
    expect(await read).toMatchObject({ code: 413, reason: 'RequestEntityTooLarge' })
    request.end(Buffer.alloc(1_000_000))
    expect(request.destroyed).toBe(false)
  })

  test('of a client that goes away are not answered', async () => {
    const request = incoming()
    const read = readBody(request)
    request.write('{')
    request.destroy()
    await expect(read).rejects.toThrow('went away')
  })
})
