import { describe, expect, test } from 'vitest'
import type { HttpResponse } from '../client'
import { headOf, piecesOf, requestFrom, textOf, watchTimeoutMs } from './wire'

const json = (body: unknown, rest: Partial<HttpResponse> = {}): HttpResponse => ({
  code: 200,
  contentType: 'application/json',
  body,
  ...rest,
})

async function all(pieces: AsyncIterable<string>): Promise<readonly string[]> {
  const texts: string[] = []
  for await (const text of pieces) texts.push(text)
  return texts
}

describe('a request from a socket', () => {
  test('keeps what the API reads, and no empty body', () => {
    const headers = { accept: 'application/json', 'content-type': 'application/yaml', cookie: 'x' }
    expect(requestFrom({ method: 'POST', path: '/api/v1/pods?a=b', headers, body: 'kind: Pod' })).toMatchObject({
      method: 'POST',
      path: '/api/v1/pods?a=b',
      accept: 'application/json',
      contentType: 'application/yaml',
      body: 'kind: Pod',
    })
    expect(requestFrom({ method: 'GET', path: '/api', headers: {}, body: '' })).not.toHaveProperty('body')
  })

  test.each(['OPTIONS', 'TRACE', 'CONNECT', 'get'])('%s is no method of the API', method => {
    expect(requestFrom({ method, path: '/api', headers: {}, body: '' })).toMatchObject({ code: 405 })
  })
})

describe('an answer on a socket', () => {
  test('JSON ends with a line break, text is left alone', () => {
    expect(textOf(json({ a: 1 }))).toBe('{"a":1}\n')
    expect(textOf(json('ok'))).toBe('ok')
  })

  test('warnings are headers that nobody can break out of', () => {
    const { headers } = headOf(json({}, { warnings: ['say "hi"\r\nSet-Cookie: x', 'two'] }))
    expect(headers.warning).toEqual(['299 - "say \\"hi\\" Set-Cookie: x"', '299 - "two"'])
    expect(headOf(json({})).headers).not.toHaveProperty('warning')
  })

  test('a Status that says when to come back says so in a header, too', () => {
    const body = { kind: 'Status', details: { retryAfterSeconds: 10 } }
    expect(headOf(json(body, { code: 429 })).headers).toMatchObject({ 'retry-after': '10' })
    expect(headOf(json('later', { code: 429 })).headers).not.toHaveProperty('retry-after')
  })

  test('a watch is a line for each event, for as long as there is a next path', async () => {
    const first = json([{ type: 'ADDED' }], { next: '/1' })
    const later: Record<string, HttpResponse> = {
      '/1': json([{ type: 'MODIFIED' }, { type: 'DELETED' }], { next: '/2' }),
      '/2': json([{ type: 'ERROR' }]),
    }
    const pieces = await all(piecesOf(first, async path => later[path] as HttpResponse))
    expect(pieces).toEqual(['{"type":"ADDED"}\n', '{"type":"MODIFIED"}\n{"type":"DELETED"}\n', '{"type":"ERROR"}\n'])
  })

  test('a watch that begins with nothing sends nothing, not even a bracket', async () => {
    expect(await all(piecesOf(json([], { next: '/1' }), async () => json([])))).toEqual([])
  })

  test('a followed log is its text, piece by piece', async () => {
    const first: HttpResponse = { code: 200, contentType: 'text/plain', body: 'a\n', next: '/1' }
    expect(await all(piecesOf(first, async () => ({ ...first, body: 'b\n', next: undefined }) as never))).toEqual([
      'a\n',
      'b\n',
    ])
  })
})

test('the time of a watch is what the client said, if it said something', () => {
  expect(watchTimeoutMs('/api/v1/pods?watch=1&timeoutSeconds=7')).toBe(7000)
  for (const query of ['', '?watch=1', '?timeoutSeconds=0', '?timeoutSeconds=-1', '?timeoutSeconds=x'])
    expect(watchTimeoutMs(`/api/v1/pods${query}`)).toBeUndefined()
})
