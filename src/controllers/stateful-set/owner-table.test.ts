import { describe, expect, test } from 'vitest'
import type { OwnerReference } from '../../kinds'
import { claimOwnedBy, claimUser, setRetaining } from './fixture'
import { hasStalePodOwner, hasUnexpectedController, ownersMatch, retentionOwners } from './retention'

// The tables of upstream's stateful_set_utils_test.go about who owns a claim, as cases of our own.

type Kind = 'set' | 'pod' | 'other'

/** A reference: whose, with which uid (its own by default), and whether it manages. */
function reference(kind: Kind, controller?: boolean, uid?: string): OwnerReference {
  const [apiVersion, of, name, own] = {
    set: ['apps/v1', 'StatefulSet', 'web', 'set'],
    pod: ['v1', 'Pod', 'web-1', 'pod'],
    other: ['chipmunks/v1', 'Custom', 'simon', 'simon'],
  }[kind] as [string, string, string, string]
  return { apiVersion, kind: of, name, uid: uid ?? own, ...(controller !== undefined && { controller }) }
}

describe('who must not manage a claim (TestHasUnexpectedController)', () => {
  test.each([
    ['somebody else', [reference('other', true)], true],
    ['somebody else who does not manage', [reference('other', false)], false],
    ['somebody else who does not say', [reference('other')], false],
    ['another pod', [{ ...reference('pod', true, 'x'), name: 'simon' }], true],
    ['another set', [{ ...reference('set', true, 'x'), name: 'simon' }], true],
    ['the set', [reference('set', true)], false],
    ['an earlier set of the name', [reference('set', true, 'stale')], true],
    ['the pod', [reference('pod', true)], false],
    ['an earlier pod of the name', [reference('pod', true, 'stale')], true],
    ['the pod and somebody else', [reference('pod', true), reference('other', true)], true],
    ['the pod, beside somebody who does not manage', [reference('pod', true), reference('other', false)], false],
  ])('[SS-49] %s', (_, owners, isUnexpected) => {
    const claim = claimOwnedBy(...owners)
    expect(hasUnexpectedController(claim, setRetaining('Retain', 'Retain'), claimUser(false))).toBe(false)
    for (const [whenScaled, whenDeleted] of [
      ['Delete', 'Retain'],
      ['Retain', 'Delete'],
      ['Delete', 'Delete'],
    ] as const)
      expect(hasUnexpectedController(claim, setRetaining(whenScaled, whenDeleted), claimUser(false))).toBe(isUnexpected)
  })
})

describe('whether the owners are as they should be (TestClaimOwnerUpToDateEdgeCases)', () => {
  const [scaled, deleted] = [setRetaining('Delete', 'Delete'), setRetaining('Retain', 'Delete')]
  const strange = { ...reference('other', true), name: 'random' }
  test.each([
    ['the pod manages', scaled, [reference('pod', true)], true],
    ['the pod owns and does not manage', scaled, [reference('pod')], false],
    ['an earlier pod manages', scaled, [reference('pod', true, 'stale')], true],
    ['the pod manages, and so does somebody else', scaled, [reference('pod', true), strange], false],
    ['the set manages', deleted, [reference('set', true)], true],
    ['the set owns and does not manage', deleted, [reference('set')], false],
    ['an earlier set manages', deleted, [reference('set', true, 'stale')], true],
    ['the set manages, and so does somebody else', deleted, [reference('set', true), strange], false],
    ['nobody, where the set should', deleted, [], false],
    ['nobody, where the pod should', scaled, [], false],
  ])('[SS-30] %s', (_, set, owners, isMatch) => {
    expect(ownersMatch(claimOwnedBy(...owners), set, claimUser(set === scaled))).toBe(isMatch)
  })

  test.each([
    ['Retain', 'Retain', false, false, false],
    ['Retain', 'Delete', false, false, true],
    ['Delete', 'Retain', true, true, false],
    ['Delete', 'Retain', false, false, false],
    ['Delete', 'Delete', true, true, false],
    ['Delete', 'Delete', false, false, true],
  ] as const)(
    '[SS-30] %s, %s, must go %s: others that own it change nothing',
    (scaling, deletion, isGoing, byPod, bySet) => {
      const others = ['rand1', 'rand2'].map(name => ({ apiVersion: 'v1', kind: 'Pod', name, uid: `${name}-uid` }))
      for (const pod of [false, true])
        for (const set of [false, true]) {
          const mine = [...(pod ? [reference('pod', true)] : []), ...(set ? [reference('set', true)] : [])]
          const claim = claimOwnedBy(...mine, ...others)
          expect(ownersMatch(claim, setRetaining(scaling, deletion), claimUser(isGoing))).toBe(
            pod === byPod && set === bySet,
          )
        }
    },
  )
})

describe('what the owners become (TestUpdateClaimControllerRef)', () => {
  const managing = { ...reference('set', true), blockOwnerDeletion: true }
  const someone = { apiVersion: 'someone', kind: 'Else', name: 'foo', uid: 'foo' }
  const namesake = { apiVersion: 'someone', kind: 'Else', name: 'web', uid: 'x' }
  test.each([
    ['as they were', [managing, someone], [someone, managing]],
    ['one that manages, where it did not', [reference('set')], [managing]],
    ['one more beside a namesake', [namesake], [namesake, managing]],
    ['one where there was none', [], [managing]],
    ['none, where the reference to the set has no uid', [reference('set', true, '')], []],
    ['none, where it does not even manage', [reference('set', undefined, '')], []],
  ])('[SS-30] %s', (_, before, after) => {
    expect(retentionOwners(claimOwnedBy(...before), setRetaining('Delete', 'Delete'), claimUser(false))).toEqual(after)
  })
})

test.each([
  ['bob', '123', false],
  ['shirley', '789', true],
  ['yvonne', '345', false],
])('[SS-29] a claim of bob 123 and shirley 456 is stale to %s %s: %s (TestHasStaleOwnerRef)', (name, uid, isStale) => {
  const owners = [
    { apiVersion: 'v1', kind: 'Pod', name: 'bob', uid: '123' },
    { apiVersion: 'v1', kind: 'Pod', name: 'shirley', uid: '456' },
  ]
  expect(hasStalePodOwner(claimOwnedBy(...owners), { name, uid })).toBe(isStale)
})
