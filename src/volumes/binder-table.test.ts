import { describe, expect, test } from 'vitest'
import type { AccessMode, PersistentVolume, PersistentVolumeClaim } from '../kinds'
import { VersionedStore } from '../store'
import { bestVolumeAt } from './candidates'
import { offersModes } from './fit'

// Which volume the controller chooses: the tables of upstream's persistentvolume/index_test.go, as cases of our own.

const [once, readers, all]: readonly AccessMode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany']
const modes = { o: once, r: readers, w: all } as Readonly<Record<string, AccessMode>>
/** `or`: ReadWriteOnce and ReadOnlyMany. */
const modesOf = (letters: string) => [...letters].map(letter => modes[letter] as AccessMode)

interface Sketch {
  readonly size: string
  readonly modes?: string
  readonly class?: string
  readonly attributes?: string
  readonly labels?: Readonly<Record<string, string>>
  readonly claimRef?: { readonly namespace: string; readonly name: string; readonly uid?: string }
  readonly phase?: PersistentVolume['status']['phase']
  readonly volumeMode?: 'Filesystem' | 'Block'
  readonly isGoing?: boolean
}

function volume(name: string, sketch: Sketch): PersistentVolume {
  const { size, class: storageClassName = '', attributes, labels, claimRef, volumeMode = 'Filesystem' } = sketch
  const metadata = { name, uid: name, resourceVersion: '1', creationTimestamp: '', ...(labels && { labels }) }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { ...metadata, ...(sketch.isGoing && { deletionTimestamp: '2026-01-01T00:00:00Z' }) },
    spec: {
      capacity: { storage: size },
      accessModes: modesOf(sketch.modes ?? 'o'),
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName,
      volumeMode,
      ...(attributes !== undefined && { volumeAttributesClassName: attributes }),
      ...(claimRef && { claimRef }),
    },
    status: { phase: sketch.phase ?? 'Available' },
  }
}

function claim(size: string, letters = 'or', spec: Partial<PersistentVolumeClaim['spec']> = {}): PersistentVolumeClaim {
  const metadata = { name: 'claim', namespace: 'default', uid: 'claim', resourceVersion: '1', creationTimestamp: '' }
  const resources = { requests: { storage: size } }
  const whole = { accessModes: modesOf(letters), resources, volumeMode: 'Filesystem', storageClassName: '', ...spec }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata,
    spec: whole as PersistentVolumeClaim['spec'],
    status: { phase: 'Pending' },
  }
}

function chosen(volumes: Readonly<Record<string, Sketch>>, wish: PersistentVolumeClaim, delays = false) {
  const store = new VersionedStore({ clock: () => 0 })
  store.commit({ actor: 'test', verb: 'create' }, tx => {
    for (const name in volumes) tx.put(volume(name, volumes[name] as Sketch))
  })
  return bestVolumeAt(store.at(), wish, delays)?.metadata.name
}

const taken = { namespace: 'default', name: 'other' }
const mine = { namespace: 'default', name: 'claim' }

const shelf: Readonly<Record<string, Sketch>> = {
  'disk-10': { size: '10G', modes: 'or' },
  'disk-20': { size: '20G', modes: 'or', claimRef: taken, phase: 'Bound' },
  'disk-1': { size: '1G', modes: 'or', claimRef: taken, phase: 'Bound' },
  'disk-5': { size: '5G', modes: 'or' },
  'share-5': { size: '5G', modes: 'orw' },
  'share-10': { size: '10G', modes: 'orw' },
  'share-1': { size: '1G', modes: 'orw' },
  'disk-labelled': { size: '20000G', modes: 'o', labels: { exists: 'true' } },
  'silver-labelled': { size: '10000G', modes: 'o', class: 'silver', labels: { exists: 'true' } },
  silver: { size: '100G', modes: 'o', class: 'silver' },
  gold: { size: '50G', modes: 'o', class: 'gold' },
  large: { size: '200E', modes: 'orw', class: 'large' },
  huge: { size: '800E', modes: 'orw', class: 'large' },
  attributed: { size: '100G', modes: 'or', attributes: 'fast' },
}

const exists = { selector: { matchLabels: { exists: 'true' } } }

