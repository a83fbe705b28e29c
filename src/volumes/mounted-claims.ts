import { controllerOf, type KubernetesObject, type PersistentVolumeClaim, type Pod } from '../kinds'
import type { View } from '../store'

/** A claim that a pod mounts. */
export interface MountedClaim {
  readonly name: string
  /** The name of the pod's volume. */
  readonly volume: string
  /** The claim is made for this pod, and must be its own. */
  readonly isEphemeral: boolean
}

const none: readonly MountedClaim[] = []

/** The claims among a pod's volumes, in order. A generic ephemeral volume's claim is named after pod and volume. */
export function mountedClaims({ metadata, spec }: Pod): readonly MountedClaim[] {
  if (!spec.volumes) return none
  let claims: MountedClaim[] | undefined
  for (const { name: volume, persistentVolumeClaim: source, ephemeral } of spec.volumes) {
    const name = source?.claimName ?? (ephemeral ? `${metadata.name}-${volume}` : undefined)
    if (name === undefined) continue
    claims ??= []
    claims.push({ name, volume, isEphemeral: !source })
  }
  return claims ?? none
}

/** The claim of this name in the pod's namespace, whoever's it is. */
export function claimAt(view: View, pod: Pod, mounted: MountedClaim): PersistentVolumeClaim | undefined {
  return view.get('PersistentVolumeClaim', mounted.name, pod.metadata.namespace)
}

/** The claim, unless it is one that should have been made for the pod and was not. */
export function ownClaimAt(view: View, pod: Pod, mounted: MountedClaim): PersistentVolumeClaim | undefined {
  const claim = claimAt(view, pod, mounted)
  return claim && mounted.isEphemeral && !isMadeFor(claim, pod) ? undefined : claim
}

/** Whether a generic ephemeral volume's claim was made for this pod (component-helpers/storage/ephemeral: VolumeIsForPod). */
export function isMadeFor(claim: KubernetesObject, pod: Pod): boolean {
  return claim.metadata.namespace === pod.metadata.namespace && controllerOf(claim)?.uid === pod.metadata.uid
}
