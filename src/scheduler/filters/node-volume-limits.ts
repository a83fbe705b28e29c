import { deepEqual } from '../../base'
import type { CSINode, Pod } from '../../kinds'
import type { View } from '../../store'
import { isGone } from '../queue/changes'
import type { NodeInfo } from '../snapshot/snapshot'
import { claimAt, isMadeFor, mountedClaims, mounts } from '../volumes/claims'
import type { Filter, Refusal } from './types'

const name = 'NodeVolumeLimits'
const refusal: Refusal = { plugin: name, reasons: ['node(s) exceed max volume count'], isResolvable: true }

/** The handles of volumes, by driver. */
type Volumes = ReadonlyMap<string, ReadonlySet<string>>

/** A node attaches no more volumes of a CSI driver than its CSINode allows (nodevolumelimits/csi.go). */
export const nodeVolumeLimits: Filter = {
  name,
  prepare({ pod, snapshot }) {
    if (mountedClaims(pod).length === 0 || snapshot.view.list('CSINode').length === 0) return undefined
    const wanted = volumesOf(snapshot.view, pod)
    if (wanted.size === 0) return undefined
    return info => (exceeds(snapshot.view, wanted, info) ? refusal : undefined)
  },
  helps(change, pod) {
    const { kind, before, after } = change
    if (kind === 'CSINode') return after !== undefined && hasRisen(before as CSINode | undefined, after as CSINode)
    if (kind === 'VolumeAttachment') return !after && mountedClaims(pod).length > 0
    if (kind === 'PersistentVolumeClaim') return !before && after !== undefined && mounts(pod, after)
    return isGone(change) && mountedClaims(before as Pod).length > 0
  },
}

function exceeds(view: View, wanted: Volumes, { name: nodeName, usage }: NodeInfo): boolean {
  const limits = limitsOf(view.get('CSINode', nodeName))
  for (const [driver, handles] of wanted) {
    const limit = limits.get(driver)
    // Most drivers have no limit: then nobody has to be counted.
    if (limit === undefined) continue
    const attached = new Set<string>()
    for (const pod of usage.pods)
      eachVolume(view, pod, (other, handle) => {
        if (other === driver) attached.add(handle)
      })
    let fresh = 0
    for (const handle of handles) if (!attached.has(handle)) fresh++
    addAttachments(view, nodeName, driver, attached)
    if (fresh > 0 && attached.size + fresh > limit) return true
  }
  return false
}

function limitsOf(csiNode: CSINode | undefined): ReadonlyMap<string, number> {
  const limits = new Map<string, number>()
  for (const { name: driver, allocatable } of csiNode?.spec.drivers ?? [])
    if (allocatable?.count !== undefined) limits.set(driver, allocatable.count)
  return limits
}

function volumesOf(view: View, pod: Pod): Volumes {
  const volumes = new Map<string, Set<string>>()
  eachVolume(view, pod, (driver, handle) => {
    const handles = volumes.get(driver)
    if (handles) handles.add(handle)
    else volumes.set(driver, new Set([handle]))
  })
  return volumes
}

/** Tells of each CSI volume of a pod. It is asked for every pod of every node, and makes nothing anew. */
function eachVolume(view: View, pod: Pod, tell: (driver: string, handle: string) => void): void {
  for (const mounted of mountedClaims(pod)) {
    const claim = claimAt(view, pod, mounted)
    if (!claim || (mounted.isEphemeral && !isMadeFor(claim, pod))) continue
    const csi = claim.spec.volumeName ? view.get('PersistentVolume', claim.spec.volumeName)?.spec.csi : undefined
    if (csi) tell(csi.driver, csi.volumeHandle)
    else if (!claim.spec.volumeName && claim.spec.storageClassName) {
      // Not made yet: counted by the claim, under the driver its class names.
      const driver = view.get('StorageClass', claim.spec.storageClassName)?.provisioner
      if (driver) tell(driver, `${claim.metadata.namespace}/${claim.metadata.name}`)
    }
  }
}

function addAttachments(view: View, nodeName: string, driver: string, attached: Set<string>): void {
  for (const { spec } of view.lookup('VolumeAttachment', 'node', nodeName)) {
    if (spec.attacher !== driver || !spec.source.persistentVolumeName) continue
    const csi = view.get('PersistentVolume', spec.source.persistentVolumeName)?.spec.csi
    if (csi) attached.add(csi.volumeHandle)
  }
}

function hasRisen(before: CSINode | undefined, after: CSINode): boolean {
  if (!before) return true
  if (deepEqual(before.spec, after.spec)) return false
  const old = limitsOf(before)
  return [...limitsOf(after)].some(([driver, limit]) => limit > (old.get(driver) ?? 0))
}
