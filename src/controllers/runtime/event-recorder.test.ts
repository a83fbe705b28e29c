import { describe, expect, test } from 'vitest'
import { type Event, type KubernetesObject, timestamp } from '../../kinds'
import { epoch, hour, minute, second } from '../../sim'
import { VersionedStore } from '../../store'
import { completed, type Sketch } from '../../testing/plan-bench'
import { recordEvent } from './event-recorder'
import type { EventNote } from './types'

const about = { kind: 'Pod', apiVersion: 'v1', namespace: 'default', name: 'web-0', uid: 'uid-web-0' }
const note = (message: string, extra: Partial<EventNote> = {}): EventNote => ({
  about,
  type: 'Normal',
  reason: 'Said',
  message,
  ...extra,
})

/** A store that takes what the recorder writes. */
class Journal {
  now = epoch
  readonly store = new VersionedStore({ clock: () => this.now, freezes: true })
  writeCount = 0

  say(message: string, extra: Partial<EventNote> = {}, component = 'talker'): this {
    recordEvent(note(message, extra), component, this.store.at(), this.now, request => {
      this.writeCount++
      this.store.commit({ actor: 'api', verb: request.verb }, tx => {
        const before = request.name ? this.store.at().get('Event', request.name, request.namespace) : undefined
        const body = { ...before, ...(request.body as object), ...(before && { metadata: before.metadata }) }
        tx.put(completed(body as unknown as Sketch, tx.revision, this.now))
      })
      return { ok: true, value: {} as KubernetesObject }
    })
    return this
  }

  pass(ms: number): this {
    this.now += ms
    return this
  }

  get events(): readonly Event[] {
    return this.store.at().list('Event')
  }

  /** What there is to read, `message ×count`. */
  get lines(): readonly string[] {
    return this.events.map(({ message, count }) => (count === 1 ? message : `${message} ×${count}`)).sort()
  }
}

describe('one event', () => {
  test('names the object, the moment, and who speaks', () => {
    const [event] = new Journal().say('hello', { host: 'node-1' }).events
    expect(event).toMatchObject({
      involvedObject: about,
      reason: 'Said',
      type: 'Normal',
      source: { component: 'talker', host: 'node-1' },
      firstTimestamp: timestamp(epoch),
      lastTimestamp: timestamp(epoch),
      count: 1,
      eventTime: null,
      reportingComponent: 'talker',
      reportingInstance: 'node-1',
    })
    expect(event?.metadata).toMatchObject({ namespace: 'default' })
    expect(event?.metadata.name).toMatch(/^web-0\.[0-9a-f]{16}$/)
  })

  test('about a whole object carries what identifies it; about a cluster-scoped one it lies in namespace default', () => {
    const metadata = { name: 'node-1', uid: 'u', resourceVersion: '7', creationTimestamp: '' }
    const [event] = new Journal().say('x', { about: { kind: 'Node', apiVersion: 'v1', metadata } }).events
    expect(event?.involvedObject).toEqual({
      kind: 'Node',
      apiVersion: 'v1',
      name: 'node-1',
      uid: 'u',
      resourceVersion: '7',
    })
    expect(event?.metadata.namespace).toBe('default')
  })

  test('two in the same millisecond have two names', () => {
    expect(new Journal().say('a').say('b').events).toHaveLength(2)
  })
})

describe('the same again (TestEventCorrelator)', () => {
  test('raises the count and the last time, and keeps the first', () => {
    const journal = new Journal()
      .say('hello')
      .pass(3 * second)
      .say('hello')
    expect(journal.lines).toEqual(['hello ×2'])
    expect(journal.events[0]).toMatchObject({
      firstTimestamp: timestamp(epoch),
      lastTimestamp: timestamp(epoch + 3 * second),
    })
  })

  test.each<readonly [string, Partial<EventNote>, string]>([
    ['another reason', { reason: 'Other' }, 'talker'],
    ['another type', { type: 'Warning' }, 'talker'],
    ['another component', {}, 'somebody'],
    ['another machine', { host: 'node-2' }, 'talker'],
    ['another container', { about: { ...about, fieldPath: 'spec.containers{main}' } }, 'talker'],
    ['another object of that name', { about: { ...about, uid: 'another' } }, 'talker'],
  ])('%s is another event', (_, extra, component) => {
    expect(new Journal().say('hello').say('hello', extra, component).lines).toEqual(['hello', 'hello'])
  })
})

