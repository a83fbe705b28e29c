import { describe, expect, test } from 'vitest'
import type { OwnerReference, PersistentVolumeClaim, RetentionPolicyType } from '../../kinds'
import { claimOwnedBy, claimTemplates, claimUser, clusterWith, setRetaining } from './fixture'
import { hasStalePodOwner, hasUnexpectedController, ownersMatch, retentionOwners } from './retention'

const setOwner = owner('apps/v1', 'StatefulSet', 'web', 'set')
const podOwner = owner('v1', 'Pod', 'web-1', 'pod')
const foreign = owner('example.com/v1', 'Backup', 'b', 'foreign')

function owner(apiVersion: string, kind: string, name: string, uid: string, controller = true): OwnerReference {
  return controller
    ? { apiVersion, kind, name, uid, controller, blockOwnerDeletion: true }
    : { apiVersion, kind, name, uid }
}

describe.each([
  ['Retain', 'Retain', [], []],
  ['Retain', 'Delete', [setOwner], [setOwner]],
  ['Delete', 'Retain', [], [podOwner]],
  ['Delete', 'Delete', [setOwner], [podOwner]],
] as const)('whenScaled %s, whenDeleted %s', (whenScaled, whenDeleted, kept, condemned) => {
  const set = setRetaining(whenScaled, whenDeleted)
  const all = [[], [setOwner], [podOwner], [setOwner, podOwner]]

  test.each([
    [false, kept],
    [true, condemned],
  ])('[SS-30] the owners of a claim whose pod must go: %s', (isCondemned, wanted) => {
    for (const owners of all) {
      const claim = claimOwnedBy(...owners)
      expect(ownersMatch(claim, set, claimUser(isCondemned))).toBe(JSON.stringify(owners) === JSON.stringify(wanted))
      expect(retentionOwners(claim, set, claimUser(isCondemned))).toEqual(wanted)
    }
  })

  test('[SS-30] owners that are no controllers are kept', () => {
    const plain = owner('v1', 'ConfigMap', 'c', 'c', false)
    expect(retentionOwners(claimOwnedBy(plain), set, claimUser(true))).toEqual([plain, ...condemned])
  })

  test('[SS-49] a reference to an earlier set or pod of the name is left alone', () => {
    for (const stale of [
      { ...setOwner, uid: 'old' },
      { ...podOwner, uid: 'old' },
    ])
      expect(ownersMatch(claimOwnedBy(stale), set, claimUser(true))).toBe(true)
    expect(ownersMatch(claimOwnedBy(setOwner, { ...podOwner, uid: 'old' }), set, claimUser(false))).toBe(true)
  })
})

test('[SS-30] an owner that should manage and does not is replaced', () => {
  const set = setRetaining('Retain', 'Delete')
  const weak = owner('apps/v1', 'StatefulSet', 'web', 'set', false)
  expect(ownersMatch(claimOwnedBy(weak), set, claimUser(false))).toBe(false)
  expect(retentionOwners(claimOwnedBy(weak), set, claimUser(false))).toEqual([setOwner])
})

test('[SS-29] a reference to another pod of the name is stale, also for a pod that does not exist yet', () => {
  expect(hasStalePodOwner(claimOwnedBy(podOwner), { name: 'web-1', uid: '' })).toBe(true)
  expect(hasStalePodOwner(claimOwnedBy(podOwner), { name: 'web-1', uid: 'pod' })).toBe(false)
  expect(hasStalePodOwner(claimOwnedBy(setOwner), { name: 'web-1', uid: '' })).toBe(false)
})

test('[SS-49] another controller is unexpected as soon as a policy deletes; own owners beside it are removed', () => {
  const set = setRetaining('Retain', 'Delete')
  expect(hasUnexpectedController(claimOwnedBy(foreign), setRetaining('Retain', 'Retain'), claimUser(false))).toBe(false)
  expect(hasUnexpectedController(claimOwnedBy(foreign), set, claimUser(false))).toBe(true)
  expect(ownersMatch(claimOwnedBy(foreign), set, claimUser(false))).toBe(true)
  expect(ownersMatch(claimOwnedBy(foreign, setOwner), set, claimUser(false))).toBe(false)
  expect(retentionOwners(claimOwnedBy(foreign, setOwner), set, claimUser(false))).toEqual([foreign])
})

const managed = (whenScaled: RetentionPolicyType, whenDeleted: RetentionPolicyType) =>
  clusterWith({
    replicas: 1,
    volumeClaimTemplates: claimTemplates('data'),
    persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
  })

test('[SS-30] a new claim gets its owner with the next sync, without an event', () => {
  const cluster = managed('Retain', 'Delete')
  expect(cluster.claim('data-web-0').metadata.ownerReferences?.[0]?.uid).toBe(cluster.set().metadata.uid)
  expect(cluster.events().join()).not.toContain('Update')
})

test('[SS-49] a claim that another controller manages gives a Warning and no owner', () => {
  const cluster = managed('Retain', 'Retain')
  cluster.change<PersistentVolumeClaim>('PersistentVolumeClaim', 'data-web-0', ({ metadata }) => ({
    metadata: { ...metadata, ownerReferences: [foreign] },
  }))
  cluster.changeSpec({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' } }).settle()
  expect(cluster.claim('data-web-0').metadata.ownerReferences).toEqual([foreign])
  expect(cluster.events().join()).toContain(
    'Warning ConflictingController PersistentVolumeClaim data-web-0 has a conflicting OwnerReference that acts as a manging controller, ' +
      'the retention policy is ignored for this claim',
  )
})

test('[SS-50] a change of the policy changes the owners and says that the pod was updated', () => {
  const cluster = managed('Retain', 'Retain').converge()
  const { resourceVersion } = cluster.pod('web-0').metadata
  cluster.changeSpec({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' } }).settle()
  expect(cluster.claim('data-web-0').metadata.ownerReferences).toHaveLength(1)
  expect(cluster.events().at(-1)).toBe('Normal SuccessfulUpdate Update Pod web-0 in StatefulSet web successful')
  expect(cluster.pod('web-0').metadata).toMatchObject({ name: 'web-0', uid: expect.anything() })
  expect(Number(resourceVersion)).toBeGreaterThan(0)
  cluster.changeSpec({ persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' } }).settle()
  expect(cluster.claim('data-web-0').metadata.ownerReferences).toBeUndefined()
})
