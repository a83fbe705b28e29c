import { describe, expect, test } from 'vitest'
import type { Event } from '../../kinds'
import { epoch } from '../../sim'
import { RuntimeBench, refusal } from '../../testing/runtime-bench'
import type { Action, Controller, Plan } from '.'

/** A controller of ConfigMaps that does what `plan` says, and notes when it was asked. */
function probe(plan: (key: string, now: number) => Partial<Plan>, extra: Partial<Controller> = {}) {
  const asked: string[] = []
  const controller: Controller = {
    name: 'probe',
    interests: [{ kind: 'ConfigMap', keysOf: ({ name }) => [name] }],
    plan(_, key, now) {
      asked.push(`${key}@${now - epoch}`)
      return { actions: [], ...plan(key, now) }
    },
    ...extra,
  }
  return { asked, controller }
}

const map = (name: string, data: Readonly<Record<string, string>> = {}) => ({
  kind: 'ConfigMap',
  metadata: { name },
  data,
})
const write = (name: string, extra: object = {}): Action => ({
  write: { verb: 'update', kind: 'Secret', name, body: { metadata: { name } } },
  ...extra,
})

/** The watch delay that the seed of the bench gives the probe. */
function delayOf(controller: Controller): number {
  const cluster = new RuntimeBench(controller).put(map('x'))
  return (cluster.loop.nextAt as number) - epoch
}

const delay = delayOf(probe(() => ({})).controller)

describe('hearing and asking', () => {
  test('several changes of one object before the controller hears of them lead to one look', () => {
    const { asked, controller } = probe(() => ({}))
    const cluster = new RuntimeBench(controller)
      .put(map('a'))
      .put(map('a', { x: '1' }))
      .put(map('b'))
    cluster.run(100)
    expect(asked.map(text => text.split('@')[0])).toEqual(['a', 'b'])
  })

  test('each change is heard of after the watch delay, also while the controller is awake for others', () => {
    const { asked, controller } = probe(() => ({}))
    const cluster = new RuntimeBench(controller).put(map('a'))
    cluster
      .run(delay - 1)
      .put(map('b'))
      .run(100)
    expect(asked).toEqual([`a@${delay}`, `b@${2 * delay - 1}`])
  })

  test('live reads delay what a controller hears by the time they take', () => {
    expect(delayOf(probe(() => ({}), { liveReads: 2 }).controller)).toBe(delay + 10)
  })

  test('an interest may say how much later there is something to do: then nobody is woken sooner', () => {
    const interests = [{ kind: 'ConfigMap', keysOf: () => ['all'], afterMs: 60 }]
    const { asked, controller } = probe(() => ({}), { interests })
    const cluster = new RuntimeBench(controller).put(map('a')).run(20).put(map('b'))
    cluster.run(200)
    expect(asked).toEqual([`all@${60 + delay}`])
  })

  test('wakeAt leads to another look, at the earliest a millisecond later', () => {
    const { asked, controller } = probe((_, now) => (now < epoch + 50 ? { wakeAt: epoch + 50 } : {}))
    new RuntimeBench(controller).put(map('a')).run(1000)
    expect(asked.slice(1)).toEqual(['a@50'])
    const past = probe((_, now) => (now < epoch + 10 ? { wakeAt: 0 } : {}))
    new RuntimeBench(past.controller).put(map('a')).run(1000)
    expect(past.asked.length).toBeGreaterThan(3)
    expect(new Set(past.asked).size).toBe(past.asked.length)
  })

  test('a removed object makes its key worth a look as well', () => {
    const { asked, controller } = probe(() => ({}))
    const cluster = new RuntimeBench(controller).put(map('a')).run(10)
    cluster.store.commit({ actor: 'test', verb: 'remove' }, tx => tx.remove('ConfigMap', 'a'))
    cluster.run(10)
    expect(asked).toHaveLength(2)
  })
})

