import type { PersistentVolume } from '../../kinds'
import { isNodeLabelled } from '../queue/changes'
import { mountedClaims, mounts, waitsForPod } from '../volumes/claims'
import type { Filter, Refusal, Rejection } from './types'

const name = 'VolumeZone'
const refusal: Refusal = { plugin: name, reasons: ['node(s) had no available volume zone'], isResolvable: false }
const zoneLabels: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region': 'topology.kubernetes.io/region',
}

/** Zone and region labels of bound volumes must be the node's (volumezone/volume_zone.go). Several zones are joined by `__`. */
export const volumeZone: Filter = {
  name,
  prepare({ pod, snapshot: { view } }) {
    const wanted: { readonly key: string; readonly zones: readonly string[] }[] = []
    for (const { name: claimName, isEphemeral } of mountedClaims(pod)) {
      const claim = isEphemeral ? undefined : view.get('PersistentVolumeClaim', claimName, pod.metadata.namespace)
      if (!claim || waitsForPod(view, claim)) continue
      const { volumeName } = claim.spec
      const volume = volumeName ? view.get('PersistentVolume', volumeName) : undefined
      if (!volume) return missing(volumeName ?? '')
      for (const key in zoneLabels) {
        const zones = volume.metadata.labels?.[key]
        if (zones !== undefined) wanted.push({ key, zones: zones.split('__') })
      }
    }
    if (wanted.length === 0) return undefined
    return ({ node }) => {
      const labels = node.metadata.labels ?? {}
      if (!Object.keys(zoneLabels).some(key => key in labels)) return undefined
      const fits = wanted.every(({ key, zones }) => zones.includes(labels[key] ?? labels[zoneLabels[key] ?? ''] ?? ''))
      return fits ? undefined : refusal
    }
  },
  helps(change, pod) {
    const { kind, before, after } = change
    if (!after) return false
    if (kind === 'StorageClass') return !before
    if (kind === 'PersistentVolumeClaim') return mounts(pod, after)
    if (kind === 'PersistentVolume') return !before || isRezoned(before as PersistentVolume, after as PersistentVolume)
    return isNodeLabelled(change)
  },
}

function isRezoned(before: PersistentVolume, after: PersistentVolume): boolean {
  return Object.keys(zoneLabels).some(key => before.metadata.labels?.[key] !== after.metadata.labels?.[key])
}

function missing(volumeName: string): Rejection {
  return { plugin: name, message: `persistentvolume "${volumeName}" not found` }
}
