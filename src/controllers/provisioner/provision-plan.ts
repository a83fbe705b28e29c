import { type Disk, type PersistentVolumeClaim, type StorageClass, type Time, timestamp } from '../../kinds'
import { chanceUUID } from '../../sim'
import type { View } from '../../store'
import {
  blockDriver,
  classNameOf,
  classOfClaimAt,
  labDrivers,
  provisionedByAnnotation,
  provisionerAnnotation,
  referenceTo,
  requestedBytesOf,
  selectedNodeAnnotation,
} from '../../volumes'
import { type Action, type EventNote, nothing, type Plan } from '../runtime'
import { diskNameOf, finalizer, volumeNameFor } from './names'

/** Makes disk and volume for a claim that asks for them (sig-storage-lib-external-provisioner: syncClaim, provisionClaimOperation). */
export function planProvision(view: View, claim: PersistentVolumeClaim, now: Time): Plan {
  const name = volumeNameFor(claim.metadata.uid)
  const driver = claim.metadata.annotations?.[provisionerAnnotation] ?? ''
  // [PR-1] The volume controller asks by an annotation.
  if (claim.spec.volumeName || !labDrivers.includes(driver) || view.get('PersistentVolume', name)) return nothing
  const storageClass = classOfClaimAt(view, claim)
  if (storageClass?.provisioner !== driver) return nothing
  // [PR-2] With WaitForFirstConsumer the scheduler has to name a node first.
  const node = claim.metadata.annotations?.[selectedNodeAnnotation]
  if (storageClass.volumeBindingMode === 'WaitForFirstConsumer' && node === undefined) return nothing
  if (claim.spec.selector) return planRefusal(view, claim, storageClass, 'claim Selector is not supported')
  return {
    actor: driver,
    actions: [
      sayProvisioning(claim, driver),
      ...putDisk(view, claim, storageClass, now),
      createVolume(claim, storageClass, name),
    ],
  }
}

function sayProvisioning(claim: PersistentVolumeClaim, component: string): Action {
  const { namespace, name } = claim.metadata
  const message = `External provisioner is provisioning volume for claim "${namespace}/${name}"`
  return { event: { about: claim, type: 'Normal', reason: 'Provisioning', message, component } }
}

/** [PR-6] A claim it cannot serve is told so, once. */
function planRefusal(view: View, claim: PersistentVolumeClaim, storageClass: StorageClass, why: string): Plan {
  const { metadata, provisioner: component } = storageClass
  const message = `failed to provision volume with StorageClass "${metadata.name}": ${why}`
  const note: EventNote = { about: claim, type: 'Warning', reason: 'ProvisioningFailed', message, component }
  const isSaid = view.lookup('Event', 'involved', claim.metadata.uid).some(event => event.message === message)
  return isSaid ? nothing : { actions: [{ event: note }] }
}

/** [PR-3] The disk is there before its volume is; one that an interrupted attempt has left is used. It is on no machine: all reach it. */
function putDisk(
  view: View,
  claim: PersistentVolumeClaim,
  { reclaimPolicy, provisioner: driver }: StorageClass,
  now: Time,
): readonly Action[] {
  const volume = volumeNameFor(claim.metadata.uid)
  const name = diskNameOf(driver, volume)
  if (view.get('Disk', name)) return []
  const disk: Disk = {
    apiVersion: 'lab.sim/v1',
    kind: 'Disk',
    metadata: {
      name,
      uid: chanceUUID(0, 'disk', claim.metadata.uid),
      resourceVersion: '',
      creationTimestamp: timestamp(now),
    },
    spec: {
      capacityBytes: requestedBytesOf(claim),
      source: `csi ${driver} ${volume}`,
      volume,
      ...(reclaimPolicy === 'Delete' && { goesWithVolume: true }),
      ...(driver === blockDriver && { mustBeAttached: true }),
    },
    status: { files: [] },
  }
  return [{ put: disk, verb: 'provision' }]
}

/** [PR-4] The volume names its claim with the uid, so that the volume controller binds the two at once. */
function createVolume(claim: PersistentVolumeClaim, storageClass: StorageClass, name: string): Action {
  const { accessModes, resources, volumeMode } = claim.spec
  const { reclaimPolicy, mountOptions, provisioner: driver } = storageClass
  const body = {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: {
      name,
      annotations: {
        [provisionedByAnnotation]: driver,
        'volume.kubernetes.io/provisioner-deletion-secret-name': '',
        'volume.kubernetes.io/provisioner-deletion-secret-namespace': '',
      },
      ...(reclaimPolicy === 'Delete' && { finalizers: [finalizer] }),
    },
    spec: {
      capacity: { storage: resources.requests?.storage },
      csi: { driver, volumeHandle: name },
      accessModes,
      claimRef: referenceTo(claim),
      persistentVolumeReclaimPolicy: reclaimPolicy,
      storageClassName: classNameOf(claim),
      ...(mountOptions?.length && { mountOptions }),
      volumeMode,
    },
  }
  return {
    write: { verb: 'create', kind: 'PersistentVolume', body },
    tolerate: ['AlreadyExists'],
    onSuccess: [
      {
        about: claim,
        type: 'Normal',
        reason: 'ProvisioningSucceeded',
        component: driver,
        message: `Successfully provisioned volume ${name}`,
      },
    ],
  }
}
