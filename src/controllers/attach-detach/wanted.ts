import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../../kinds'
import type { View } from '../../store'
import { deviceAt, isPodOver, managedNodeAnnotation, mountedClaims, ownClaimAt } from '../../volumes'
import type { DeviceMemory } from './memory'

/** The pods that need a device, by node, and the volume they know it as. */
export interface Wanted {
  readonly volume: PersistentVolume | undefined
  readonly pods: ReadonlyMap<string, readonly Pod[]>
}

/**
 * Where a device has to hang (cache/desired_state_of_world.go, populator): on the nodes of all pods that mount a claim bound to its volume
 * and are not over. A node the controller was never told to manage does not count, one that was deleted does while it still has the device.
 */
export function wantedAt(view: View, device: string, memory: DeviceMemory | undefined): Wanted {
  const pods = new Map<string, Pod[]>()
  let found: PersistentVolume | undefined
  for (const volume of view.lookup('PersistentVolume', 'device', device)) {
    if (deviceAt(view, volume) === undefined) continue
    found ??= volume
    const claim = boundClaimAt(view, volume)
    if (!claim) continue
    const { namespace, name } = claim.metadata
    for (const pod of view.lookup('Pod', 'claim', `${namespace}/${name}`)) {
      const node = pod.spec.nodeName
      if (!node || isPodOver(pod) || !isOwn(view, pod, name) || !isManaged(view, node, memory)) continue
      const others = pods.get(node)
      if (others) others.push(pod)
      else pods.set(node, [pod])
      found = volume
    }
  }
  return { volume: found, pods }
}

/** The claim a volume is bound to, if both say so (attachdetach/util: getPVCFromCache, getPVSpecFromCache). */
function boundClaimAt(view: View, { metadata, spec }: PersistentVolume): PersistentVolumeClaim | undefined {
  const reference = spec.claimRef
  if (!reference?.name) return undefined
  const claim = view.get('PersistentVolumeClaim', reference.name, reference.namespace)
  const isBound = claim?.status.phase === 'Bound' && claim.spec.volumeName === metadata.name
  return isBound && claim.metadata.uid === reference.uid ? claim : undefined
}

/** A claim that is made for a pod counts for that pod alone. */
function isOwn(view: View, pod: Pod, claimName: string): boolean {
  return mountedClaims(pod).some(mounted => mounted.name === claimName && ownClaimAt(view, pod, mounted) !== undefined)
}

function isManaged(view: View, name: string, memory: DeviceMemory | undefined): boolean {
  const node = view.get('Node', name)
  return node ? isManagedNode(node) : memory?.nodes[name]?.state !== undefined
}

/** Whether the node's kubelet leaves attaching to the controller. */
export function isManagedNode({ metadata }: Node): boolean {
  return metadata.annotations?.[managedNodeAnnotation] === 'true'
}
