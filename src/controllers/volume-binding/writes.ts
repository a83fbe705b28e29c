import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../../kinds'
import { bindCompletedAnnotation, bindVolume, boundByControllerAnnotation } from '../../volumes'
import type { Action } from '../runtime'

/** Replaces an object as it was seen; fails with a Conflict if it has changed since. */
export function update(object: KubernetesObject): Action {
  return { write: { verb: 'update', ...target(object), body: object } }
}

/** Changes fields of the status; null removes one. */
export function patchStatus(object: KubernetesObject, status: Readonly<Record<string, unknown>>): Action {
  const { uid } = object.metadata
  return {
    write: {
      verb: 'patch',
      patchType: 'merge',
      subresource: 'status',
      ...target(object),
      body: { metadata: { uid }, status },
    },
  }
}

/** Deletes an object, if it still is the one that was seen. */
export function remove(object: KubernetesObject): Action {
  const { uid } = object.metadata
  return { write: { verb: 'delete', ...target(object), body: { preconditions: { uid } } }, tolerate: ['NotFound'] }
}

function target({ kind, metadata: { name, namespace } }: KubernetesObject) {
  return { kind, name, ...(namespace && { namespace }) }
}

/** Moves a volume to a phase, unless it is there; a message of an earlier phase goes. */
export function setVolumePhase(volume: PersistentVolume, phase: PersistentVolume['status']['phase'], message?: string) {
  if (volume.status.phase === phase) return []
  const hasMessage = message !== undefined || volume.status.message !== undefined
  return [patchStatus(volume, { phase, ...(hasMessage && { message: message ?? null }) })]
}

/** [VB-8] The four writes of a binding, in upstream's order; what is already so is left out (pv_controller.go: bind). */
export function bind(volume: PersistentVolume, claim: PersistentVolumeClaim): readonly Action[] {
  const boundVolume = bindVolume(volume, claim)
  const boundClaim = bindClaim(claim, volume)
  return [
    ...(boundVolume === volume ? [] : [update(boundVolume)]),
    ...setVolumePhase(volume, 'Bound'),
    ...(boundClaim === claim ? [] : [update(boundClaim)]),
    ...setClaimBound(claim, volume),
  ]
}

function bindClaim(claim: PersistentVolumeClaim, volume: PersistentVolume): PersistentVolumeClaim {
  const { annotations } = claim.metadata
  const isNamed = claim.spec.volumeName === volume.metadata.name
  if (isNamed && annotations?.[bindCompletedAnnotation] !== undefined) return claim
  const marks = {
    ...(!isNamed && { [boundByControllerAnnotation]: 'yes' }),
    ...annotations,
    [bindCompletedAnnotation]: annotations?.[bindCompletedAnnotation] ?? 'yes',
  }
  return {
    ...claim,
    metadata: { ...claim.metadata, annotations: marks },
    spec: isNamed ? claim.spec : { ...claim.spec, volumeName: volume.metadata.name },
  }
}

/** [VB-9] The claim shows the volume's capacity and access modes, not what it asked for; a capacity is not overwritten later. */
function setClaimBound(claim: PersistentVolumeClaim, { spec }: PersistentVolume): readonly Action[] {
  const { phase, accessModes, capacity } = claim.status
  const hasModes =
    accessModes?.length === spec.accessModes.length && spec.accessModes.every(mode => accessModes.includes(mode))
  if (phase === 'Bound' && hasModes) return []
  const { storage } = spec.capacity
  const hasCapacity = phase === 'Bound' || capacity?.storage === storage
  return [
    patchStatus(claim, {
      phase: 'Bound',
      ...(!hasModes && { accessModes: spec.accessModes }),
      ...(!hasCapacity && { capacity: spec.capacity }),
    }),
  ]
}

/** [VB-16] A claim without a volume shows neither capacity nor access modes. */
export function setClaimUnbound(claim: PersistentVolumeClaim, phase: 'Pending' | 'Lost'): readonly Action[] {
  const { accessModes, capacity } = claim.status
  if (claim.status.phase === phase && !accessModes && !capacity) return []
  return [patchStatus(claim, { phase, ...(accessModes && { accessModes: null }), ...(capacity && { capacity: null }) })]
}

/**
 * [VB-25] Undoes a binding: what the controller wrote goes; of what a person wrote only the uid goes, so that the volume stays reserved
 * (pv_controller.go: unbindVolume).
 */
export function unbind(volume: PersistentVolume): readonly Action[] {
  const { claimRef, ...spec } = volume.spec
  const { [boundByControllerAnnotation]: mark, ...annotations } = volume.metadata.annotations ?? {}
  const { annotations: _all, ...metadata } = volume.metadata
  const { uid: _uid, ...reservation } = claimRef ?? {}
  const unbound: PersistentVolume =
    mark === undefined
      ? { ...volume, spec: { ...spec, claimRef: reservation } }
      : {
          ...volume,
          metadata: Object.keys(annotations).length === 0 ? metadata : { ...metadata, annotations },
          spec,
        }
  return [update(unbound), ...setVolumePhase(volume, 'Available')]
}
