import { failure, StatusError } from '../../client'
import { type PersistentVolumeClaim, parseQuantity } from '../../kinds'
import type { View } from '../../store'
import { defaultClassAt } from '../../volumes'

const protection = 'kubernetes.io/pvc-protection'
const classAnnotation = 'volume.beta.kubernetes.io/storage-class'
const resizeText =
  'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize'

/**
 * What admission does to a new claim: the default storage class where it names none, and the finalizer that keeps it while pods use it
 * (plugins DefaultStorageClass and StorageObjectInUseProtection).
 */
export function admitClaim(claim: PersistentVolumeClaim, view: View): PersistentVolumeClaim {
  const finalizers = claim.metadata.finalizers ?? []
  const isProtected = finalizers.includes(protection)
  const className = classNameOf(claim) === undefined ? defaultClassAt(view)?.metadata.name : undefined
  if (isProtected && className === undefined) return claim
  return {
    ...claim,
    metadata: isProtected ? claim.metadata : { ...claim.metadata, finalizers: [...finalizers, protection] },
    spec: className === undefined ? claim.spec : { ...claim.spec, storageClassName: className },
  }
}

/** The class a claim names, in the field or in the old annotation; undefined when it leaves the choice to the cluster. */
export function classNameOf({ metadata, spec }: PersistentVolumeClaim): string | undefined {
  return metadata.annotations?.[classAnnotation] ?? spec?.storageClassName
}

/** Refuses, with a 403, to let a claim grow whose class does not allow it (plugin PersistentVolumeClaimResize). */
export function admitClaimGrowth(next: PersistentVolumeClaim, previous: PersistentVolumeClaim, view: View): void {
  if (requestedBytes(next) <= requestedBytes(previous)) return
  if (previous.status.phase !== 'Bound') throw refusal(next, 'Only bound persistent volume claims can be expanded')
  const className = classNameOf(next)
  const mayGrow =
    className && className === classNameOf(previous) && view.get('StorageClass', className)?.allowVolumeExpansion
  if (!mayGrow) throw refusal(next, resizeText)
}

/** The size a claim asks for, in bytes. */
export function requestedBytes({ spec }: PersistentVolumeClaim): number {
  return parseQuantity(spec?.resources?.requests?.storage ?? '0') ?? 0
}

function refusal({ metadata: { name } }: PersistentVolumeClaim, detail: string): StatusError {
  const kind = 'persistentvolumeclaims'
  return new StatusError(
    failure('Forbidden', `${kind} ${JSON.stringify(name)} is forbidden: ${detail}`, { name, kind }),
  )
}