describe('many messages of one reason (EventAggregator)', () => {
  const sayMany = (journal: Journal, count: number, pauseMs = second) => {
    for (let i = 0; i < count; i++) journal.pass(pauseMs).say(`message ${i}`)
    return journal
  }
  const combined = (journal: Journal) => journal.lines.filter(line => line.startsWith('(combined'))

  test('nine are told apart, the tenth is combined', () => {
    expect(combined(sayMany(new Journal(), 9))).toEqual([])
    expect(combined(sayMany(new Journal(), 10))).toEqual(['(combined from similar events): message 9'])
  })

  test('further ones share one event, which says the last', () => {
    expect(combined(sayMany(new Journal(), 15))).toEqual(['(combined from similar events): message 14 ×6'])
  })

  test('a known message still raises its own count', () => {
    const journal = sayMany(new Journal(), 12).say('message 3')
    expect(journal.lines).toContain('message 3 ×2')
  })

  test('another reason is not combined with them', () => {
    expect(sayMany(new Journal(), 12).say('new', { reason: 'Other' }).lines).toContain('new')
  })

  test('after a pause of more than ten minutes they are told apart again', () => {
    expect(
      sayMany(new Journal(), 9)
        .pass(10 * minute + 1)
        .say('late').lines,
    ).toContain('late')
    expect(
      sayMany(new Journal(), 9)
        .pass(9 * minute)
        .say('late').lines,
    ).not.toContain('late')
  })
})

describe('talking too much (EventSourceObjectSpamFilter)', () => {
  test('one source may say 25 things about one object, then one every five minutes', () => {
    const journal = new Journal()
    for (let i = 0; i < 40; i++) journal.say('hello')
    expect(journal.lines).toEqual(['hello ×25'])
    journal
      .pass(5 * minute)
      .say('hello')
      .say('hello')
    expect(journal.lines).toEqual(['hello ×26'])
    journal.pass(5 * minute).say('hello')
    expect(journal.lines).toEqual(['hello ×27'])
  })

  test('what is dropped costs no write', () => {
    const journal = new Journal()
    for (let i = 0; i < 40; i++) journal.say('hello')
    expect(journal.writeCount).toBe(25)
  })

  test('other sources, and the same source about other objects, are not held back', () => {
    const journal = new Journal()
    for (let i = 0; i < 30; i++) journal.say('hello')
    journal.say('hello', {}, 'somebody').say('hello', { about: { ...about, name: 'web-1', uid: 'uid-web-1' } })
    expect(journal.lines).toEqual(['hello', 'hello', 'hello ×25'])
  })

  test('objects that are named without a uid do not share an allowance', () => {
    const journal = new Journal()
    for (let i = 0; i < 40; i++)
      journal.say('hello', { about: { kind: 'Pod', namespace: 'default', name: `web-${i}` } })
    expect(journal.events).toHaveLength(40)
  })
})

test('recording costs microseconds, also with 25 events about one object', () => {
  const journal = new Journal()
  for (let i = 0; i < 24; i++) journal.say(`m${i % 6}`, { reason: `R${i % 4}` }).pass(second)
  const view = journal.store.at()
  const record = (count: number) => {
    const from = performance.now()
    for (let i = 0; i < count; i++)
      recordEvent(note('m1', { reason: 'R1' }), 'talker', view, epoch + hour, () => ({ ok: true, value: {} as never }))
    return ((performance.now() - from) * 1000) / count
  }
  record(2000)
  const microseconds = Math.min(record(2000), record(2000), record(2000))
  expect(microseconds).toBeLessThan(20)
})
