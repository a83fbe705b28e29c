import type { KubernetesObject, PersistentVolumeClaim, Pod } from '../../kinds'
import type { View } from '../../store'
import { bindCompletedAnnotation, delaysBindingAt, mountedClaims } from '../../volumes'

export { claimAt, isMadeFor, type MountedClaim, mountedClaims } from '../../volumes'

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
