import { describe, expect, test } from 'vitest'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import type { Controller } from '../runtime'
import { garbageControllers } from '.'

const kinds = ['ConfigMap', 'Pod', 'StatefulSet', 'Node']

/** Both loops of the collector as one: what the first of them that has something to do would do. */
function bench() {
  const [owners, dependents] = garbageControllers(kinds) as readonly [Controller, Controller]
  return new PlanBench({
    name: 'garbage-collector-controller',
    interests: [...owners.interests, ...dependents.interests],
    plan(view, key, now) {
      const plan = owners.plan(view, key, now)
      return plan.actions.length > 0 ? plan : dependents.plan(view, key, now)
    },
  })
}

function owner(name: string, metadata: object = {}): Sketch {
  return { kind: 'ConfigMap', metadata: { name, namespace: 'default', ...metadata } }
}

function ownedBy(name: string, owners: readonly object[], metadata: object = {}): Sketch {
  return { kind: 'ConfigMap', metadata: { name, namespace: 'default', ownerReferences: owners, ...metadata } }
}

function reference(name: string, extra: object = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', name, uid: `uid-${name}`, ...extra }
}

const waiting = {
  deletionTimestamp: '2026-01-01T00:00:00Z',
  deletionGracePeriodSeconds: 0,
  finalizers: ['foregroundDeletion'],
}
const key = (name: string) => `ConfigMap|default|${name}`

describe('what has lost its owners', () => {
  test('[GC-1] an object whose owner is gone is deleted in the background, with its uid as precondition', () => {
    const plan = bench()
      .put(ownedBy('lost', [reference('nobody')]))
      .plan(key('lost'))
    expect(wordsOf(plan)).toEqual(['delete ConfigMap default/lost'])
    expect(bodiesOf(plan)).toEqual([{ preconditions: { uid: 'uid-lost' }, propagationPolicy: 'Background' }])
  })

  test('[GC-1] another uid under the name of the owner does not count (recorded: gc/missing-owner)', () => {
    const cluster = bench().put(owner('a'), ownedBy('mistaken', [reference('a', { uid: 'another' })]))
    expect(wordsOf(cluster.plan(key('mistaken')))).toEqual(['delete ConfigMap default/mistaken'])
  })

  test('[GC-1] the deletion keeps what the object itself asks for: orphan or foreground', () => {
    const cluster = bench().put(
      ownedBy('orphaning', [reference('nobody')], { finalizers: ['orphan'] }),
      ownedBy('waiting', [reference('nobody')], { finalizers: ['foregroundDeletion'] }),
    )
    expect(bodiesOf(cluster.plan(key('orphaning')))).toMatchObject([{ propagationPolicy: 'Orphan' }])
    expect(bodiesOf(cluster.plan(key('waiting')))).toMatchObject([{ propagationPolicy: 'Foreground' }])
  })

  test('[GC-1] an owner without namespace counts for a dependent in one', () => {
    const node = { kind: 'Node', metadata: { name: 'node-1' } }
    const references = [{ apiVersion: 'v1', kind: 'Node', name: 'node-1', uid: 'uid-node-1' }]
    expect(wordsOf(bench().put(node, ownedBy('a', references)).plan(key('a')))).toEqual([])
  })

  test('[GC-1] what has no owner reference, or is not there, is left alone', () => {
    const cluster = bench().put(owner('a'))
    expect(wordsOf(cluster.plan(key('a')))).toEqual([])
    expect(wordsOf(cluster.plan(key('nobody')))).toEqual([])
  })
})

describe('several owners', () => {
  test('[GC-2] with one living owner left, only the references to the others go (recorded: gc/two-owners)', () => {
    const cluster = bench().put(owner('b'), ownedBy('child', [reference('a'), reference('b')]))
    const plan = cluster.plan(key('child'))
    expect(wordsOf(plan)).toEqual(['patch ConfigMap default/child'])
    expect(bodiesOf(plan)).toMatchObject([{ metadata: { uid: 'uid-child', ownerReferences: [reference('b')] } }])
  })

  test('[GC-2] an owner that waits in the foreground counts as gone where another one lives', () => {
    const cluster = bench().put(owner('a', waiting), owner('b'), ownedBy('child', [reference('a'), reference('b')]))
    expect(bodiesOf(cluster.plan(key('child')))).toMatchObject([{ metadata: { ownerReferences: [reference('b')] } }])
  })

  test('[GC-2] while all owners live nothing is done', () => {
    const cluster = bench().put(owner('a'), owner('b'), ownedBy('child', [reference('a'), reference('b')]))
    expect(wordsOf(cluster.plan(key('child')))).toEqual([])
  })
})

