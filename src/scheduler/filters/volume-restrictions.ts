import type { Pod } from '../../kinds'
import { isGone } from '../queue/changes'
import { assumedNodeAt } from '../queue/notes'
import { mountedClaims, mounts } from '../volumes/claims'
import { hasConflict, inlineDisksOf } from './inline-disks'
import type { Attempt, Filter, Refusal, Rejection } from './types'

const name = 'VolumeRestrictions'
const refusal: Refusal = {
  plugin: name,
  reasons: [
    'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod',
  ],
  isResolvable: true,
}

const diskTaken: Refusal = { plugin: name, reasons: ['node(s) had no available disk'], isResolvable: true }

/**
 * One ReadWriteOncePod claim serves one pod at a time, and a node holds a disk that pods name themselves once; claims must exist
 * (volumerestrictions/volume_restrictions.go).
 */
export const volumeRestrictions: Filter = {
  name,
  prepare(attempt) {
    const { pod, snapshot } = attempt
    let exclusive: string[] | undefined
    for (const { name: claimName, isEphemeral } of mountedClaims(pod)) {
      if (isEphemeral) continue
      const claim = snapshot.view.get('PersistentVolumeClaim', claimName, pod.metadata.namespace)
      if (!claim) return missing(claimName)
      if (!claim.spec.accessModes?.includes('ReadWriteOncePod')) continue
      exclusive ??= []
      exclusive.push(claimName)
    }
    const isInUse = exclusive?.some(claimName => isTaken(claimName, attempt))
    const disks = inlineDisksOf(pod)
    if (disks.length === 0) return isInUse ? () => refusal : undefined
    return ({ usage }) => {
      if (usage.pods.some(other => hasConflict(disks, other))) return diskTaken
      return isInUse ? refusal : undefined
    }
  },
  helps(change, pod) {
    if (change.kind === 'Node' || change.kind === 'PersistentVolumeClaim') {
      if (change.before || !change.after) return false
      return change.kind === 'Node' || mounts(pod, change.after)
    }
    return isGone(change) && sharesVolume(pod, change.before as Pod)
  },
}

function missing(claimName: string): Rejection {
  return { plugin: name, message: `persistentvolumeclaim "${claimName}" not found` }
}

/** A pod on a node mounts the claim. The snapshot is asked, so that trying a node without its victims is heard. */
function isTaken(claimName: string, { pod, snapshot }: Attempt): boolean {
  return snapshot.view.lookup('Pod', 'claim', `${pod.metadata.namespace}/${claimName}`).some(other => {
    const nodeName = other.spec.nodeName ?? assumedNodeAt(snapshot.view, other)
    const info = snapshot.nodes.find(node => node.name === nodeName)
    return info?.usage.pods.some(({ metadata }) => metadata.uid === other.metadata.uid)
  })
}

function sharesVolume(a: Pod, b: Pod): boolean {
  if (a.metadata.namespace !== b.metadata.namespace) return false
  if (hasConflict(inlineDisksOf(a), b)) return true
  const names = mountedClaims(b).map(({ name: claimName }) => claimName)
  return mountedClaims(a).some(({ name: claimName }) => names.includes(claimName))
}
