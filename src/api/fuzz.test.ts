import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse, Status } from '../client'
import { ApiBench } from '../testing/api-bench'
import { RequestFuzzer } from '../testing/request-fuzzer'
import { extensionRequests } from '../testing/sample-extensions'
import { sampleRequests } from '../testing/sample-requests'
import { createWorld } from '../world'
import { catalogAt } from './catalog'

const requestsPerSeed = 2000
const table = 'application/json;as=Table;v=v1;g=meta.k8s.io'

/** What the real server answers with 500, by the message; anything else is a hole. */
const recordedProblems: readonly RegExp[] = [
  /^resourceVersion should not be set on objects to be created$/,
  /^\[?target\./,
  /strconv\.ParseUint/,
  /^failed to create typed patch object/,
  /does not contain declared merge key/,
  /^list element types are not identical/,
  /^lists of lists are not supported/,
  /the spec replicas field "\.spec\.replicas" does not exist$/,
  /^Get "https:\/\/[^ ]+: dial tcp /,
]

function isRecordedProblem({ code, body }: HttpResponse): boolean {
  return code !== 500 || recordedProblems.some(pattern => pattern.test((body as Status).message ?? ''))
}

function isSound({ code, body }: HttpResponse): boolean {
  if (code < 100 || code > 599 || !Number.isInteger(code)) return false
  return code < 400 || typeof body === 'string' || (body as Status).kind === 'Status'
}

describe('the samples', () => {
  test('are good requests', () => {
    const bench = new ApiBench()
    const refused = sampleRequests
      .map(request => ({ request, response: bench.send(request) }))
      .filter(({ response }) => response.code >= 400 && response.code !== 404)
      .map(({ request, response }) => `${request.method} ${request.path}: ${JSON.stringify(response.body)}`)
    expect(refused.map(text => text.slice(0, 300))).toEqual([
      expect.stringContaining('the UID in the precondition (x) does not match'),
    ])
  })
})

const samples = [...sampleRequests, ...extensionRequests]

describe('broken requests', { timeout: 60_000 }, () => {
  test.each([1, 2, 3, 4])(`${requestsPerSeed} of seed %i are answered, and what is refused changes nothing`, seed => {
    const bench = new ApiBench()
    for (const request of [...sampleRequests.slice(0, 15), ...extensionRequests]) bench.send(request)
    const fuzzer = new RequestFuzzer(seed, samples)
    const codes = new Map<number, number>()
    for (let i = 0; i < requestsPerSeed; i++) {
      const request = fuzzer.next()
      const { revision } = bench.store
      const text = describeRequest(i, request)
      const response = answerOf(bench, request, text)
      expect(isSound(response) ? '' : `${text}: ${response.code}`).toBe('')
      expect(isRecordedProblem(response) ? '' : `${text}: ${JSON.stringify(response.body)}`).toBe('')
      if (response.code >= 400 || /[?&]dryRun=All/.test(request.path) || request.method === 'GET')
        expect(isExcused(request, response) || bench.store.revision === revision ? '' : `${text}: wrote`).toBe('')
      codes.set(response.code, (codes.get(response.code) ?? 0) + 1)
    }
    expect([...codes.keys()].length).toBeGreaterThan(6)
    expectReadable(bench)
  })

  test(`${requestsPerSeed} to a world with machines are answered, and the world goes on`, () => {
    const world = createWorld({ seed: 5, machines: 2 })
    world.run(world.now + 5000)
    const fuzzer = new RequestFuzzer(5, samples)
    for (let i = 0; i < requestsPerSeed; i++) {
      const request = fuzzer.next()
      const { revision } = world.store
      const response = world.handle(request)
      const text = describeRequest(i, request)
      expect(isSound(response) ? '' : `${text}: ${response.code}`).toBe('')
      expect(isRecordedProblem(response) ? '' : `${text}: ${JSON.stringify(response.body)}`).toBe('')
      if (request.method === 'GET' && !request.path.includes('/proxy'))
        expect(world.store.revision === revision ? '' : `${text}: wrote`).toBe('')
      if (i % 5 === 0) world.run(world.now + 200)
    }
    world.run(world.now + 60_000)
    expect(world.handle({ method: 'GET', path: '/readyz' }).code).toBe(200)
  })
})

function answerOf(bench: ApiBench, request: HttpRequest, text: string): HttpResponse {
  try {
    return bench.send(request)
  } catch (error) {
    throw new Error(`${text}: threw ${error instanceof Error ? error.stack : error}`)
  }
}

/**
 * As with the real server, a DELETE with a body does not look at `dryRun` in the query, and an answer that cannot be given in the form that was
 * asked for comes when the deed is done.
 */
function isExcused({ method, body, accept }: HttpRequest, { code }: HttpResponse): boolean {
  return (method === 'DELETE' && body !== undefined) || (code === 406 && Boolean(accept?.includes('as=')))
}

function describeRequest(index: number, { method, path, contentType, accept, body }: HttpRequest): string {
  return `${index}: ${method} ${path} ${contentType ?? ''} ${accept ?? ''} ${JSON.stringify(body)?.slice(0, 1500)}`
}

/** All that is stored can still be read, printed and watched. */
function expectReadable(bench: ApiBench): void {
  for (const { group, version, plural } of catalogAt(bench.store.at()).resources) {
    const path = group ? `/apis/${group}/${version}/${plural}` : `/api/${version}/${plural}`
    for (const accept of ['application/json', table]) expect(bench.send({ method: 'GET', path, accept }).code).toBe(200)
    expect(bench.send({ method: 'GET', path: `${path}?watch=1&resourceVersion=1` }).code).toBe(200)
    const whole = 'sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true'
    expect(bench.send({ method: 'GET', path: `${path}?watch=1&${whole}`, accept: table }).code).toBe(200)
  }
}
