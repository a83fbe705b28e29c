import { persistentVolumeClaimTemplate } from './core-claim'
import { localObjectReference, objectFieldSelector, resourceFieldSelector } from './core-reference'
import {
  awsElasticBlockStoreVolumeSource,
  azureDiskVolumeSource,
  azureFileVolumeSource,
  cephFSVolumeSource,
  cinderVolumeSource,
  fcVolumeSource,
  flexVolumeSource,
  flockerVolumeSource,
  gcePersistentDiskVolumeSource,
  gitRepoVolumeSource,
  glusterfsVolumeSource,
  iscsiVolumeSource,
  photonPersistentDiskVolumeSource,
  portworxVolumeSource,
  quobyteVolumeSource,
  rbdVolumeSource,
  scaleIOVolumeSource,
  storageOSVolumeSource,
  vsphereVirtualDiskVolumeSource,
} from './core-volume-plugin'
import { labelSelector } from './meta'
import {
  always,
  bool,
  fallback,
  int32,
  int64,
  list,
  named,
  optional,
  quantity,
  structsOf,
  text,
  textMap,
} from './notation'

/** core/v1: the volumes of a pod. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

export const hostPathVolumeSource = struct('v1.HostPathVolumeSource', {
  path: always(text),
  type: optional(
    named(
      'v1.HostPathType',
      '',
      'BlockDevice',
      'CharDevice',
      'Directory',
      'DirectoryOrCreate',
      'File',
      'FileOrCreate',
      'Socket',
    ),
  ),
})

export const nfsVolumeSource = struct('v1.NFSVolumeSource', {
  server: always(text),
  path: always(text),
  readOnly: bool,
})

export const localVolumeSource = struct('v1.LocalVolumeSource', { path: always(text), fsType: optional(text) })

const emptyDirVolumeSource = struct('v1.EmptyDirVolumeSource', {
  medium: named('v1.StorageMedium'),
  sizeLimit: optional(quantity),
  mode: optional(int32),
})

const keyToPath = struct('v1.KeyToPath', {
  key: always(text),
  path: always(text),
  mode: optional(int32),
  user: optional(int64),
})

const secretVolumeSource = struct('v1.SecretVolumeSource', {
  secretName: text,
  items: list(keyToPath),
  defaultMode: optional(int32),
  optional: optional(bool),
  defaultUser: optional(int64),
})

const persistentVolumeClaimVolumeSource = struct('v1.PersistentVolumeClaimVolumeSource', {
  claimName: always(text),
  readOnly: bool,
})

const downwardAPIVolumeFile = struct('v1.DownwardAPIVolumeFile', {
  path: always(text),
  fieldRef: objectFieldSelector,
  resourceFieldRef: resourceFieldSelector,
  mode: optional(int32),
  user: optional(int64),
})

const downwardAPIVolumeSource = struct('v1.DownwardAPIVolumeSource', {
  items: list(downwardAPIVolumeFile),
  defaultMode: optional(int32),
  defaultUser: optional(int64),
})

const configMapVolumeSource = struct('v1.ConfigMapVolumeSource', {
  name: fallback(text, ''),
  items: list(keyToPath),
  defaultMode: optional(int32),
  optional: optional(bool),
  defaultUser: optional(int64),
})

const secretProjection = struct('v1.SecretProjection', {
  name: fallback(text, ''),
  items: list(keyToPath),
  optional: optional(bool),
})

const downwardAPIProjection = struct('v1.DownwardAPIProjection', { items: list(downwardAPIVolumeFile) })

const configMapProjection = struct('v1.ConfigMapProjection', {
  name: fallback(text, ''),
  items: list(keyToPath),
  optional: optional(bool),
})

const serviceAccountTokenProjection = struct('v1.ServiceAccountTokenProjection', {
  audience: text,
  expirationSeconds: optional(int64),
  path: always(text),
  user: optional(int64),
})

const clusterTrustBundleProjection = struct('v1.ClusterTrustBundleProjection', {
  name: optional(text),
  signerName: optional(text),
  labelSelector,
  optional: optional(bool),
  path: always(text),
  user: optional(int64),
})

const podCertificateProjection = struct('v1.PodCertificateProjection', {
  signerName: text,
  keyType: text,
  maxExpirationSeconds: optional(int32),
  credentialBundlePath: text,
  keyPath: text,
  certificateChainPath: text,
  userAnnotations: textMap,
  user: optional(int64),
})

const volumeProjection = struct('v1.VolumeProjection', {
  secret: secretProjection,
  downwardAPI: downwardAPIProjection,
  configMap: configMapProjection,
  serviceAccountToken: serviceAccountTokenProjection,
  clusterTrustBundle: clusterTrustBundleProjection,
  podCertificate: podCertificateProjection,
})

const projectedVolumeSource = struct('v1.ProjectedVolumeSource', {
  sources: always(list(volumeProjection)),
  defaultMode: optional(int32),
  defaultUser: optional(int64),
})

const csiVolumeSource = struct('v1.CSIVolumeSource', {
  driver: always(text),
  readOnly: optional(bool),
  fsType: optional(text),
  volumeAttributes: textMap,
  nodePublishSecretRef: localObjectReference,
})

const ephemeralVolumeSource = struct('v1.EphemeralVolumeSource', { volumeClaimTemplate: persistentVolumeClaimTemplate })

const imageVolumeSource = struct('v1.ImageVolumeSource', {
  reference: text,
  pullPolicy: named('v1.PullPolicy', 'Always', 'IfNotPresent', 'Never'),
})

export const volume = struct('v1.Volume', {
  name: always(text),
  hostPath: hostPathVolumeSource,
  emptyDir: emptyDirVolumeSource,
  gcePersistentDisk: gcePersistentDiskVolumeSource,
  awsElasticBlockStore: awsElasticBlockStoreVolumeSource,
  gitRepo: gitRepoVolumeSource,
  secret: secretVolumeSource,
  nfs: nfsVolumeSource,
  iscsi: iscsiVolumeSource,
  glusterfs: glusterfsVolumeSource,
  persistentVolumeClaim: persistentVolumeClaimVolumeSource,
  rbd: rbdVolumeSource,
  flexVolume: flexVolumeSource,
  cinder: cinderVolumeSource,
  cephfs: cephFSVolumeSource,
  flocker: flockerVolumeSource,
  downwardAPI: downwardAPIVolumeSource,
  fc: fcVolumeSource,
  azureFile: azureFileVolumeSource,
  configMap: configMapVolumeSource,
  vsphereVolume: vsphereVirtualDiskVolumeSource,
  quobyte: quobyteVolumeSource,
  azureDisk: azureDiskVolumeSource,
  photonPersistentDisk: photonPersistentDiskVolumeSource,
  projected: projectedVolumeSource,
  portworxVolume: portworxVolumeSource,
  scaleIO: scaleIOVolumeSource,
  storageos: storageOSVolumeSource,
  csi: csiVolumeSource,
  ephemeral: ephemeralVolumeSource,
  image: imageVolumeSource,
})
