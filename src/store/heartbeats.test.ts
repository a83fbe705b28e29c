import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../kinds'
import { VersionedStore } from '.'

const cause = { actor: 'test', verb: 'write' }
const place = 'kube-node-lease'

function object(kind: string, name: string, namespace: string, value: number): KubernetesObject {
  const metadata = { name, namespace, uid: name, resourceVersion: '', creationTimestamp: '' }
  return { apiVersion: 'v1', kind, metadata, value } as KubernetesObject
}

/** A store in which node-1 renews its Lease, and now and then something else happens. Returns the revision of each. */
class Beats {
  readonly store = new VersionedStore({ clock: () => 0 })

  beat(value: number, name = 'node-1'): number {
    return this.store.commit(cause, tx => tx.put(object('Lease', name, place, value)))
  }

  other(value: number): number {
    return this.store.commit(cause, tx => tx.put(object('ConfigMap', 'x', 'default', value)))
  }

  at(revision: number, store = this.store): number | undefined {
    const lease = store.at(revision).get('Lease', 'node-1', place) as unknown as { value: number } | undefined
    return lease?.value
  }

  forked(revision: number): number | undefined {
    return this.at(revision, this.store.fork(revision, { clock: () => 0 }))
  }
}

describe('heartbeats', () => {
  test('a revision that is more than a heartbeat shows the heartbeats as they were then, in a fork as well', () => {
    const beats = new Beats()
    beats.beat(1)
    beats.beat(2)
    const first = beats.other(1)
    beats.beat(3)
    beats.beat(4)
    const second = beats.other(2)
    beats.beat(5)
    expect([first, second].map(revision => beats.at(revision))).toEqual([2, 4])
    expect([first, second, beats.store.revision].map(revision => beats.forked(revision))).toEqual([2, 4, 5])
  })

  test('a fork between two heartbeats of a quiet time has one of that time', () => {
    const beats = new Beats()
    beats.beat(1)
    beats.other(1)
    const quiet = beats.beat(2)
    for (let value = 3; value < 300; value++) beats.beat(value)
    beats.other(2)
    beats.beat(1000)
    expect(beats.forked(quiet)).toBe(299)
  })

  test('the creation of a Lease is kept, and so is its end', () => {
    const beats = new Beats()
    const before = beats.other(1)
    const created = beats.beat(1)
    beats.beat(2)
    const removed = beats.store.commit(cause, tx => tx.remove('Lease', 'node-1', place))
    expect([before, created, removed].map(revision => beats.at(revision))).toEqual([undefined, 1, undefined])
    beats.beat(3)
    expect(beats.at(removed)).toBeUndefined()
    expect(beats.at(beats.store.revision)).toBe(3)
  })

  test('lists and lookups of an old revision agree with reading one by one', () => {
    const beats = new Beats()
    beats.beat(1)
    beats.beat(1, 'node-2')
    const kept = beats.other(1)
    beats.beat(2)
    beats.beat(3, 'node-3')
    const values = beats.store.at(kept).list('Lease', place) as unknown as readonly { value: number }[]
    expect(values.map(({ value }) => value)).toEqual([1, 1])
    expect(beats.store.at().list('Lease')).toHaveLength(3)
  })
})