describe('carrying out a plan', () => {
  test('writes are 5 ms apart, each at its own instant; what follows the last one does not wait', () => {
    const { controller } = probe(() => ({ actions: [write('1'), write('2'), write('3')] }))
    const cluster = new RuntimeBench(controller).put(map('a')).run(100)
    expect(cluster.writes).toEqual([0, 5, 10].map((ms, i) => `+${delay + ms} update Secret ${i + 1}`))
  })

  test('a change while a plan is carried out leads to another look when its last write is answered, not before', () => {
    const { asked, controller } = probe((_, now) =>
      now < epoch + 10 ? { actions: [write('1'), write('2'), write('3')] } : {},
    )
    const cluster = new RuntimeBench(controller).put(map('a')).run(delay + 1)
    cluster.put(map('a', { x: '1' })).run(100)
    expect(asked).toEqual([`a@${delay}`, `a@${delay + 15}`])
  })

  test('a controller whose writes others carry out does not wait for the last answer', () => {
    const { asked, controller } = probe((_, now) => (now < epoch + 10 ? { actions: [write('1'), write('2')] } : {}))
    const cluster = new RuntimeBench({ ...controller, delegatesWrites: true }).put(map('a')).run(delay + 1)
    cluster.put(map('a', { x: '1' })).run(100)
    expect(asked).toEqual([`a@${delay}`, `a@${delay + 5}`])
  })

  test('waking everybody while a plan is carried out neither hurries it nor is forgotten', () => {
    const { asked, controller } = probe((_, now) =>
      now < epoch + 10 ? { actions: [write('1'), write('2'), write('3')] } : {},
    )
    const cluster = new RuntimeBench(controller).put(map('a')).run(delay + 2)
    cluster.hub.wakeAll()
    cluster.run(100)
    expect(cluster.writes.map(text => text.split(' ')[0])).toEqual([0, 5, 10].map(ms => `+${delay + ms}`))
    expect(asked).toEqual([`a@${delay}`, `a@${delay + 15}`])
  })

  test('each plan names its own next deadline: a look in between forgets that of the plan before', () => {
    const { asked, controller } = probe((_, now) => (now < epoch + 20 ? { wakeAt: epoch + 60 } : {}))
    new RuntimeBench(controller)
      .put(map('a'))
      .run(30)
      .put(map('a', { x: '1' }))
      .run(100)
    expect(asked).toEqual([`a@${delay}`, `a@${30 + delay}`])
  })

  test('two keys of one controller are worked on side by side', () => {
    const { controller } = probe(key => ({ actions: [write(`${key}1`), write(`${key}2`)] }))
    const cluster = new RuntimeBench(controller).put(map('a')).put(map('b')).run(100)
    expect(cluster.writes.map(text => text.split(' ').pop())).toEqual(['a1', 'b1', 'a2', 'b2'])
  })

  test('the first failure ends the plan, save for what is always done', () => {
    const { controller } = probe((_, now) =>
      now < epoch + 5 ? { actions: [write('1'), write('2'), write('3', { always: true }), write('4')] } : {},
    )
    const cluster = new RuntimeBench(controller)
    cluster.refuse = ({ name }) => (name === '1' ? refusal() : undefined)
    cluster.put(map('a')).run(100)
    expect(cluster.writes.map(text => text.split(' ').pop())).toEqual(['1', '3'])
  })

  test('a tolerated failure counts as done', () => {
    const { asked, controller } = probe(() => ({ actions: [write('1', { tolerate: ['Forbidden'] }), write('2')] }))
    const cluster = new RuntimeBench(controller)
    cluster.refuse = ({ name }) => (name === '1' ? refusal() : undefined)
    cluster.put(map('a')).run(1000)
    expect(cluster.writes).toHaveLength(2)
    expect(asked).toHaveLength(1)
  })

  test('memos lie in the store under the name of the controller', () => {
    const { controller } = probe(() => ({ actions: [{ memo: 'x', value: 7 }] }))
    const cluster = new RuntimeBench(controller).put(map('a')).run(10)
    expect(cluster.store.at().memo('probe/x')).toBe(7)
  })

  test('commits say who acted and what had been seen', () => {
    const remember: Action = { memo: 'x', value: 1 }
    const { controller } = probe(() => ({ actions: [remember] }))
    const cluster = new RuntimeBench(controller).put(map('a')).run(10)
    const commits = cluster.store.changesSince(1)
    expect(commits).toMatchObject([{ cause: { actor: 'probe', verb: 'remember', because: 1 } }])
  })
})

