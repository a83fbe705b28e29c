import { objectReference, volumeNodeAffinity } from './core-reference'
import { hostPathVolumeSource, localVolumeSource, nfsVolumeSource } from './core-volume'
import {
  awsElasticBlockStoreVolumeSource,
  azureDiskVolumeSource,
  azureFilePersistentVolumeSource,
  cephFSPersistentVolumeSource,
  cinderPersistentVolumeSource,
  csiPersistentVolumeSource,
  fcVolumeSource,
  flexPersistentVolumeSource,
  flockerVolumeSource,
  gcePersistentDiskVolumeSource,
  glusterfsPersistentVolumeSource,
  iscsiPersistentVolumeSource,
  photonPersistentDiskVolumeSource,
  portworxVolumeSource,
  quobyteVolumeSource,
  rbdPersistentVolumeSource,
  scaleIOPersistentVolumeSource,
  storageOSPersistentVolumeSource,
  vsphereVirtualDiskVolumeSource,
} from './core-volume-plugin'
import { objectMeta } from './meta'
import { always, list, named, optional, resourceList, structsOf, text, texts, time, typeMeta } from './notation'

/** core/v1: PersistentVolume. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

export const persistentVolumeSpec = struct('v1.PersistentVolumeSpec', {
  // An empty list is refused, and the refusal tells it from an absent one.
  capacity: optional(resourceList),
  gcePersistentDisk: gcePersistentDiskVolumeSource,
  awsElasticBlockStore: awsElasticBlockStoreVolumeSource,
  hostPath: hostPathVolumeSource,
  glusterfs: glusterfsPersistentVolumeSource,
  nfs: nfsVolumeSource,
  rbd: rbdPersistentVolumeSource,
  iscsi: iscsiPersistentVolumeSource,
  cinder: cinderPersistentVolumeSource,
  cephfs: cephFSPersistentVolumeSource,
  fc: fcVolumeSource,
  flocker: flockerVolumeSource,
  flexVolume: flexPersistentVolumeSource,
  azureFile: azureFilePersistentVolumeSource,
  vsphereVolume: vsphereVirtualDiskVolumeSource,
  quobyte: quobyteVolumeSource,
  azureDisk: azureDiskVolumeSource,
  photonPersistentDisk: photonPersistentDiskVolumeSource,
  portworxVolume: portworxVolumeSource,
  scaleIO: scaleIOPersistentVolumeSource,
  local: localVolumeSource,
  storageos: storageOSPersistentVolumeSource,
  csi: csiPersistentVolumeSource,
  accessModes: list(
    named('v1.PersistentVolumeAccessMode', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'),
  ),
  claimRef: objectReference,
  persistentVolumeReclaimPolicy: named('v1.PersistentVolumeReclaimPolicy', 'Delete', 'Recycle', 'Retain'),
  storageClassName: text,
  mountOptions: texts,
  volumeMode: optional(named('v1.PersistentVolumeMode', 'Block', 'Filesystem')),
  nodeAffinity: volumeNodeAffinity,
  volumeAttributesClassName: optional(text),
})

const persistentVolumeStatus = struct('v1.PersistentVolumeStatus', {
  phase: named('v1.PersistentVolumePhase', 'Available', 'Bound', 'Failed', 'Pending', 'Released'),
  message: text,
  reason: text,
  lastPhaseTransitionTime: optional(time),
})

export const persistentVolume = struct('v1.PersistentVolume', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(persistentVolumeSpec),
  status: always(persistentVolumeStatus),
})
