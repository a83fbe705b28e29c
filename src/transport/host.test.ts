import { describe, expect, it } from 'vitest'
import type { HttpRequest, HttpResponse } from '../client'
import type { KubernetesObject } from '../kinds'
import { Replica, VersionedStore } from '../store'
import { type Drivable, WorldHost } from './host'
import type { ClientMessage, HostMessage } from './protocol'

/** Real time that passes only when the test says so. */
class FakeTime {
  private real = 0
  private timers: { readonly at: number; readonly callback: () => void }[] = []
  wakeUps = 0

  now = () => this.real

  after = (delayMs: number, callback: () => void) => {
    const timer = { at: this.real + delayMs, callback }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter(other => other !== timer)
    }
  }

  pass(ms: number): void {
    const end = this.real + ms
    for (;;) {
      const due = this.timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!due) break
      this.timers = this.timers.filter(timer => timer !== due)
      this.real = Math.max(this.real, due.at)
      this.wakeUps++
      due.callback()
    }
    this.real = end
  }

  spend(ms: number): void {
    this.real += ms
  }
}

/** A world in which one pod changes every `everyMs`, at a cost of `costMs` of real time. */
class TickingWorld implements Drivable {
  now = 0
  nextAt: number | undefined
  readonly store = new VersionedStore({ clock: () => this.now })
  private count = 0

  constructor(
    private readonly time: FakeTime,
    private readonly everyMs: number | undefined,
    private readonly costMs = 0,
  ) {
    this.nextAt = everyMs
  }

  handle(request: HttpRequest): HttpResponse {
    this.write(request.path)
    return { code: 200, contentType: 'application/json', body: this.now }
  }

  run(until: number, shouldPause?: () => boolean): boolean {
    while (this.nextAt !== undefined && this.nextAt <= until) {
      if (shouldPause?.()) return false
      this.now = this.nextAt
      this.nextAt += this.everyMs as number
      this.time.spend(this.costMs)
      this.write(`tick ${this.now}`)
    }
    if (until < Number.POSITIVE_INFINITY) this.now = until
    return true
  }

  step(until: number): boolean {
    return this.nextAt === undefined ? false : this.run(Math.min(until, this.nextAt))
  }

  private write(value: string): void {
    const metadata = { name: 'it', uid: 'u', resourceVersion: String(++this.count), creationTimestamp: '' }
    this.store.commit({ actor: 'test', verb: 'tick' }, tx =>
      tx.put({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { value } } as KubernetesObject),
    )
  }
}

function lab(everyMs: number | undefined, options: { readonly costMs?: number; readonly acknowledges?: boolean } = {}) {
  const time = new FakeTime()
  const world = new TickingWorld(time, everyMs, options.costMs)
  const sent: { readonly at: number; readonly message: ClientMessage }[] = []
  const replica = new Replica()
  const inbox: HostMessage[] = []
  const port = {
    postMessage(message: ClientMessage) {
      sent.push({ at: time.now(), message })
      if ('frame' in message && message.frame) expect(replica.apply(message.frame)).toBe(true)
      if (!('id' in message) && options.acknowledges !== false) inbox.push({ acknowledge: true })
    },
  }
  const host = new WorldHost(world, port, time)
  const pass = (ms: number) => {
    for (let passed = 0; passed < ms; passed++) {
      for (const message of inbox.splice(0)) host.receive(message)
      time.pass(1)
    }
  }
  const ask = (method: HttpRequest['method'], path: string, body?: unknown) => {
    host.receive({ id: 1, request: { method, path, body } })
    const answers = sent.flatMap(({ message }) => ('response' in message ? [message.response] : []))
    return answers.at(-1) as HttpResponse
  }
  const frames = () => sent.filter(({ message }) => !('id' in message))
  return { time, world, host, replica, pass, ask, frames }
}

const clock = '/apis/lab.sim/v1/clocks/cluster'

