import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { KubernetesObject, Pod } from '../kinds'
import { differences, VersionedStore } from '.'

function pod(name: string, node: string, revision: number): Pod {
  const metadata = { name, namespace: 'default', uid: name, resourceVersion: String(revision), creationTimestamp: '' }
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: node } } as unknown as Pod
}

const names = (list: readonly KubernetesObject[]) => list.map(({ metadata }) => metadata.name)

/** The later list, made from the earlier one and the differences. */
function applied(list: readonly Pod[], found: ReturnType<typeof differences<Pod>>): readonly Pod[] {
  const pods = new Map(list.map(one => [one.metadata.name, one]))
  for (const { before, after } of found) {
    const { name } = ((after ?? before) as Pod).metadata
    expect(pods.get(name)).toBe(before)
    if (after) pods.set(name, after)
    else pods.delete(name)
  }
  return [...pods.values()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
}

/** So many that lists are followed rather than compared. */
const many = 100
const steps = fc.array(
  fc.oneof(
    fc.record({ at: fc.integer({ min: 0, max: 120 }), node: fc.constantFrom('a', 'b', undefined) }),
    fc.constant('read' as const),
  ),
  { maxLength: 40 },
)

function filled(): VersionedStore {
  const store = new VersionedStore({ clock: () => 0 })
  store.commit({ actor: 'test', verb: 'put' }, tx => {
    for (let i = 0; i < many; i++) tx.put(pod(`web-${i}`, 'a', 1))
  })
  return store
}

function write(store: VersionedStore, at: number, node: string | undefined): void {
  store.commit({ actor: 'test', verb: 'put' }, tx =>
    node === undefined ? tx.remove('Pod', `web-${at}`, 'default') : tx.put(pod(`web-${at}`, node, tx.revision)),
  )
}

describe('what has changed between two lists', () => {
  test('the differences, applied to the one, give the other, whenever the lists were read', () => {
    fc.assert(
      fc.property(steps, list => {
        const store = filled()
        const read = () => store.at().lookup('Pod', 'node', 'a')
        const seen = [read()]
        differences([], read())
        for (const step of list) {
          if (step === 'read') seen.push(read())
          else write(store, step.at, step.node)
        }
        const last = read()
        expect(names(last)).toEqual([...names(last)].sort())
        for (const earlier of seen) expect(applied(earlier, differences(earlier, last))).toEqual(last)
      }),
      { numRuns: 200 },
    )
  })

  test('they are told in the order of the list, and a return to what was is none', () => {
    const store = filled()
    const first = store.at().list('Pod', 'default')
    differences([], first)
    for (const at of [7, 3, 50]) write(store, at, 'b')
    write(store, 200, 'a')
    write(store, 200, undefined)
    const found = differences(first, store.at().list('Pod', 'default'))
    expect(found.map(({ after }) => after?.metadata.name)).toEqual(['web-3', 'web-50', 'web-7'])
  })

  test('more changes than are remembered are found all the same', () => {
    const store = filled()
    const first = store.at().list('Pod')
    differences([], first)
    for (let i = 0; i < 1500; i++) write(store, i % 300, i % 7 === 0 ? undefined : 'b')
    const last = store.at().list('Pod')
    expect(applied(first, differences(first, last))).toEqual(last)
  })

  test('lists that the store never saw are compared', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(name => pod(name, '', 1)) as [Pod, Pod, Pod]
    expect(differences([a, b], [b, c])).toEqual([{ before: a }, { after: c }])
    expect(differences([a], [a])).toEqual([])
  })
})
