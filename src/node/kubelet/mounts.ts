import {
  type Disk,
  type DiskFile,
  type Machine,
  objectKey,
  type PersistentVolume,
  type Pod,
  parseQuantity,
  type Time,
  timestamp,
  type Volume,
} from '../../kinds'
import { chanceUUID, type Seed } from '../../sim'
import type { View } from '../../store'

/** The disks a pod's volumes lead to, or what the kubelet says when they cannot be mounted. */
export type Mounts =
  | { readonly mounts: Readonly<Record<string, string>>; readonly newDisks: readonly Disk[] }
  | { readonly error: string }

interface MountContext {
  readonly view: View
  readonly pod: Pod
  readonly machine: Machine
  readonly now: Time
  readonly seed: Seed
}

/** Finds the disk of each volume and makes those that do not exist yet (volumemanager: desired state of world, MountVolume.SetUp). */
export function resolveMounts(context: MountContext): Mounts {
  const mounts: Record<string, string> = {}
  const newDisks: Disk[] = []
  const unprocessed: string[] = []
  const unmounted: string[] = []
  let reason = ''
  for (const volume of context.pod.spec.volumes ?? []) {
    const found = diskFor(volume, context)
    if ('error' in found) {
      unmounted.push(volume.name)
      if (found.isClaim) unprocessed.push(volume.name)
      reason ||= found.error
      continue
    }
    mounts[volume.name] = found.disk.metadata.name
    if (!context.view.get('Disk', found.disk.metadata.name)) newDisks.push(found.disk)
  }
  if (unmounted.length === 0) return { mounts, newDisks }
  if (unprocessed.length === 0) return { error: reason }
  const lists = `unmounted volumes=[${unmounted.join(' ')}], unattached volumes=[], failed to process volumes=[${unprocessed.join(' ')}]`
  return { error: `Unable to attach or mount volumes: ${lists}: ${reason}` }
}

type Found = { readonly disk: Disk } | { readonly error: string; readonly isClaim: boolean }

function diskFor(volume: Volume, context: MountContext): Found {
  const { view, pod, machine } = context
  const claimName = volume.persistentVolumeClaim?.claimName
  if (claimName !== undefined) {
    const found = volumeOfClaim(view, pod.metadata.namespace ?? '', claimName)
    if (typeof found === 'string')
      return { error: `error processing PVC ${pod.metadata.namespace}/${claimName}: ${found}`, isClaim: true }
    const name = diskNameOf(found, machine.metadata.name)
    return { disk: view.get('Disk', name) ?? diskOf(found, machine.metadata.name, context.now, context.seed) }
  }
  if (volume.hostPath) {
    const name = localName(machine.metadata.name, volume.hostPath.path)
    const spec = { machine: machine.metadata.name, source: `hostPath ${volume.hostPath.path}` }
    return { disk: view.get('Disk', name) ?? newDisk(name, spec, context) }
  }
  return ownDisk(volume, context)
}

/** The volume that a pod's claim is bound to, or the kubelet's words for why there is none (populator: getPVCExtractPV). */
function volumeOfClaim(view: View, namespace: string, name: string): PersistentVolume | string {
  const claim = view.get('PersistentVolumeClaim', name, namespace)
  if (!claim) return `failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`
  if (claim.metadata.deletionTimestamp) return 'PVC is being deleted'
  const volumeName = claim.spec.volumeName
  if (claim.status.phase !== 'Bound' || !volumeName) return 'PVC is not bound'
  return view.get('PersistentVolume', volumeName) ?? `failed to fetch PV ${volumeName} from API server`
}

/** A volume that lives and dies with the pod: emptyDir, or a copy of a ConfigMap. Other sources are mounted empty. */
function ownDisk(volume: Volume, context: MountContext): Found {
  const { view, pod, machine } = context
  const { uid, namespace } = pod.metadata
  const name = `${uid}.${volume.name}`
  const existing = view.get('Disk', name)
  if (existing) return { disk: existing }
  const source = Object.keys(volume).find(key => key !== 'name') ?? 'emptyDir'
  const spec = { machine: machine.metadata.name, source: `${source} ${volume.name}`, podUID: uid }
  if (!volume.configMap) return { disk: newDisk(name, spec, context) }
  const config = view.get('ConfigMap', volume.configMap.name ?? '', namespace)
  if (!config && !volume.configMap.optional) {
    const why = `configmap "${volume.configMap.name}" not found`
    return { error: `MountVolume.SetUp failed for volume "${volume.name}" : ${why}`, isClaim: false }
  }
  const files = Object.entries(config?.data ?? {}).map(([key, content]) => projected(key, content, context))
  return { disk: newDisk(name, spec, context, files) }
}

function projected(key: string, content: string, { pod, machine, now }: MountContext): DiskFile {
  const { name, uid } = pod.metadata
  return {
    path: `/${key}`,
    content,
    writerPod: name,
    writerUID: uid,
    writerMachine: machine.metadata.name,
    writtenAt: now,
  }
}

/** Whether every machine reaches the disk behind this volume; others (hostPath, local) are another disk on each machine. */
export function isNetworkVolume({ spec }: PersistentVolume): boolean {
  return !spec.hostPath && !spec.local
}

/** The name of the disk behind a volume, seen from a machine. */
export function diskNameOf(volume: PersistentVolume, machine: string): string {
  const { hostPath, local, gcePersistentDisk, nfs, csi } = volume.spec
  if (hostPath) return localName(machine, hostPath.path)
  if (local) return localName(machine, local.path)
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
  }
  return newDisk(diskNameOf(volume, machine), spec, { now, seed })
}

function localName(machine: string, path: string): string {
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

function newDisk(
  name: string,
  spec: Disk['spec'],
  { now, seed }: { readonly now: Time; readonly seed: Seed },
  files: readonly DiskFile[] = [],
): Disk {
  const uid = chanceUUID(seed, objectKey('Disk', undefined, name), now)
  const metadata = { name, uid, resourceVersion: '', creationTimestamp: timestamp(now) }
  return { apiVersion: 'lab.sim/v1', kind: 'Disk', metadata, spec, status: { files } }
}
