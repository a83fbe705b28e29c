import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { AccessMode, Node, PersistentVolume, PersistentVolumeClaim } from '../kinds'
import { VersionedStore } from '../store'
import { bestVolumeAt, candidateVolumesAt } from './candidates'
import { findMatchingVolume } from './find-volume'

const modes: readonly AccessMode[] = ['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod']

function meta(name: string, namespace?: string) {
  return { name, ...(namespace && { namespace }), uid: name, resourceVersion: '1', creationTimestamp: '' }
}

function volumeOf(name: string, spec: Partial<PersistentVolume['spec']> = {}): PersistentVolume {
  const whole = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], volumeMode: 'Filesystem', ...spec }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: meta(name),
    spec: { persistentVolumeReclaimPolicy: 'Retain', ...whole } as PersistentVolume['spec'],
    status: { phase: 'Available' },
  }
}

function claimOf(spec: Partial<PersistentVolumeClaim['spec']> = {}): PersistentVolumeClaim {
  const whole = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    volumeMode: 'Filesystem',
    ...spec,
  }
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: meta('data', 'default'),
    spec: whole as PersistentVolumeClaim['spec'],
    status: { phase: 'Pending' },
  }
}

function nodeOf(zone: string): Node {
  return { apiVersion: 'v1', kind: 'Node', metadata: { ...meta('node-1'), labels: { zone } }, spec: {}, status: {} }
}

function pinnedTo(zone: string): Partial<PersistentVolume['spec']> {
  const matchExpressions = [{ key: 'zone', operator: 'In', values: [zone] }] as const
  return { nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } } }
}

const mine = { namespace: 'default', name: 'data' }

test('with a node, volumes that cannot be used from it are left out', () => {
  const volumes = [volumeOf('far', pinnedTo('b')), volumeOf('near', { ...pinnedTo('a'), capacity: { storage: '9Gi' } })]
  expect(findMatchingVolume(claimOf(), volumes, { node: nodeOf('a') })).toBe(volumes[1])
  expect(findMatchingVolume(claimOf(), volumes)).toBe(volumes[0])
})

test('a reserved volume that cannot be used from the node means that there is none', () => {
  const volumes = [volumeOf('free'), volumeOf('reserved', { ...pinnedTo('b'), claimRef: mine })]
  expect(findMatchingVolume(claimOf(), volumes, { node: nodeOf('a') })).toBeUndefined()
})

test('a claim that delays binding gets a reserved volume, but no free one until there is a node', () => {
  const free = [volumeOf('free')]
  const reserved = volumeOf('reserved', { claimRef: mine })
  expect(findMatchingVolume(claimOf(), free, { delaysBinding: true })).toBeUndefined()
  expect(findMatchingVolume(claimOf(), [...free, reserved], { delaysBinding: true })).toBe(reserved)
  expect(findMatchingVolume(claimOf(), free, { delaysBinding: true, node: nodeOf('a') })).toBe(free[0])
})

test('volumes that other claims of the pod have taken are left out', () => {
  const volumes = [volumeOf('a'), volumeOf('b')]
  expect(findMatchingVolume(claimOf(), volumes, { taken: new Set(['a']) })).toBe(volumes[1])
})

test('a claimRef with another uid is another claim', () => {
  const volumes = [volumeOf('old', { claimRef: { ...mine, uid: 'gone' } })]
  expect(findMatchingVolume(claimOf(), volumes)).toBeUndefined()
})

const anyModes = fc.subarray([...modes], { minLength: 1 })
const anySpec = fc.record({
  accessModes: anyModes,
  storageClassName: fc.constantFrom('', 'gold'),
  volumeMode: fc.constantFrom('Filesystem' as const, 'Block' as const),
  size: fc.integer({ min: 1, max: 4 }),
  claimRef: fc.constantFrom(undefined, undefined, undefined, mine, { namespace: 'default', name: 'other' }),
})

test('the indexes find what a look at every volume finds', () => {
  fc.assert(
    fc.property(fc.array(anySpec, { maxLength: 8 }), anySpec, (specs, wanted) => {
      const volumes = specs.map(({ size, claimRef, ...spec }, index) =>
        volumeOf(`pv-${index}`, { ...spec, capacity: { storage: `${size}Gi` }, ...(claimRef && { claimRef }) }),
      )
      const { size, claimRef: _claimRef, ...spec } = wanted
      const claim = claimOf({ ...spec, resources: { requests: { storage: `${size}Gi` } } })
      const store = new VersionedStore({ clock: () => 0 })
      store.commit({ actor: 'test', verb: 'create' }, tx => volumes.forEach(volume => void tx.put(volume)))
      const best = bestVolumeAt(store.at(), claim, false)
      const fitting = volumes.filter(volume => findMatchingVolume(claim, [volume]) && hasModes(volume, claim))
      expect(best && fitting.includes(best)).toBe(fitting.length > 0 || undefined)
      const fewest = Math.min(...fitting.map(volume => volume.spec.accessModes.length))
      if (best) expect(best.spec.accessModes).toHaveLength(fewest)
      const node = nodeOf('a')
      expect(findMatchingVolume(claim, candidateVolumesAt(store.at(), claim), { node })?.spec.capacity).toEqual(
        findMatchingVolume(claim, volumes, { node })?.spec.capacity,
      )
    }),
  )
})

function hasModes({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return (claim.spec.accessModes ?? []).every(mode => spec.accessModes.includes(mode))
}