describe('the best match (TestMatchVolume)', () => {
  test.each([
    ['the smallest that is large enough', claim('8G'), 'disk-10'],
    ['access modes in any order', claim('5G', 'row'), 'share-5'],
    ['one that is bound is passed over', claim('1G'), 'disk-5'],
    ['nothing is large enough', claim('999G'), undefined],
    ['a label that nobody has', claim('999G', 'or', { selector: { matchLabels: { no: 'true' } } }), undefined],
    ['labels fit, access modes do not', claim('20000G', 'or', exists), undefined],
    ['labels and size fit', claim('20000G', 'o', exists), 'disk-labelled'],
    ['an empty attributes class is none', claim('8G', 'or', { volumeAttributesClassName: '' }), 'disk-10'],
    ['an attributes class', claim('1G', 'or', { volumeAttributesClassName: 'fast' }), 'attributed'],
    ['an attributes class that no volume has', claim('1G', 'or', { volumeAttributesClassName: 'no' }), undefined],
    ['class and label', claim('1G', 'o', { ...exists, storageClassName: 'silver' }), 'silver-labelled'],
    ['class alone', claim('1G', 'o', { storageClassName: 'silver' }), 'silver'],
    ['beyond 64 bits', claim('1E', 'o', { storageClassName: 'large' }), 'large'],
    ['just as large, beyond 64 bits', claim('800E', 'o', { storageClassName: 'large' }), 'huge'],
    ['larger than all, beyond 64 bits', claim('950E', 'o', { storageClassName: 'large' }), undefined],
  ])('%s', (_, wish, name) => {
    expect(chosen(shelf, wish)).toBe(name)
  })

  test('binding that is delayed takes nothing that is free (TestBestMatchDelayed)', () => {
    expect(chosen(shelf, claim('8G'), true)).toBeUndefined()
  })
})

describe('levels of access modes (TestFindingVolumeWithDifferentAccessModes)', () => {
  const three = {
    disk: { size: '10G', modes: 'or' },
    block: { size: '10G', modes: 'o' },
    share: { size: '10G', modes: 'orw' },
  }
  const busy = { claimRef: taken, phase: 'Bound' } as const
  test.each([
    ['just these', three, 'o', 'block'],
    ['just these two', three, 'or', 'disk'],
    ['all three', three, 'wor', 'share'],
    ['one that only the share has', three, 'w', 'share'],
    ['one that two have', three, 'r', 'disk'],
    ['the exact one is bound', { ...three, block: { ...three.block, ...busy } }, 'o', 'disk'],
    [
      'the next is bound as well',
      { ...three, block: { ...three.block, ...busy }, disk: { ...three.disk, ...busy } },
      'o',
      'share',
    ],
  ])('%s', (_, volumes, letters, name) => {
    expect(chosen(volumes, claim('1G', letters))).toBe(name)
  })
})

describe('reserved volumes (TestFindingPreboundVolumes)', () => {
  const five = {
    one: { size: '1Gi' },
    five: { size: '5Gi' },
    eight: { size: '8Gi' },
    small: { size: '1Mi' },
    readable: { size: '1Gi', modes: 'r' },
  }
  const reserve = (name: keyof typeof five, claimRef: typeof mine) => ({ ...five, [name]: { ...five[name], claimRef } })
  test.each([
    ['none: the exact size', five, 'one'],
    ['the exact size for somebody else: the next size', reserve('one', taken), 'five'],
    ['the largest for this claim: that one', reserve('eight', mine), 'eight'],
    ['one that is too small: as if it were not', reserve('small', mine), 'one'],
    ['one of other access modes: as if it were not', reserve('readable', mine), 'one'],
  ])('%s', (_, volumes, name) => {
    expect(chosen(volumes, claim('1Gi', 'o'))).toBe(name)
  })
})

test.each([
  ['Block', 'Filesystem', undefined],
  ['Filesystem', 'Block', undefined],
  ['Block', 'Block', 'only'],
  ['Filesystem', 'Filesystem', 'only'],
] as const)('a claim of mode %s and a volume of mode %s (TestFilteringVolumeModes)', (wanted, offered, name) => {
  expect(chosen({ only: { size: '10G', volumeMode: offered } }, claim('8G', 'o', { volumeMode: wanted }))).toBe(name)
})

test('a volume that is being deleted is not taken (TestStorageObjectInUseProtectionFiltering)', () => {
  expect(chosen({ only: { size: '1G' } }, claim('1G', 'o'))).toBe('only')
  expect(chosen({ only: { size: '1G', isGoing: true } }, claim('1G', 'o'))).toBeUndefined()
})

test.each(['Pending', 'Failed', 'Released'] as const)('a volume that is %s is not taken', phase => {
  expect(chosen({ only: { size: '1G', phase } }, claim('1G', 'o'))).toBeUndefined()
})

test.each([
  ['w', true],
  ['wo', true],
  ['r', false],
  ['wr', false],
])('a volume of ReadWriteOnce and ReadWriteMany for %s: %s (TestCheckAccessModes)', (letters, isOffered) => {
  expect(offersModes(volume('pv', { size: '1G', modes: 'ow' }), claim('1G', letters))).toBe(isOffered)
})
