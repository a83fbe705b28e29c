import {
  type Disk,
  type DiskFile,
  objectKey,
  type PersistentVolume,
  parseQuantity,
  type Time,
  timestamp,
  type Volume,
} from '../kinds'
import { chanceUUID, type Seed } from '../sim'
import { blockDriver } from '../volumes'

/** Whether every machine reaches the disk behind this volume; others (hostPath, local) are another disk on each machine. */
export function isNetworkVolume({ spec }: PersistentVolume): boolean {
  return !spec.hostPath && !spec.local
}

/** The name of the disk behind a volume, seen from a machine. */
export function diskNameOf(volume: PersistentVolume, machine: string): string {
  const { hostPath, local } = volume.spec
  if (hostPath) return localDiskName(machine, hostPath.path)
  if (local) return localDiskName(machine, local.path)
  return sharedDiskOf(volume.spec)?.name ?? named('volume', volume.metadata.name)
}

/** Sources that name a disk which every machine reaches, in a volume or in the pod itself. */
type SharedSources = Pick<Volume, 'gcePersistentDisk' | 'awsElasticBlockStore' | 'nfs'> &
  Pick<PersistentVolume['spec'], 'csi'>

/** The name of that disk, and what it is to Kubernetes; undefined for other sources. */
export function sharedDiskOf({
  gcePersistentDisk: gce,
  awsElasticBlockStore: ebs,
  nfs,
  csi,
}: SharedSources): { readonly name: string; readonly source: string } | undefined {
  if (gce) return { name: named('gce', gce.pdName), source: `gcePersistentDisk ${gce.pdName}` }
  if (ebs) return { name: named('ebs', ebs.volumeID), source: `awsElasticBlockStore ${ebs.volumeID}` }
  if (nfs) return { name: named('nfs', `${nfs.server}${nfs.path}`), source: `nfs ${nfs.server}:${nfs.path}` }
  return csi && { name: named(csi.driver, csi.volumeHandle), source: `csi ${csi.driver} ${csi.volumeHandle}` }
}

/** The disk behind a volume, empty as it is before anybody has written to it. */
export function diskOf(volume: PersistentVolume, machine: string, now: Time, seed: Seed): Disk {
  const { hostPath, local, csi, capacity, persistentVolumeReclaimPolicy } = volume.spec
  const own = hostPath ? `hostPath ${hostPath.path}` : local && `local ${local.path}`
  const source = own ?? sharedDiskOf(volume.spec)?.source ?? `volume ${volume.metadata.name}`
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
