import { isRecord } from '../base'
import { failure, type HttpRequest, type HttpResponse, type Status, type StatusReason } from '../client'
import { timestamp } from '../kinds'
import type { ClockSpec, ClockStatus, Speed } from './protocol'

/** What a request to the clock asks the host to do; `answer` is made after it was done. */
export type ClockOrder = { readonly set: Partial<ClockSpec> } | { readonly step: true } | { readonly read: true }

const root = '/apis/lab.sim/v1/clocks'
/** The one clock there is. */
export const clockPath = `${root}/cluster`
const fastest = 100_000

/** Whether a request is for the clock, which the host serves itself because it is not in the world. */
export function isClockRequest(request: HttpRequest): boolean {
  const path = pathOf(request)
  return path === root || path.startsWith(`${root}/`)
}

/** What a request to the clock means, or the Status that refuses it. */
export function readClockRequest(request: HttpRequest): ClockOrder | Status {
  const path = pathOf(request)
  if (path === `${root}/cluster/step`) return request.method === 'POST' ? { step: true } : notAllowed(request)
  if (path === root) return request.method === 'GET' ? { read: true } : notAllowed(request)
  if (path !== `${root}/cluster`) {
    const name = path.slice(root.length + 1)
    return failure('NotFound', `clocks.lab.sim "${name}" not found`, { name, group: 'lab.sim', kind: 'clocks' })
  }
  if (request.method === 'GET') return { read: true }
  if (request.method === 'PATCH') return readPatch(request.body)
  return notAllowed(request)
}

/** The clock as an API object, or a list of the one there is when the collection was asked for. */
export function clockResponse(request: HttpRequest, clock: ClockStatus): HttpResponse {
  const object = clockObject(clock)
  const isList = pathOf(request) === root
  const body = isList ? { apiVersion: 'lab.sim/v1', kind: 'ClockList', metadata: {}, items: [object] } : object
  return { code: 200, contentType: 'application/json', body }
}

/** The clock that an answer of `clockResponse` tells of; undefined when it is none. */
export function clockStatusFrom(body: unknown): ClockStatus | undefined {
  const { spec, status } = isRecord(body) ? body : {}
  if (!isRecord(spec) || !isRecord(status) || typeof status.nowMs !== 'number') return undefined
  if (typeof spec.paused !== 'boolean' || !isSpeed(spec.speed)) return undefined
  const next = typeof status.nextMs === 'number' && { nextAt: status.nextMs }
  return { now: status.nowMs, paused: spec.paused, speed: spec.speed, ...next }
}

/** A Status on its way out. */
export function refusal(status: Status): HttpResponse {
  return { code: status.code ?? 500, contentType: 'application/json', body: status }
}

function clockObject(clock: ClockStatus) {
  return {
    apiVersion: 'lab.sim/v1',
    kind: 'Clock',
    metadata: { name: 'cluster' },
    spec: { paused: clock.paused, speed: clock.speed },
    status: {
      now: timestamp(clock.now),
      nowMs: clock.now,
      ...(clock.nextAt !== undefined && { next: timestamp(clock.nextAt), nextMs: clock.nextAt }),
    },
  }
}

function readPatch(body: unknown): ClockOrder | Status {
  const patch = typeof body === 'string' ? parsed(body) : body
  const spec = isRecord(patch) ? patch.spec : undefined
  if (!isRecord(spec))
    return failure('BadRequest', 'a patch of the clock looks like {"spec": {"paused": true, "speed": 10}}')
  if (spec.paused !== undefined && typeof spec.paused !== 'boolean')
    return invalid('spec.paused', 'must be true or false')
  if (spec.speed !== undefined && !isSpeed(spec.speed)) {
    return invalid('spec.speed', `must be a number above 0 and at most ${fastest}, or "max"`)
  }
  return {
    set: {
      ...(spec.paused !== undefined && { paused: spec.paused }),
      ...(spec.speed !== undefined && { speed: spec.speed }),
    },
  }
}

function isSpeed(value: unknown): value is Speed {
  return value === 'max' || (typeof value === 'number' && value > 0 && value <= fastest)
}

function invalid(field: string, message: string): Status {
  const text = `Clock.lab.sim "cluster" is invalid: ${field}: Invalid value: ${message}`
  const causes = [{ reason: 'FieldValueInvalid', message, field }]
  return failure('Invalid', text, { name: 'cluster', group: 'lab.sim', kind: 'Clock', causes })
}

function notAllowed(request: HttpRequest): Status {
  const reason: StatusReason = 'MethodNotAllowed'
  return failure(reason, `the clock does not know ${request.method} here`, { group: 'lab.sim', kind: 'clocks' })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function pathOf(request: HttpRequest): string {
  const query = request.path.indexOf('?')
  return query < 0 ? request.path : request.path.slice(0, query)
}