describe('trying again', () => {
  test('a failed plan is tried again after 5 ms, doubling, and anew after a success', () => {
    let isRefusing = true
    const { asked, controller } = probe(() => ({ actions: [write('1')] }))
    const cluster = new RuntimeBench(controller)
    cluster.refuse = () => (isRefusing ? refusal() : undefined)
    cluster.put(map('a')).run(delay + 5 + 10 + 20 + 40)
    expect(asked.map(text => Number(text.split('@')[1]) - delay)).toEqual([0, 5, 15, 35, 75])
    isRefusing = false
    cluster.run(1000)
    isRefusing = true
    const before = asked.length
    cluster.put(map('a', { x: '1' })).run(delay + 5)
    expect(asked.length - before).toBe(2)
  })

  test('`retry` and a failure found while planning do the same', () => {
    for (const plan of [{ retry: 'not yet' }, { actions: [{ fail: 'not possible' }] }]) {
      const { asked, controller } = probe(() => plan)
      new RuntimeBench(controller).put(map('a')).run(delay + 15)
      expect(asked).toHaveLength(3)
    }
  })

  test('the back-off ends at 1000 s', () => {
    const { asked, controller } = probe(() => ({ retry: 'never' }))
    new RuntimeBench(controller).put(map('a')).run(4_000_000)
    const times = asked.map(text => Number(text.split('@')[1]))
    const last = times.slice(-2)
    expect((last[1] as number) - (last[0] as number)).toBe(1_000_000)
  })
})

describe('reality', () => {
  const sandbox = (name: string) => ({ kind: 'Link', apiVersion: 'lab.sim/v1', metadata: { name } }) as never

  test('a controller may write the lab’s kinds that it owns, without the API', () => {
    const { controller } = probe(() => ({ actions: [{ put: sandbox('x'), verb: 'connect' }] }), { owns: ['Link'] })
    const cluster = new RuntimeBench(controller).put(map('a')).run(10)
    expect(cluster.store.at().get('Link', 'x')?.metadata.resourceVersion).toBe('2')
    expect(cluster.writes).toEqual([])
    expect(cluster.store.changesSince(1)).toMatchObject([
      { cause: { actor: 'probe', verb: 'connect', object: 'Link/x' } },
    ])
  })

  test('and remove them', () => {
    const { controller } = probe(() => ({ actions: [{ remove: { kind: 'Link', name: 'x' }, verb: 'cut' }] }), {
      owns: ['Link'],
    })
    const cluster = new RuntimeBench(controller)
      .put({ kind: 'Link', metadata: { name: 'x' } })
      .put(map('a'))
      .run(10)
    expect(cluster.store.at().get('Link', 'x')).toBeUndefined()
  })

  test('writing past the API what it does not own is a programming error', () => {
    const { controller } = probe(() => ({ actions: [{ put: sandbox('x'), verb: 'connect' }] }))
    const cluster = new RuntimeBench(controller).put(map('a'))
    expect(() => cluster.run(10)).toThrow('probe may not write Link without the API')
  })
})

describe('what a plan says', () => {
  const note = (reason: string) => ({ about: map('a') as never, type: 'Normal' as const, reason, message: 'm' })
  const reasons = (cluster: RuntimeBench) =>
    (cluster.store.at().list('Event') as readonly Event[]).map(({ reason }) => reason).sort()

  test('events of success and of failure, under the name of the controller', () => {
    const { controller } = probe((_, now) => ({
      actions:
        now > epoch + 5
          ? []
          : [
              write('good', { onSuccess: [note('Good')], onFailure: () => [note('Unheard')] }),
              { event: note('Between') },
              write('bad', { onSuccess: [note('Unheard')], onFailure: () => [note('Bad')] }),
              { event: note('Unheard') },
            ],
    }))
    const cluster = new RuntimeBench(controller)
    cluster.refuse = ({ name }) => (name === 'bad' ? refusal() : undefined)
    cluster.put(map('a')).run(100)
    expect(reasons(cluster)).toEqual(['Bad', 'Between', 'Good'])
    const [event] = cluster.store.at().list('Event') as readonly Event[]
    expect(event).toMatchObject({ source: { component: 'probe' }, count: 1, involvedObject: { name: 'a' } })
  })
})
