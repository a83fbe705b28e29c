import { describe, expect, it } from 'vitest'
import type { HttpRequest } from '../client'
import { clockResponse, isClockRequest, readClockRequest } from './clock-door'

const path = '/apis/lab.sim/v1/clocks/cluster'
const patch = (body: unknown): HttpRequest => ({ method: 'PATCH', path, body })

describe('the clock as an API object', () => {
  it('knows its own requests', () => {
    expect(isClockRequest({ method: 'GET', path })).toBe(true)
    expect(isClockRequest({ method: 'GET', path: '/apis/lab.sim/v1/clocks?limit=1' })).toBe(true)
    expect(isClockRequest({ method: 'GET', path: '/apis/lab.sim/v1/clocksmiths' })).toBe(false)
    expect(isClockRequest({ method: 'GET', path: '/api/v1/pods' })).toBe(false)
  })

  it('reads pause and speed from a merge patch, parsed or as text', () => {
    expect(readClockRequest(patch({ spec: { paused: true } }))).toEqual({ set: { paused: true } })
    expect(readClockRequest(patch('{"spec":{"speed":"max"}}'))).toEqual({ set: { speed: 'max' } })
    expect(readClockRequest(patch({ spec: { speed: 10, paused: false } }))).toEqual({
      set: { speed: 10, paused: false },
    })
  })

  it('refuses a speed that is none, with the field in the causes', () => {
    for (const speed of [0, -1, Number.NaN, 'fast', 1e9]) {
      const status = readClockRequest(patch({ spec: { speed } }))
      expect(status).toMatchObject({ code: 422, reason: 'Invalid', details: { causes: [{ field: 'spec.speed' }] } })
    }
    expect(readClockRequest(patch('nonsense'))).toMatchObject({ code: 400 })
  })

  it('knows one clock only, and its methods', () => {
    expect(readClockRequest({ method: 'GET', path: '/apis/lab.sim/v1/clocks/other' })).toMatchObject({ code: 404 })
    expect(readClockRequest({ method: 'DELETE', path })).toMatchObject({ code: 405 })
    expect(readClockRequest({ method: 'GET', path: `${path}/step` })).toMatchObject({ code: 405 })
    expect(readClockRequest({ method: 'POST', path: `${path}/step` })).toEqual({ step: true })
  })

  it('answers with the cluster time and when the next thing is due', () => {
    const clock = {
      now: Date.UTC(2026, 0, 1, 0, 3, 12),
      paused: true,
      speed: 10,
      nextAt: Date.UTC(2026, 0, 1, 0, 3, 20),
    }
    expect(clockResponse({ method: 'GET', path }, clock).body).toMatchObject({
      kind: 'Clock',
      spec: { paused: true, speed: 10 },
      status: { now: '2026-01-01T00:03:12Z', next: '2026-01-01T00:03:20Z' },
    })
  })
})
