import { controllerOf, type KubernetesObject, type PersistentVolumeClaim, type Pod, type Volume } from '../../kinds'
import type { View } from '../../store'
import { bindCompletedAnnotation, delaysBindingAt } from '../../volumes'

/** A claim that a pod mounts. */
export interface MountedClaim {
  readonly name: string
  /** The claim is made for this pod, and must be its own. */
  readonly isEphemeral: boolean
}

const none: readonly MountedClaim[] = []

/** The claims among a pod's volumes, in order. A generic ephemeral volume's claim is named after pod and volume. */
export function mountedClaims({ metadata, spec }: Pod): readonly MountedClaim[] {
  if (!spec.volumes) return none
  let claims: MountedClaim[] | undefined
  for (const volume of spec.volumes) {
    const name =
      volume.persistentVolumeClaim?.claimName ?? (isEphemeral(volume) ? `${metadata.name}-${volume.name}` : undefined)
    if (name === undefined) continue
    claims ??= []
    claims.push({ name, isEphemeral: !volume.persistentVolumeClaim })
  }
  return claims ?? none
}

function isEphemeral(volume: Volume): boolean {
  return 'ephemeral' in volume && Boolean(volume.ephemeral)
}

/** The claim exists and is this pod's own, where it must be. */
export function claimAt(view: View, pod: Pod, mounted: MountedClaim): PersistentVolumeClaim | undefined {
  return view.get('PersistentVolumeClaim', mounted.name, pod.metadata.namespace)
}

/** Whether a generic ephemeral volume's claim was made for this pod (component-helpers/storage/ephemeral). */
export function isMadeFor(claim: KubernetesObject, pod: Pod): boolean {
  return controllerOf(claim)?.uid === pod.metadata.uid
}

/** Whether `claim` is mounted by the pod. */
export function mounts(pod: Pod, claim: KubernetesObject): boolean {
  return (
    pod.metadata.namespace === claim.metadata.namespace &&
    mountedClaims(pod).some(({ name }) => name === claim.metadata.name)
  )
}

/** The volume controller has finished with the claim. */
export function isFullyBound({ metadata, spec }: PersistentVolumeClaim): boolean {
  return Boolean(spec.volumeName) && metadata.annotations?.[bindCompletedAnnotation] !== undefined
}

/** The claim waits for a pod to be placed: its class says WaitForFirstConsumer, and it names no volume. */
export function waitsForPod(view: View, claim: PersistentVolumeClaim): boolean {
  return !claim.spec.volumeName && delaysBindingAt(view, claim)
}
