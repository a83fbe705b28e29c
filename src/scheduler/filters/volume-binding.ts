import { deepEqual } from '../../base'
import type { PersistentVolumeClaim, Pod, StorageClass } from '../../kinds'
import type { View } from '../../store'
import { isNodeLabelled } from '../queue/changes'
import { claimAt, isMadeFor, type MountedClaim, mountedClaims, mounts } from '../volumes/claims'
import { findVolumes, podClaimsAt, suitAllNodes } from '../volumes/find'
import type { Filter, Rejection } from './types'

const name = 'VolumeBinding'

/** Bound volumes must be usable from the node, and for claims that wait a volume must be found or made (volumebinding/volume_binding.go). */
export const volumeBinding: Filter = {
  name,
  prepare({ pod, snapshot }) {
    const mounted = mountedClaims(pod)
    if (mounted.length === 0) return undefined
    for (const claim of mounted) {
      const message = faultOf(snapshot.view, pod, claim)
      if (message) return rejection(message)
    }
    const claims = podClaimsAt(snapshot.view, pod)
    if (claims.unbound.length > 0) return rejection('pod has unbound immediate PersistentVolumeClaims')
    if (suitAllNodes(claims, snapshot.view)) return undefined
    return ({ node }) => {
      const found = findVolumes(snapshot, claims, node)
      return 'bindings' in found ? undefined : { plugin: name, reasons: found, isResolvable: false }
    }
  },
  helps(change, pod) {
    const { kind, before, after } = change
    if (!after) return false
    if (kind === 'PersistentVolumeClaim') return mounts(pod, after)
    if (kind === 'PersistentVolume') return true
    if (kind === 'CSINode') return !before
    if (kind === 'StorageClass') return !before || hasOtherTopologies(before as StorageClass, after as StorageClass)
    return isNodeLabelled(change)
  },
}

function rejection(message: string): Rejection {
  return { plugin: name, message }
}

function faultOf(view: View, pod: Pod, mounted: MountedClaim): string | undefined {
  const claim: PersistentVolumeClaim | undefined = claimAt(view, pod, mounted)
  const quoted = `persistentvolumeclaim "${mounted.name}"`
  if (!claim)
    return mounted.isEphemeral
      ? `waiting for ephemeral volume controller to create the ${quoted}`
      : `${quoted} not found`
  if (claim.status.phase === 'Lost')
    return `${quoted} bound to non-existent persistentvolume "${claim.spec.volumeName}"`
  if (claim.metadata.deletionTimestamp) return `${quoted} is being deleted`
  if (mounted.isEphemeral && !isMadeFor(claim, pod))
    return `PVC ${pod.metadata.namespace}/${mounted.name} was not created for pod ${pod.metadata.namespace}/${pod.metadata.name} (pod is not owner)`
  return undefined
}

function hasOtherTopologies(before: StorageClass, after: StorageClass): boolean {
  return !deepEqual(before.allowedTopologies, after.allowedTopologies)
}
