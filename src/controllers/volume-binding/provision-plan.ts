import type { PersistentVolumeClaim, StorageClass } from '../../kinds'
import { chanceUUID } from '../../sim'
import type { View } from '../../store'
import {
  betaProvisionerAnnotation,
  boundByControllerAnnotation,
  classNameOf,
  provisionedByAnnotation,
  provisionerAnnotation,
  referenceTo,
  selectedNodeAnnotation,
} from '../../volumes'
import type { Action } from '../runtime'
import { externalNameOf, hostPathPlugin, inTreeFinalizer, isInTree } from './plugins'
import { sayOnceAt } from './says'
import type { VolumeBindingSettings } from './settings'
import { update } from './writes'

/** Has a volume made for a claim, or asks somebody to make one (pv_controller.go: provisionClaim). */
export function planProvision(
  view: View,
  claim: PersistentVolumeClaim,
  storageClass: StorageClass | undefined,
  settings: VolumeBindingSettings,
): readonly Action[] {
  if (!storageClass) return sayFailed(view, claim, `storageclass.storage.k8s.io "${classNameOf(claim)}" not found`)
  const provisioner = externalNameOf(storageClass.provisioner)
  if (provisioner === hostPathPlugin) return planHostPath(view, claim, storageClass, settings)
  if (isInTree(provisioner)) return sayFailed(view, claim, `no volume plugin matched name: ${provisioner}`)
  return planExternal(view, claim, provisioner)
}

/** [VB-19] An external provisioner is asked by an annotation; the controller only says whom everybody waits for. */
function planExternal(view: View, claim: PersistentVolumeClaim, provisioner: string): readonly Action[] {
  const message =
    `Waiting for a volume to be created either by the external provisioner '${provisioner}' or manually by the system administrator. ` +
    'If volume creation is delayed, please verify that the provisioner is running and correctly registered.'
  return [
    ...requestFrom(claim, provisioner),
    ...sayOnceAt(view, { about: claim, type: 'Normal', reason: 'ExternalProvisioning', message }),
  ]
}

/** [VB-18] The one plugin that is still inside the controller makes a directory below /tmp (pkg/volume/hostpath; provisionClaimOperation). */
function planHostPath(
  view: View,
  claim: PersistentVolumeClaim,
  storageClass: StorageClass,
  settings: VolumeBindingSettings,
): readonly Action[] {
  const requests = requestFrom(claim, hostPathPlugin)
  const name = `pvc-${claim.metadata.uid}`
  if (view.get('PersistentVolume', name)) return requests
  const refusal = refusalAt(view, claim, storageClass, settings)
  if (refusal) return [...requests, ...sayFailed(view, claim, refusal)]
  if (claim.spec.volumeMode === 'Block')
    return [...rescheduled(claim, requests), ...sayBlockFailed(view, claim, storageClass)]
  const message = `Successfully provisioned volume ${name} using ${hostPathPlugin}`
  return [
    ...requests,
    {
      write: { verb: 'create', kind: 'PersistentVolume', body: hostPathVolume(name, claim, storageClass) },
      tolerate: ['AlreadyExists'],
      onSuccess: [{ about: claim, type: 'Normal', reason: 'ProvisioningSucceeded', message }],
    },
  ]
}

function refusalAt(
  view: View,
  { metadata }: PersistentVolumeClaim,
  { metadata: { name }, mountOptions }: StorageClass,
  { hasHostPathProvisioner }: VolumeBindingSettings,
): string | undefined {
  if (mountOptions?.length)
    return `Mount options are not supported by the provisioner but StorageClass "${name}" has mount options [${mountOptions.join(' ')}]`
  if (!hasHostPathProvisioner)
    return `Failed to create provisioner: provisioning in volume plugin "${hostPathPlugin}" is disabled`
  const node = metadata.annotations?.[selectedNodeAnnotation]
  if (node !== undefined && !view.get('Node', node)) return `Failed to get target node: node "${node}" not found`
  return undefined
}

/** [VB-20] Where making the volume itself fails, the scheduler may choose another node (rescheduleProvisioning). */
function rescheduled(claim: PersistentVolumeClaim, requests: readonly Action[]): readonly Action[] {
  const { [selectedNodeAnnotation]: node, ...annotations } = claim.metadata.annotations ?? {}
  if (node === undefined) return requests
  return [update({ ...claim, metadata: { ...claim.metadata, annotations: requested(annotations, hostPathPlugin) } })]
}

function sayBlockFailed(view: View, claim: PersistentVolumeClaim, { metadata }: StorageClass): readonly Action[] {
  const why = `${hostPathPlugin} does not support block volume provisioning`
  return sayFailed(view, claim, `Failed to provision volume with StorageClass "${metadata.name}": ${why}`)
}

function hostPathVolume(name: string, claim: PersistentVolumeClaim, { reclaimPolicy }: StorageClass) {
  const { accessModes, resources } = claim.spec
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: {
        'kubernetes.io/createdby': 'hostpath-dynamic-provisioner',
        [boundByControllerAnnotation]: 'yes',
        [provisionedByAnnotation]: hostPathPlugin,
      },
      ...(reclaimPolicy === 'Delete' && { finalizers: [inTreeFinalizer] }),
    },
    spec: {
      capacity: { storage: resources.requests?.storage },
      hostPath: { path: `/tmp/hostpath_pv/${chanceUUID(0, 'hostpath', claim.metadata.uid)}` },
      accessModes: accessModes?.length ? accessModes : ['ReadWriteOnce'],
      claimRef: referenceTo(claim),
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: classNameOf(claim),
    },
  }
}

/** Notes on the claim who is asked (setClaimProvisioner). */
function requestFrom(claim: PersistentVolumeClaim, provisioner: string): readonly Action[] {
  const { annotations } = claim.metadata
  if (annotations?.[provisionerAnnotation] === provisioner) return []
  return [update({ ...claim, metadata: { ...claim.metadata, annotations: requested(annotations, provisioner) } })]
}

function requested(annotations: Readonly<Record<string, string>> | undefined, provisioner: string) {
  return { ...annotations, [betaProvisionerAnnotation]: provisioner, [provisionerAnnotation]: provisioner }
}

function sayFailed(view: View, claim: PersistentVolumeClaim, message: string): readonly Action[] {
  return sayOnceAt(view, { about: claim, type: 'Warning', reason: 'ProvisioningFailed', message })
}
