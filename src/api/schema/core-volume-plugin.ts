import { localObjectReference, objectReference, secretReference } from './core-reference'
import { always, bool, fallback, int32, named, nullable, optional, structsOf, text, textMap, texts } from './notation'

/** core/v1: volume sources of particular storage systems. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

export const gcePersistentDiskVolumeSource = struct('v1.GCEPersistentDiskVolumeSource', {
  pdName: always(text),
  fsType: text,
  partition: int32,
  readOnly: bool,
})

export const awsElasticBlockStoreVolumeSource = struct('v1.AWSElasticBlockStoreVolumeSource', {
  volumeID: always(text),
  fsType: text,
  partition: int32,
  readOnly: bool,
})

export const glusterfsPersistentVolumeSource = struct('v1.GlusterfsPersistentVolumeSource', {
  endpoints: always(text),
  path: always(text),
  readOnly: bool,
  endpointsNamespace: optional(text),
})

export const rbdPersistentVolumeSource = struct('v1.RBDPersistentVolumeSource', {
  monitors: always(texts),
  image: always(text),
  fsType: text,
  pool: fallback(text, 'rbd'),
  user: fallback(text, 'admin'),
  keyring: fallback(text, '/etc/ceph/keyring'),
  secretRef: secretReference,
  readOnly: bool,
})

export const iscsiPersistentVolumeSource = struct('v1.ISCSIPersistentVolumeSource', {
  targetPortal: always(text),
  iqn: always(text),
  lun: always(int32),
  iscsiInterface: fallback(text, 'default'),
  fsType: text,
  readOnly: bool,
  portals: texts,
  chapAuthDiscovery: bool,
  chapAuthSession: bool,
  secretRef: secretReference,
  initiatorName: optional(text),
})

export const cinderPersistentVolumeSource = struct('v1.CinderPersistentVolumeSource', {
  volumeID: always(text),
  fsType: text,
  readOnly: bool,
  secretRef: secretReference,
})

export const cephFSPersistentVolumeSource = struct('v1.CephFSPersistentVolumeSource', {
  monitors: always(texts),
  path: text,
  user: text,
  secretFile: text,
  secretRef: secretReference,
  readOnly: bool,
})

export const fcVolumeSource = struct('v1.FCVolumeSource', {
  targetWWNs: texts,
  lun: optional(int32),
  fsType: text,
  readOnly: bool,
  wwids: texts,
})

export const flockerVolumeSource = struct('v1.FlockerVolumeSource', { datasetName: text, datasetUUID: text })

export const flexPersistentVolumeSource = struct('v1.FlexPersistentVolumeSource', {
  driver: always(text),
  fsType: text,
  secretRef: secretReference,
  readOnly: bool,
  options: textMap,
})

export const azureFilePersistentVolumeSource = struct('v1.AzureFilePersistentVolumeSource', {
  secretName: always(text),
  shareName: always(text),
  readOnly: bool,
  secretNamespace: nullable(text),
})

export const vsphereVirtualDiskVolumeSource = struct('v1.VsphereVirtualDiskVolumeSource', {
  volumePath: always(text),
  fsType: text,
  storagePolicyName: text,
  storagePolicyID: text,
})

export const quobyteVolumeSource = struct('v1.QuobyteVolumeSource', {
  registry: always(text),
  volume: always(text),
  readOnly: bool,
  user: text,
  group: text,
  tenant: text,
})

export const azureDiskVolumeSource = struct('v1.AzureDiskVolumeSource', {
  diskName: always(text),
  diskURI: always(text),
  cachingMode: optional(fallback(named('v1.AzureDataDiskCachingMode', 'None', 'ReadOnly', 'ReadWrite'), 'ReadWrite')),
  fsType: optional(fallback(text, 'ext4')),
  readOnly: optional(fallback(bool, false)),
  kind: optional(fallback(named('v1.AzureDataDiskKind', 'Dedicated', 'Managed', 'Shared'), 'Shared')),
})

export const photonPersistentDiskVolumeSource = struct('v1.PhotonPersistentDiskVolumeSource', {
  pdID: always(text),
  fsType: text,
})

export const portworxVolumeSource = struct('v1.PortworxVolumeSource', {
  volumeID: always(text),
  fsType: text,
  readOnly: bool,
})

export const scaleIOPersistentVolumeSource = struct('v1.ScaleIOPersistentVolumeSource', {
  gateway: always(text),
  system: always(text),
  secretRef: nullable(secretReference),
  sslEnabled: bool,
  protectionDomain: text,
  storagePool: text,
  storageMode: fallback(text, 'ThinProvisioned'),
  volumeName: text,
  fsType: fallback(text, 'xfs'),
  readOnly: bool,
})

export const storageOSPersistentVolumeSource = struct('v1.StorageOSPersistentVolumeSource', {
  volumeName: text,
  volumeNamespace: text,
  fsType: text,
  readOnly: bool,
  secretRef: objectReference,
})

export const csiPersistentVolumeSource = struct('v1.CSIPersistentVolumeSource', {
  driver: always(text),
  volumeHandle: always(text),
  readOnly: bool,
  fsType: text,
  volumeAttributes: textMap,
  controllerPublishSecretRef: secretReference,
  nodeStageSecretRef: secretReference,
  nodePublishSecretRef: secretReference,
  controllerExpandSecretRef: secretReference,
  nodeExpandSecretRef: secretReference,
})

export const gitRepoVolumeSource = struct('v1.GitRepoVolumeSource', {
  repository: always(text),
  revision: text,
  directory: text,
})

export const iscsiVolumeSource = struct('v1.ISCSIVolumeSource', {
  targetPortal: always(text),
  iqn: always(text),
  lun: always(int32),
  iscsiInterface: fallback(text, 'default'),
  fsType: text,
  readOnly: bool,
  portals: texts,
  chapAuthDiscovery: bool,
  chapAuthSession: bool,
  secretRef: localObjectReference,
  initiatorName: optional(text),
})

export const glusterfsVolumeSource = struct('v1.GlusterfsVolumeSource', {
  endpoints: always(text),
  path: always(text),
  readOnly: bool,
})

export const rbdVolumeSource = struct('v1.RBDVolumeSource', {
  monitors: always(texts),
  image: always(text),
  fsType: text,
  pool: fallback(text, 'rbd'),
  user: fallback(text, 'admin'),
  keyring: fallback(text, '/etc/ceph/keyring'),
  secretRef: localObjectReference,
  readOnly: bool,
})

export const flexVolumeSource = struct('v1.FlexVolumeSource', {
  driver: always(text),
  fsType: text,
  secretRef: localObjectReference,
  readOnly: bool,
  options: textMap,
})

export const cinderVolumeSource = struct('v1.CinderVolumeSource', {
  volumeID: always(text),
  fsType: text,
  readOnly: bool,
  secretRef: localObjectReference,
})

export const cephFSVolumeSource = struct('v1.CephFSVolumeSource', {
  monitors: always(texts),
  path: text,
  user: text,
  secretFile: text,
  secretRef: localObjectReference,
  readOnly: bool,
})

export const azureFileVolumeSource = struct('v1.AzureFileVolumeSource', {
  secretName: always(text),
  shareName: always(text),
  readOnly: bool,
})

export const scaleIOVolumeSource = struct('v1.ScaleIOVolumeSource', {
  gateway: always(text),
  system: always(text),
  secretRef: nullable(localObjectReference),
  sslEnabled: bool,
  protectionDomain: text,
  storagePool: text,
  storageMode: fallback(text, 'ThinProvisioned'),
  volumeName: text,
  fsType: fallback(text, 'xfs'),
  readOnly: bool,
})

export const storageOSVolumeSource = struct('v1.StorageOSVolumeSource', {
  volumeName: text,
  volumeNamespace: text,
  fsType: text,
  readOnly: bool,
  secretRef: localObjectReference,
})
