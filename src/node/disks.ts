import {
  type Disk,
  type DiskFile,
  objectKey,
  type PersistentVolume,
  parseQuantity,
  type Time,
  timestamp,
} from '../kinds'
import { chanceUUID, type Seed } from '../sim'
import { blockDriver } from '../volumes'

/** Whether every machine reaches the disk behind this volume; others (hostPath, local) are another disk on each machine. */
export function isNetworkVolume({ spec }: PersistentVolume): boolean {
  return !spec.hostPath && !spec.local
}

/** The name of the disk behind a volume, seen from a machine. */
export function diskNameOf(volume: PersistentVolume, machine: string): string {
  const { hostPath, local, gcePersistentDisk, nfs, csi } = volume.spec
  if (hostPath) return localDiskName(machine, hostPath.path)
  if (local) return localDiskName(machine, local.path)
  if (gcePersistentDisk) return named('gce', gcePersistentDisk.pdName)
  if (nfs) return named('nfs', `${nfs.server}${nfs.path}`)
  if (csi) return named(csi.driver, csi.volumeHandle)
  return named('volume', volume.metadata.name)
}

/** The disk behind a volume, empty as it is before anybody has written to it. */
export function diskOf(volume: PersistentVolume, machine: string, now: Time, seed: Seed): Disk {
  const { hostPath, local, gcePersistentDisk, nfs, csi, capacity, persistentVolumeReclaimPolicy } = volume.spec
  const source = hostPath
    ? `hostPath ${hostPath.path}`
    : local
      ? `local ${local.path}`
      : gcePersistentDisk
        ? `gcePersistentDisk ${gcePersistentDisk.pdName}`
        : nfs
          ? `nfs ${nfs.server}:${nfs.path}`
          : `csi ${csi?.driver} ${csi?.volumeHandle}`
  const capacityBytes = parseQuantity(capacity.storage ?? '')
  const spec: Disk['spec'] = {
    ...(!isNetworkVolume(volume) && { machine }),
    ...(capacityBytes !== undefined && { capacityBytes }),
    source,
    volume: volume.metadata.name,
    ...(persistentVolumeReclaimPolicy === 'Delete' && { goesWithVolume: true }),
    ...(csi?.driver === blockDriver && { mustBeAttached: true }),
  }
  return newDisk(diskNameOf(volume, machine), spec, { now, seed })
}

/** The name of the disk that is a directory of one machine. */
export function localDiskName(machine: string, path: string): string {
  return named(machine, path)
}

/** A valid object name; what had to be changed for that stays distinct only as far as letters, digits and dots go. */
function named(prefix: string, text: string): string {
  const tidy = text
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
  return `${prefix}-${tidy || 'root'}`
}

/** A disk that nobody has written to yet, save for what is given. */
export function newDisk(
  name: string,
  spec: Disk['spec'],
  { now, seed }: { readonly now: Time; readonly seed: Seed },
  files: readonly DiskFile[] = [],
): Disk {
  const uid = chanceUUID(seed, objectKey('Disk', undefined, name), now)
  const metadata = { name, uid, resourceVersion: '', creationTimestamp: timestamp(now) }
  return { apiVersion: 'lab.sim/v1', kind: 'Disk', metadata, spec, status: { files } }
}
