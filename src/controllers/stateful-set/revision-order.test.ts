import { expect, test } from 'vitest'
import type { ControllerRevision, StatefulSet } from '../../kinds'
import { VersionedStore } from '../../store'
import { newSet } from './fixture'
import { revisionsAt } from './revisions'

const set = {
  ...(newSet() as unknown as StatefulSet),
  metadata: { name: 'web', namespace: 'default', uid: 'set', resourceVersion: '1', creationTimestamp: '' },
}

function revision(name: string, number: number, second: number): ControllerRevision {
  const reference = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'set', controller: true }
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: `2026-01-01T00:00:0${second}Z`,
      labels: set.spec.selector.matchLabels ?? {},
      ownerReferences: [reference],
    },
    revision: number,
    data: {},
  }
}

test.each([
  ['in order', [revision('a', 1, 1), revision('b', 2, 1), revision('c', 3, 1)], 'abc'],
  ['reversed', [revision('a', 3, 1), revision('b', 2, 1), revision('c', 1, 1)], 'cba'],
  ['mixed', [revision('b', 2, 1), revision('a', 1, 1), revision('c', 3, 1)], 'abc'],
  ['of one number: the older first', [revision('a', 3, 2), revision('b', 3, 1)], 'ba'],
  ['of one number and age: by name', [revision('b', 3, 1), revision('a', 3, 1)], 'ab'],
  ['none', [], ''],
])('[SS-34] revisions are sorted by number, age and name: %s (TestSortControllerRevisions)', (_, revisions, order) => {
  const store = new VersionedStore({ clock: () => 0 })
  store.commit({ actor: 'test', verb: 'create' }, tx => {
    for (const one of revisions) tx.put(one)
  })
  const names = revisionsAt(store.at(), set).map(({ metadata }) => metadata.name)
  expect(names.join('')).toBe(order)
})
