import { deepEqual } from '../../base'
import {
  conditionOf,
  type Node,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  type VolumeAttachment,
} from '../../kinds'
import type { Change, View } from '../../store'
import { deviceAt, deviceName, isPodOver, mountedClaims } from '../../volumes'
import type { Controller } from '../runtime'
import { attachDetachName, memoryAt } from './memory'
import { planDevice } from './plan'
import { isManagedNode } from './wanted'

/**
 * Sees to it that the devices of CSI volumes hang on the nodes whose pods need them, by making and deleting VolumeAttachments. A key is a
 * device, as a node's status calls it. Rules: README.md.
 */
export const attachDetachController: Controller = {
  name: attachDetachName,
  interests: [
    { kind: 'Pod', keysOf: ({ before, after }, view) => keysOfPod(before as Pod, after as Pod, view) },
    { kind: 'PersistentVolumeClaim', keysOf: ({ after }, view) => keysOfClaim(after as PersistentVolumeClaim, view) },
    { kind: 'PersistentVolume', keysOf: keysOfVolume },
    { kind: 'VolumeAttachment', keysOf: keysOfAttachment },
    { kind: 'Node', keysOf: ({ before, after }, view) => keysOfNode(before as Node, after as Node, view) },
    { kind: 'CSIDriver', keysOf: keysOfDriver },
  ],
  plan: planDevice,
}

const none: readonly string[] = []

/** The devices of a pod that comes to a node, leaves it, or is over. */
function keysOfPod(before: Pod | undefined, after: Pod | undefined, view: View): readonly string[] {
  const pod = after ?? before
  if (!pod?.spec.volumes || !pod.spec.nodeName) return none
  const isSame = before?.spec.nodeName === after?.spec.nodeName && before && after
  if (isSame && isPodOver(before) === isPodOver(after)) return none
  return devicesOfPod(view, pod)
}

function devicesOfPod(view: View, pod: Pod): readonly string[] {
  return mountedClaims(pod).flatMap(({ name }) =>
    keysOfClaim(view.get('PersistentVolumeClaim', name, pod.metadata.namespace), view),
  )
}

function keysOfClaim(claim: PersistentVolumeClaim | undefined, view: View): readonly string[] {
  if (!claim?.spec.volumeName || claim.status.phase !== 'Bound') return none
  return devicesOfVolume(view, view.get('PersistentVolume', claim.spec.volumeName))
}

function devicesOfVolume(view: View, volume: PersistentVolume | undefined): readonly string[] {
  const device = volume && deviceAt(view, volume)
  return device === undefined ? none : [device]
}

/** A volume matters from when it is bound, and its claim says when that is; what it was is only asked for while it has a device somewhere. */
function keysOfVolume({ before, after }: Change, view: View): readonly string[] {
  const csi = ((after ?? before) as PersistentVolume).spec.csi
  if (!csi) return none
  const device = deviceName(csi.driver, csi.volumeHandle)
  return memoryAt(view, device) ? [device] : none
}

function keysOfAttachment({ before, after }: Change, view: View): readonly string[] {
  const name = ((after ?? before) as VolumeAttachment).spec.source.persistentVolumeName
  return name === undefined ? none : devicesOfVolume(view, view.get('PersistentVolume', name))
}

/** What a node has in use, whether it can be waited for, and whether it is managed at all. Its heartbeats concern nobody here. */
function keysOfNode(before: Node | undefined, after: Node | undefined, view: View): readonly string[] {
  const now = devicesOn(after)
  if (before && after) {
    const was = devicesOn(before)
    if (isManagedNode(before) !== isManagedNode(after)) return [...now, ...devicesOfPods(view, after)]
    if (standing(before) !== standing(after)) return now
    if (before.status === after.status) return none
    const isSame =
      deepEqual(before.status.volumesInUse, after.status.volumesInUse) &&
      deepEqual(before.status.volumesAttached, after.status.volumesAttached)
    if (isSame) return none
    return [...new Set([...was, ...now])]
  }
  const node = after ?? before
  return node ? [...devicesOn(node), ...devicesOfPods(view, node)] : none
}

function devicesOn(node: Node | undefined): readonly string[] {
  if (!node?.status) return none
  const { volumesInUse = none, volumesAttached } = node.status
  return volumesAttached ? [...volumesInUse, ...volumesAttached.map(({ name }) => name)] : volumesInUse
}

function devicesOfPods(view: View, { metadata }: Node): readonly string[] {
  return view.lookup('Pod', 'node', metadata.name).flatMap(pod => devicesOfPod(view, pod))
}

/** Whether the node is ready, and its taints. */
function standing({ spec, status }: Node): string {
  return `${conditionOf({ status }, 'Ready')?.status} ${spec.taints?.map(({ key }) => key).join(' ') ?? ''}`
}

function keysOfDriver({ name }: Change, view: View): readonly string[] {
  const volumes = view.list('PersistentVolume').filter(({ spec }) => spec.csi?.driver === name)
  return volumes.map(({ spec }) => deviceName(name, spec.csi?.volumeHandle ?? ''))
}
