import { deepEqual } from '../../base'
import type { CSIDriver, CSINode, Pod, VolumeAttachment } from '../../kinds'
import type { View } from '../../store'
import { isGone } from '../queue/changes'
import type { NodeInfo } from '../snapshot/snapshot'
import { claimAt, isMadeFor, mountedClaims, mounts } from '../volumes/claims'
import type { Filter, Refusal } from './types'

const name = 'NodeVolumeLimits'
const refusal: Refusal = { plugin: name, reasons: ['node(s) exceed max volume count'], isResolvable: true }

/** The handles of volumes, by driver. */
type Volumes = ReadonlyMap<string, ReadonlySet<string>>

/**
 * A node attaches no more volumes of a CSI driver than its CSINode allows, and none of a driver that it does not have where that driver asks for
 * it, by `preventPodSchedulingIfMissing` (nodevolumelimits/csi.go; VolumeLimitScaling, on since 1.37).
 */
export const nodeVolumeLimits: Filter = {
  name,
  prepare({ pod, snapshot }) {
    if (mountedClaims(pod).length === 0) return undefined
    const { view } = snapshot
    const limited = limitedDrivers(view.list('CSINode'))
    const demanding = demandingDrivers(view.list('CSIDriver'))
    if (limited.size === 0 && demanding.size === 0) return undefined
    const wanted = volumesOf(view, pod)
    const required = [...wanted.keys()].filter(driver => demanding.has(driver))
    if (required.length === 0 && ![...wanted.keys()].some(driver => limited.has(driver))) return undefined
    return info => {
      const missing = required.find(driver => !isInstalled(driver, view.get('CSINode', info.name)))
      if (missing !== undefined) return notInstalled(missing)
      return exceeds(view, wanted, info) ? refusal : undefined
    }
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
    if (limit === undefined) continue
    // Nobody has to be counted where there is room even if each claim is a volume of its own.
    const attachments = view.lookup('VolumeAttachment', 'node', nodeName)
    if (usage.claimCount + attachments.length + handles.size <= limit) continue
    const attached = new Set<string>()
    for (const pod of usage.pods)
      eachVolume(view, pod, (other, handle) => {
        if (other === driver) attached.add(handle)
      })
    let fresh = 0
    for (const handle of handles) if (!attached.has(handle)) fresh++
    addAttachments(view, attachments, driver, attached)
    if (fresh > 0 && attached.size + fresh > limit) return true
  }
  return false
}

const limitsKnown = new WeakMap<CSINode, ReadonlyMap<string, number>>()
const noLimits: ReadonlyMap<string, number> = new Map()

function limitsOf(csiNode: CSINode | undefined): ReadonlyMap<string, number> {
  if (!csiNode) return noLimits
  let limits = limitsKnown.get(csiNode)
  if (!limits) {
    limits = new Map(
      csiNode.spec.drivers.flatMap(({ name: driver, allocatable: { count } = {} }) =>
        count === undefined ? [] : [[driver, count] as const],
      ),
    )
    limitsKnown.set(csiNode, limits)
  }
  return limits
}

/** By the list that was looked through: it is the same one while no CSINode has changed. */
const limitedKnown = new WeakMap<readonly CSINode[], ReadonlySet<string>>()

/** Drivers that are limited on any node. Most have no limit: then nobody has to be counted. */
function limitedDrivers(csiNodes: readonly CSINode[]): ReadonlySet<string> {
  let limited = limitedKnown.get(csiNodes)
  if (!limited) {
    limited = new Set(csiNodes.flatMap(csiNode => [...limitsOf(csiNode).keys()]))
    limitedKnown.set(csiNodes, limited)
  }
  return limited
}

/** Drivers by which pods are kept from nodes that do not have them. */
function demandingDrivers(drivers: readonly CSIDriver[]): ReadonlySet<string> {
  let demanding = demandingKnown.get(drivers)
  if (!demanding) {
    const those = drivers.filter(({ spec }) => spec.preventPodSchedulingIfMissing)
    demanding = new Set(those.map(({ metadata }) => metadata.name))
    demandingKnown.set(drivers, demanding)
  }
  return demanding
}

const demandingKnown = new WeakMap<readonly CSIDriver[], ReadonlySet<string>>()

function isInstalled(driver: string, csiNode: CSINode | undefined): boolean {
  return csiNode?.spec.drivers.some(({ name: installed }) => installed === driver) ?? false
}

function notInstalled(driver: string): Refusal {
  return { plugin: name, reasons: [`${driver} CSI driver is not installed on the node`], isResolvable: true }
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

function addAttachments(
  view: View,
  attachments: readonly VolumeAttachment[],
  driver: string,
  attached: Set<string>,
): void {
  for (const { spec } of attachments) {
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
