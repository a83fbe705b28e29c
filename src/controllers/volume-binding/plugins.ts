import type { PersistentVolume } from '../../kinds'
import { provisionedByAnnotation } from '../../volumes'

export const hostPathPlugin = 'kubernetes.io/host-path'
/** Keeps a volume that the controller provisioned until its storage is gone. */
export const inTreeFinalizer = 'kubernetes.io/pv-controller'
/** The same of an external provisioner. */
export const externalFinalizer = 'external-provisioner.volume.kubernetes.io/finalizer'
const inTreePrefix = 'kubernetes.io/'

/** In-tree names whose work CSI drivers have taken over (csi-translation-lib). */
const csiDrivers: Readonly<Record<string, string>> = {
  'kubernetes.io/aws-ebs': 'ebs.csi.aws.com',
  'kubernetes.io/azure-disk': 'disk.csi.azure.com',
  'kubernetes.io/azure-file': 'file.csi.azure.com',
  'kubernetes.io/cinder': 'cinder.csi.openstack.org',
  'kubernetes.io/gce-pd': 'pd.csi.storage.gke.io',
  'kubernetes.io/portworx-volume': 'pxd.portworx.com',
  'kubernetes.io/vsphere-volume': 'csi.vsphere.vmware.com',
}

/** Who answers to a class's provisioner today. */
export function externalNameOf(provisioner: string): string {
  return csiDrivers[provisioner] ?? provisioner
}

/** Whether only the controller itself could serve this name. */
export function isInTree(provisioner: string): boolean {
  return provisioner.startsWith(inTreePrefix)
}

/** Who deletes the storage of a volume: the controller's host-path plugin, somebody outside, or nobody, and then why (findDeletablePlugin). */
export function deleterOf(volume: PersistentVolume): 'host-path' | 'external' | { readonly error: string } {
  const { csi, hostPath, nfs, local } = volume.spec
  const provisioner = volume.metadata.annotations?.[provisionedByAnnotation]
  if (provisioner) {
    if (provisioner === hostPathPlugin) return 'host-path'
    return isInTree(externalNameOf(provisioner))
      ? { error: `no volume plugin matched name: ${provisioner}` }
      : 'external'
  }
  if (csi) return 'external'
  if (hostPath) return 'host-path'
  const why = nfs || local ? 'no deletable volume plugin matched' : 'no volume plugin matched'
  return { error: `error getting deleter volume plugin for volume "${volume.metadata.name}": ${why}` }
}

/**
 * [VB-27] The finalizer of a volume the controller provisioned follows the reclaim policy: there under Delete, gone otherwise
 * (pv_controller_base.go: modifyDeletionFinalizers). The same list if nothing changes.
 */
export function finalizersFor({ metadata, spec }: PersistentVolume): readonly string[] | undefined {
  const { finalizers } = metadata
  const provisioner = metadata.annotations?.[provisionedByAnnotation]
  if (provisioner === undefined || !isInTree(provisioner)) return finalizers
  const isMigrated = csiDrivers[provisioner] !== undefined
  const wantsOwn = !isMigrated && spec.persistentVolumeReclaimPolicy === 'Delete'
  const hasOwn = finalizers?.includes(inTreeFinalizer) ?? false
  const dropsExternal = !isMigrated && finalizers?.includes(externalFinalizer)
  if (wantsOwn === hasOwn && !dropsExternal) return finalizers
  const others = (finalizers ?? []).filter(
    name => (name !== inTreeFinalizer || wantsOwn) && !(dropsExternal && name === externalFinalizer),
  )
  return wantsOwn && !hasOwn ? [...others, inTreeFinalizer] : others
}
