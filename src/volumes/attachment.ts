import { sha256 } from '../base'
import type { PersistentVolume } from '../kinds'
import type { View } from '../store'

const devicePrefix = 'kubernetes.io/csi/'

/** On a node: its volumes are attached by the controller, not by the kubelet itself. */
export const managedNodeAnnotation = 'volumes.kubernetes.io/controller-managed-attach-detach'

/** What a node's status calls a CSI volume, `kubernetes.io/csi/disk.example.com^a` (csi_plugin.go: GetVolumeName). */
export function deviceName(driver: string, handle: string): string {
  return `${devicePrefix}${driver}^${handle}`
}

/** Driver and handle of a device name; undefined for volumes that are not CSI. */
export function partsOfDevice(name: string): { readonly driver: string; readonly handle: string } | undefined {
  const separator = name.indexOf('^')
  if (!name.startsWith(devicePrefix) || separator < 0) return undefined
  return { driver: name.slice(devicePrefix.length, separator), handle: name.slice(separator + 1) }
}

/** The device of a volume that has to be attached to a node before it is mounted; undefined for all others (csi_plugin.go: CanAttach). */
export function deviceAt(view: View, { spec }: PersistentVolume): string | undefined {
  if (!spec.csi) return undefined
  const { driver, volumeHandle } = spec.csi
  // A driver that nobody has described is taken to want it.
  if (view.get('CSIDriver', driver)?.spec.attachRequired === false) return undefined
  return deviceName(driver, volumeHandle)
}

/** The name of the VolumeAttachment of a device on a node; '' for what is no CSI device (csi_attacher.go: getAttachmentName). */
export function attachmentName(device: string, node: string): string {
  const parts = partsOfDevice(device)
  if (!parts) return ''
  const digest = sha256(`${parts.handle}${parts.driver}${node}`)
  return `csi-${[...digest].map(byte => byte.toString(16).padStart(2, '0')).join('')}`
}

/** Whether a volume may be attached to several nodes at once (pkg/volume/util: IsMultiAttachAllowed). */
export function allowsManyNodes({ spec: { accessModes = [] } }: PersistentVolume): boolean {
  return accessModes.length === 0 || accessModes.includes('ReadWriteMany') || accessModes.includes('ReadOnlyMany')
}