describe('WorldHost', () => {
  it('keeps virtual time in step with real time', () => {
    const { world, pass } = lab(100)
    pass(1_000)
    expect(world.now).toBeGreaterThanOrEqual(1_000)
    expect(world.now).toBeLessThanOrEqual(1_001)
  })

  it('sleeps until the next thing is due instead of polling', () => {
    const { time, pass } = lab(10_000)
    pass(60_000)
    expect(time.wakeUps).toBeLessThan(30)
  })

  it('never wakes up when nothing is due, and sends nothing', () => {
    const { time, pass, frames } = lab(undefined)
    pass(100)
    const before = frames().length
    pass(300_000)
    expect(time.wakeUps).toBeLessThan(3)
    expect(frames().length).toBe(before)
  })

  it('sends at most one frame in 16 ms, whatever happens, and all of it arrives', () => {
    const { world, replica, pass, frames } = lab(1)
    pass(1_000)
    const times = frames().map(({ at }) => at)
    for (let i = 1; i < times.length; i++)
      expect((times[i] as number) - (times[i - 1] as number)).toBeGreaterThanOrEqual(16)
    expect(times.length).toBeGreaterThan(40)
    pass(40)
    expect(world.store.revision - replica.revision).toBeLessThan(40)
  })

  it('waits with the next frame until the page has taken in the last', () => {
    const { host, pass, frames } = lab(1, { acknowledges: false })
    pass(500)
    expect(frames().length).toBe(1)
    host.receive({ acknowledge: true })
    pass(500)
    expect(frames().length).toBe(2)
  })

  it('sends everything anew when the page cannot follow', () => {
    const { host, replica, frames } = lab(100)
    host.receive({ resync: true })
    const last = frames().at(-1)?.message
    expect(last && 'frame' in last && last.frame?.reset?.objects).toHaveLength(0)
    expect(replica.revision).toBe(0)
  })

  it('handles a request at the present moment of the cluster, also when it was asleep', () => {
    const { pass, ask } = lab(undefined)
    pass(5_000)
    expect(ask('GET', '/api/v1/pods').body).toBeGreaterThanOrEqual(4_990)
  })

  it('stops at a pause, answers meanwhile, and goes on from there', () => {
    const { world, pass, ask } = lab(100)
    pass(1_000)
    ask('PATCH', clock, { spec: { paused: true } })
    const then = world.now
    pass(5_000)
    expect(world.now).toBe(then)
    ask('PATCH', clock, { spec: { paused: false } })
    pass(1_000)
    expect(world.now).toBeGreaterThanOrEqual(then + 990)
    expect(world.now).toBeLessThanOrEqual(then + 1_010)
  })

  it('goes ten times as fast when told so', () => {
    const { world, pass, ask } = lab(100)
    ask('PATCH', clock, { spec: { speed: 10 } })
    pass(1_000)
    expect(world.now).toBeGreaterThanOrEqual(9_900)
    expect(world.now).toBeLessThanOrEqual(10_100)
  })

  it('steps to the next commit and stands still there', () => {
    const { world, pass, ask } = lab(700)
    pass(100)
    expect(ask('POST', `${clock}/step`).body).toMatchObject({ spec: { paused: true } })
    expect(world.now).toBe(700)
    pass(2_000)
    expect(world.now).toBe(700)
  })

  it('runs as fast as it can in slices that leave room for requests', () => {
    const { world, time, ask } = lab(1_000, { costMs: 1 })
    ask('PATCH', clock, { spec: { speed: 'max' } })
    const before = time.now()
    time.pass(5)
    expect(time.now() - before).toBeLessThanOrEqual(40)
    expect(world.now).toBeGreaterThan(5_000)
  })

  it('does not race to catch up after it was too slow', () => {
    const { world, pass, ask } = lab(10, { costMs: 5 })
    ask('PATCH', clock, { spec: { speed: 100 } })
    pass(2_000)
    ask('PATCH', clock, { spec: { speed: 1 } })
    const then = world.now
    pass(1_000)
    expect(world.now - then).toBeLessThan(1_200)
  })
})
