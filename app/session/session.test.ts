import { describe, expect, it } from 'vitest'
import { failure, type HttpResponse } from '../../src/client'
import { adviceFor, messageOf } from './advice'
import { parseReference, referenceText } from './reference'
import { clusterTimeAt } from './world'

const answer = (code: number, body: unknown): HttpResponse => ({ code, contentType: 'application/json', body })
const object = (metadata: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'kubia-0', ...metadata } })

describe('what the log says of an answer', () => {
  it('names the object and what became of it', () => {
    expect(messageOf(answer(201, object({})))).toBe('pod/kubia-0 created')
    expect(messageOf(answer(200, object({})))).toBe('pod/kubia-0 changed')
  })

  it('tells an object that is gone from one that still waits', () => {
    const deletionTimestamp = '2026-01-01T00:00:00Z'
    expect(messageOf(answer(200, object({ deletionTimestamp, deletionGracePeriodSeconds: 30 })))).toBe(
      'pod/kubia-0 is being deleted',
    )
    expect(messageOf(answer(200, object({ deletionTimestamp, deletionGracePeriodSeconds: 0 })))).toBe(
      'pod/kubia-0 deleted',
    )
    expect(
      messageOf(answer(200, object({ deletionTimestamp, deletionGracePeriodSeconds: 0, finalizers: ['x'] }))),
    ).toBe('pod/kubia-0 is being deleted')
  })

  it('passes on what a program or a Status says', () => {
    expect(messageOf(answer(200, "You've hit kubia-0\n"))).toBe("You've hit kubia-0")
    expect(messageOf(answer(404, failure('NotFound', 'pods "x" not found')))).toBe('pods "x" not found')
  })

  it('names the budget that refuses an eviction, and what to do about two of them', () => {
    const causes = [
      { reason: 'DisruptionBudget', message: 'The disruption budget web needs 2 healthy pods and has 1 currently' },
    ]
    const refused = failure('TooManyRequests', 'Cannot evict pod.', { causes })
    expect(messageOf(answer(429, refused))).toBe(
      'Cannot evict pod. The disruption budget web needs 2 healthy pods and has 1 currently.',
    )
    const two = failure('InternalError', 'This pod has more than one PodDisruptionBudget, which is not supported.')
    expect(adviceFor(answer(500, two))).toContain('Delete one of the budgets')
  })

  it('says what to do next about every kind of refusal', () => {
    for (const reason of [
      'NotFound',
      'AlreadyExists',
      'Conflict',
      'Invalid',
      'TooManyRequests',
      'Forbidden',
      'ServiceUnavailable',
      'InternalError',
    ] as const) {
      const status = failure(reason, 'no')
      expect(adviceFor(answer(status.code ?? 0, status)), reason).toBeTruthy()
    }
    expect(adviceFor(answer(200, {}))).toBeUndefined()
  })
})

describe('references', () => {
  it('survive the address bar', () => {
    for (const text of ['Pod/default/kubia-0', 'Node/node-1', 'Sandbox/kubia-0.1f3c']) {
      const reference = parseReference(text)
      expect(reference && referenceText(reference)).toBe(text)
    }
  })

  it('are none when the text is not one', () => {
    for (const text of [null, '', 'Pod', 'Pod/', 'a/b/c/d', '/x']) expect(parseReference(text)).toBeUndefined()
  })
})

describe('the time shown between two readings of the clock', () => {
  it('counts on at the speed of the clock, and stands still while it is paused', () => {
    const reading = (paused: boolean, speed: number | 'max') => ({ status: { now: 1_000, paused, speed }, readAt: 500 })
    expect(clusterTimeAt(reading(false, 10), 700)).toBe(3_000)
    expect(clusterTimeAt(reading(true, 10), 700)).toBe(1_000)
    expect(clusterTimeAt(reading(false, 'max'), 700)).toBe(721_000)
    expect(clusterTimeAt(reading(false, 1), 400)).toBe(1_000)
  })
})
