import { expect, test } from 'vitest'
import type { Pod } from '../kinds'
import { touchedBetween } from './tables'
import { VersionedStore } from './versioned-store'

const cause = { actor: 'test', verb: 'put' }

function podOn(name: string, nodeName: string): Pod {
  const metadata = { name, namespace: 'default', uid: name, resourceVersion: '1', creationTimestamp: '' }
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers: [], nodeName }, status: {} } as unknown as Pod
}

function storeOf(...pods: readonly Pod[]): VersionedStore {
  const store = new VersionedStore({ clock: () => 0 })
  for (const pod of pods) store.commit(cause, tx => tx.put(pod))
  return store
}

test('a change touches the values an object had and has; nothing is known before the first question', () => {
  const store = storeOf(podOn('a', 'one'), podOn('b', 'two'))
  const first = store.at(1)
  const second = store.at()
  expect(touchedBetween(first, second, 'Pod', 'node')).toBeUndefined()
  expect(touchedBetween(second, second, 'Pod', 'node')).toEqual(new Set())
  store.commit(cause, tx => tx.put(podOn('a', 'three')))
  const third = store.at()
  store.commit(cause, tx => tx.remove('Pod', 'b', 'default'))
  expect(touchedBetween(second, store.at(), 'Pod', 'node')).toEqual(new Set(['one', 'three', 'two']))
  expect(touchedBetween(third, store.at(), 'Pod', 'node')).toEqual(new Set(['two']))
})

test('views of two stores have nothing to do with each other', () => {
  const views = [storeOf(podOn('a', 'one')).at(), storeOf(podOn('a', 'one')).at()] as const
  expect(touchedBetween(views[0], views[0], 'Pod', 'node')).toEqual(new Set())
  expect(touchedBetween(views[0], views[1], 'Pod', 'node')).toBeUndefined()
})

test('who asks too seldom is told that it is not known', () => {
  const store = storeOf(podOn('a', 'one'))
  const early = store.at()
  touchedBetween(early, early, 'Pod', 'node')
  for (let i = 0; i < 9000; i++) store.commit(cause, tx => tx.put(podOn('a', `node-${i % 7}`)))
  expect(touchedBetween(early, store.at(), 'Pod', 'node')).toBeUndefined()
  const late = store.at()
  store.commit(cause, tx => tx.put(podOn('b', 'one')))
  expect(touchedBetween(late, store.at(), 'Pod', 'node')).toEqual(new Set(['one']))
})