describe('deletion in the foreground', () => {
  test('[GC-3] a dependent of a waiting owner is deleted; in the foreground when it has dependents itself', () => {
    const cluster = bench().put(
      owner('top', waiting),
      ownedBy('middle', [reference('top')]),
      ownedBy('leaf', [reference('middle')]),
    )
    expect(bodiesOf(cluster.plan(key('middle')))).toMatchObject([{ propagationPolicy: 'Foreground' }])
    expect(wordsOf(cluster.plan(key('leaf')))).toEqual([])
    cluster.remove('ConfigMap', 'leaf', 'default')
    expect(bodiesOf(cluster.plan(key('middle')))).toMatchObject([{ propagationPolicy: 'Background' }])
  })

  test('[GC-3] the mark on an owner makes it worth a look, and that deletes its dependents', () => {
    const cluster = bench().put(owner('a'), ownedBy('child', [reference('a')]), owner('a', waiting))
    expect(cluster.keys()).toEqual([key('a')])
    expect(wordsOf(cluster.plan(key('a')))).toContain('delete ConfigMap default/child')
  })

  test('[GC-5] the owner waits while a dependent with blockOwnerDeletion exists', () => {
    const blocking = reference('a', { blockOwnerDeletion: true })
    const held = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['lab.example/hold'] }
    const cluster = bench().put(owner('a', waiting), ownedBy('child', [blocking], held))
    expect(wordsOf(cluster.plan(key('a')))).toEqual([])
    cluster.remove('ConfigMap', 'child', 'default')
    expect(cluster.keys()).toContain(key('a'))
    expect(bodiesOf(cluster.plan(key('a')))).toMatchObject([{ metadata: { uid: 'uid-a', finalizers: null } }])
  })

  test('[GC-5] a dependent that does not block is not waited for (recorded: gc/block-owner-deletion)', () => {
    const held = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['lab.example/hold'] }
    const cluster = bench().put(owner('a', waiting), ownedBy('free', [reference('a')], held))
    expect(wordsOf(cluster.plan(key('a')))).toContain('patch ConfigMap default/a')
  })
})

describe('orphaning', () => {
  test('[GC-4] first each dependent loses its reference, then the owner its finalizer', () => {
    const orphaning = { ...waiting, finalizers: ['orphan', 'lab.example/hold'] }
    const cluster = bench().put(
      owner('a', orphaning),
      ownedBy('x', [reference('a')]),
      ownedBy('y', [reference('a'), reference('b')]),
    )
    const plan = cluster.plan(key('a'))
    expect(wordsOf(plan)).toEqual([
      'patch ConfigMap default/x',
      'patch ConfigMap default/y',
      'patch ConfigMap default/a',
    ])
    expect(bodiesOf(plan)).toMatchObject([
      { metadata: { ownerReferences: null } },
      { metadata: { ownerReferences: [reference('b')] } },
      { metadata: { finalizers: ['lab.example/hold'] } },
    ])
  })

  test('[GC-4] the patches carry the version that was read, so that a new dependent is not lost', () => {
    const cluster = bench().put(owner('a', { ...waiting, finalizers: ['orphan'] }), ownedBy('x', [reference('a')]))
    expect(bodiesOf(cluster.plan(key('a')))).toMatchObject([
      { metadata: { resourceVersion: '2', uid: 'uid-x' } },
      { metadata: { resourceVersion: '1', uid: 'uid-a' } },
    ])
  })
})

describe('what the collector hears of', () => {
  test('a removed owner wakes its dependents, a removed dependent its owners', () => {
    const cluster = bench().put(owner('a'), ownedBy('child', [reference('a')]))
    cluster.remove('ConfigMap', 'a', 'default')
    expect(cluster.keys()).toEqual([key('child')])
    cluster.put(owner('a')).remove('ConfigMap', 'child', 'default')
    expect(cluster.keys()).toEqual([key('a')])
  })

  test('an object that comes with an owner who is not there is looked at; others are not', () => {
    const cluster = bench().put(ownedBy('lost', [reference('nobody')]))
    expect(cluster.keys()).toEqual([key('lost')])
    cluster.put(owner('a'))
    expect(cluster.keys()).toEqual([])
    cluster.put(ownedBy('child', [reference('a')]))
    expect(cluster.keys()).toEqual([])
  })
})
