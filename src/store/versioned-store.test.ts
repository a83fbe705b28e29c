import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KubernetesObject, Pod } from '../kinds'
import { Replica, VersionedStore } from '.'

const cause = { actor: 'test', verb: 'write' }

function pod(name: string, node: string, extra: Partial<KubernetesObject['metadata']> = {}): Pod {
  const metadata = {
    name,
    namespace: 'default',
    uid: `uid-${name}`,
    resourceVersion: '',
    creationTimestamp: '',
    ...extra,
  }
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { nodeName: node },
    status: { phase: 'Pending' },
  } as unknown as Pod
}

function storeAt(clock: { now: number }) {
  return new VersionedStore({ clock: () => clock.now, freezes: true })
}

describe('commits', () => {
  test('an old revision stays readable while the head moves on', () => {
    const clock = { now: 10 }
    const store = storeAt(clock)
    store.commit(cause, tx => tx.put(pod('a', 'node-1')))
    clock.now = 20
    store.commit(cause, tx => tx.put(pod('a', 'node-2')))
    store.commit(cause, tx => tx.remove('Pod', 'a', 'default'))
    expect(store.at(1).get('Pod', 'a', 'default')?.spec.nodeName).toBe('node-1')
    expect(store.at(2).get('Pod', 'a', 'default')?.spec.nodeName).toBe('node-2')
    expect(store.at(3).get('Pod', 'a', 'default')).toBeUndefined()
    expect([store.at(1).time, store.at(2).time]).toEqual([10, 20])
  })

  test('a commit that changes nothing makes no revision', () => {
    const store = storeAt({ now: 0 })
    const object = pod('a', '')
    store.commit(cause, tx => tx.put(object))
    store.commit(cause, tx => tx.put(object))
    store.commit(cause, tx => tx.remove('Pod', 'other', 'default'))
    expect(store.revision).toBe(1)
  })

  test('a commit whose function throws has done nothing', () => {
    const store = storeAt({ now: 0 })
    expect(() =>
      store.commit(cause, tx => {
        tx.put(pod('a', ''))
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(store.revision).toBe(0)
    expect(store.at().list('Pod')).toEqual([])
  })

  test('a memo is versioned like everything else', () => {
    const store = storeAt({ now: 0 })
    store.commit(cause, tx => tx.memo('me/x', 1))
    store.commit(cause, tx => tx.memo('me/x', undefined))
    expect([store.at(1).memo('me/x'), store.at().memo('me/x')]).toEqual([1, undefined])
  })

  test('what was handed out is never written again', () => {
    const store = storeAt({ now: 0 })
    store.commit(cause, tx => tx.put(pod('a', 'node-1')))
    const before = store.at().lookup('Pod', 'node', 'node-1')
    store.commit(cause, tx => tx.put(pod('b', 'node-1')))
    expect(before.map(({ metadata }) => metadata.name)).toEqual(['a'])
    expect(store.at().lookup('Pod', 'node', 'node-1')).toHaveLength(2)
  })
})

describe('indexes', () => {
  test('an object that names the same value twice is filed once, and goes as a whole', () => {
    const store = storeAt({ now: 0 })
    const volumes = ['a', 'b'].map(name => ({ name, persistentVolumeClaim: { claimName: 'data' } }))
    const twice = { ...pod('a', ''), spec: { volumes } } as unknown as Pod
    store.commit(cause, tx => tx.put(twice))
    expect(store.at().lookup('Pod', 'claim', 'default/data')).toHaveLength(1)
    store.commit(cause, tx => tx.remove('Pod', 'a', 'default'))
    expect(store.at().lookup('Pod', 'claim', 'default/data')).toEqual([])
    expect(store.at(1).lookup('Pod', 'claim', 'default/data')).toEqual([twice])
  })

  test('many newcomers at once are listed in order, and so are a few that come later', () => {
    const store = storeAt({ now: 0 })
    for (let i = 60; i > 0; i--) store.commit(cause, tx => tx.put(pod(`web-${i}`, 'node-1')))
    const names = () =>
      store
        .at()
        .lookup('Pod', 'node', 'node-1')
        .map(({ metadata }) => metadata.name)
    expect(names()).toEqual([...names()].sort())
    for (const name of ['web-05', 'a', 'z']) store.commit(cause, tx => tx.put(pod(name, 'node-1')))
    store.commit(cause, tx => tx.remove('Pod', 'web-31', 'default'))
    expect(names()).toHaveLength(62)
    expect(names()).toEqual([...names()].sort())
  })
})

describe('the log', () => {
  test('changesSince gives each commit once, and says compacted for what is gone', () => {
    const store = new VersionedStore({ clock: () => 0, keptCommits: 4 })
    for (let i = 0; i < 12; i++) store.commit(cause, tx => tx.put(pod('a', `node-${i}`)))
    expect(store.floor).toBeGreaterThan(0)
    expect(store.changesSince(0)).toBe('compacted')
    const commits = store.changesSince(store.floor)
    expect(commits === 'compacted' ? [] : commits.map(({ revision }) => revision)).toEqual(
      Array.from({ length: 12 - store.floor }, (_, i) => store.floor + i + 1),
    )
    expect(() => store.at(store.floor - 1)).toThrow(/compacted/)
    expect(store.at(store.floor).get('Pod', 'a', 'default')?.spec.nodeName).toBe(`node-${store.floor - 1}`)
  })

  test('a lab full of heartbeats does not grow', () => {
    const store = storeAt({ now: 0 })
    const lease = (count: number) => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: {
        name: 'node-1',
        namespace: 'kube-node-lease',
        uid: 'u',
        resourceVersion: String(count),
        creationTimestamp: '',
      },
    })
    for (let i = 0; i < 10_000; i++) store.commit(cause, tx => tx.put(lease(i)))
    const commits = store.changesSince(0)
    expect(commits).not.toBe('compacted')
    expect(commits.length).toBeLessThan(200)
    expect(store.at().get('Lease', 'node-1', 'kube-node-lease')?.metadata.resourceVersion).toBe('9999')
  })
})

type Step = { name: string; node: string | undefined }
const steps = fc.array(
  fc.record({ name: fc.constantFrom('a', 'b', 'c', 'd'), node: fc.constantFrom('node-1', 'node-2', '', undefined) }),
  { minLength: 1, maxLength: 30 },
)

function play(store: VersionedStore, list: readonly Step[]): void {
  for (const { name, node } of list)
    store.commit(cause, tx => (node === undefined ? tx.remove('Pod', name, 'default') : tx.put(pod(name, node))))
}

/** What a view says, computed without any index. */
function slowLookup(store: VersionedStore, revision: number, node: string): string[] {
  return ['a', 'b', 'c', 'd'].filter(name => store.at(revision).get('Pod', name, 'default')?.spec.nodeName === node)
}

describe('laws', () => {
  test('an index at any revision equals a search through all objects', () => {
    fc.assert(
      fc.property(steps, list => {
        const store = storeAt({ now: 0 })
        play(store, list)
        for (let revision = 0; revision <= store.revision; revision++)
          for (const node of ['node-1', 'node-2', ''])
            expect(
              store
                .at(revision)
                .lookup('Pod', 'node', node)
                .map(({ metadata }) => metadata.name),
            ).toEqual(slowLookup(store, revision, node))
      }),
      { numRuns: 60 },
    )
  })

  test('a fork at any revision reads as the original did there, and before', () => {
    fc.assert(
      fc.property(steps, list => {
        const store = storeAt({ now: 0 })
        play(store, list)
        for (let revision = 0; revision <= store.revision; revision++) {
          const fork = store.fork(revision, { clock: () => 0 })
          for (let old = 0; old <= revision; old++) expect(fork.at(old).list('Pod')).toEqual(store.at(old).list('Pod'))
        }
      }),
      { numRuns: 40 },
    )
  })

  test('a replica that follows by frames equals the store', () => {
    fc.assert(
      fc.property(steps, steps, (first, second) => {
        const store = storeAt({ now: 0 })
        play(store, first)
        const replica = new Replica()
        const objects = [...store.objects()]
        expect(replica.apply({ from: -1, to: store.revision, commits: [], reset: { objects, time: 0 } })).toBe(true)
        const from = store.revision
        play(store, second)
        const commits = store.changesSince(from)
        if (commits !== 'compacted') replica.apply({ from, to: store.revision, commits })
        expect(replica.at().list('Pod')).toEqual(store.at().list('Pod'))
        expect(replica.at(from).list('Pod')).toEqual(store.at(from).list('Pod'))
        expect(replica.at().lookup('Pod', 'node', 'node-1')).toEqual(store.at().lookup('Pod', 'node', 'node-1'))
      }),
      { numRuns: 60 },
    )
  })

  test('a replica refuses a frame that does not follow on what it has', () => {
    const replica = new Replica()
    expect(replica.apply({ from: 5, to: 6, commits: [] })).toBe(false)
  })
})
