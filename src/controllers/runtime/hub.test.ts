import { describe, expect, test } from 'vitest'
import { epoch, Loop } from '../../sim'
import { VersionedStore } from '../../store'
import { completed } from '../../testing/plan-bench'
import { type Controller, ControllerHub } from '.'

/** A controller that looks at objects of one kind and notes when it hears of them. */
function listener(name: string, kind: string, heard: string[]): Controller {
  return {
    name,
    interests: [{ kind, keysOf: change => [change.name] }],
    plan(_, key, now) {
      heard.push(`${name} ${key}@${now - epoch}`)
      return { actions: [] }
    },
  }
}

function cluster(seed: number, keptCommits?: number) {
  const loop = new Loop(epoch)
  const store = new VersionedStore({ clock: () => loop.now, ...(keptCommits !== undefined && { keptCommits }) })
  const hub = new ControllerHub({
    store,
    loop,
    seed,
    write: () => {
      throw new Error('nobody writes')
    },
  })
  const put = (kind: string, name: string) =>
    store.commit({ actor: 'test', verb: 'put' }, tx => tx.put(completed({ kind, metadata: { name } }, tx.revision, 0)))
  const run = (ms: number) => loop.run(loop.now + ms)
  return { loop, store, hub, put, run }
}

describe('who hears of what', () => {
  test('a commit reaches the controllers whose interests name its kinds, and nobody else', () => {
    const heard: string[] = []
    const { hub, put, run } = cluster(1)
    hub.add(listener('maps', 'ConfigMap', heard))
    hub.add(listener('secrets', 'Secret', heard))
    put('ConfigMap', 'web-0')
    run(10)
    expect(heard.map(text => text.split('@')[0])).toEqual(['maps web-0'])
  })

  test('what was there before a controller came is nothing it hears of', () => {
    const heard: string[] = []
    const { hub, put, run } = cluster(1)
    put('ConfigMap', 'old')
    hub.add(listener('maps', 'ConfigMap', heard))
    put('ConfigMap', 'new')
    run(10)
    expect(heard.map(text => text.split('@')[0])).toEqual(['maps new'])
  })

  test('each controller hears 1 to 4 ms later, always the same for a seed', () => {
    const delays = (seed: number) => {
      const heard: string[] = []
      const { hub, put, run } = cluster(seed)
      for (let i = 0; i < 12; i++) hub.add(listener(`c${i}`, 'ConfigMap', heard))
      put('ConfigMap', 'web-0')
      run(10)
      return heard.map(text => Number(text.split('@')[1]))
    }
    expect(delays(1)).toHaveLength(12)
    for (const delay of delays(1)) expect([1, 2, 3, 4]).toContain(delay)
    expect(new Set(delays(1)).size).toBeGreaterThan(1)
    expect(delays(1)).toEqual(delays(1))
    expect(delays(1)).not.toEqual(delays(2))
  })
})

describe('waking everybody', () => {
  test('makes every key of every object worth a look, at this very instant', () => {
    const heard: string[] = []
    const { hub, put, run } = cluster(1)
    put('ConfigMap', 'a')
    put('ConfigMap', 'b')
    put('Secret', 'n')
    hub.add(listener('maps', 'ConfigMap', heard))
    hub.wakeAll()
    run(0)
    expect(heard).toEqual(['maps a@0', 'maps b@0'])
  })

  test('asks a controller once per key, even if several objects name it', () => {
    const heard: string[] = []
    const { hub, put, run } = cluster(1)
    put('ConfigMap', 'a')
    put('ConfigMap', 'b')
    hub.add({ ...listener('maps', 'ConfigMap', heard), interests: [{ kind: 'ConfigMap', keysOf: () => ['all'] }] })
    hub.wakeAll()
    run(0)
    expect(heard).toEqual(['maps all@0'])
  })
})
