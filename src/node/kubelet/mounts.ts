import type { Disk, DiskFile, Machine, PersistentVolume, Pod, Time, Volume } from '../../kinds'
import type { Seed } from '../../sim'
import type { View } from '../../store'
import { deviceAt, isMadeFor } from '../../volumes'
import { diskNameOf, diskOf, localDiskName, newDisk, sharedDiskOf } from '../disks'
import { fileSourcesOf, projectedFilesAt } from './projected-files'

/** The disks a pod's volumes lead to, or what the kubelet says when they cannot be mounted. */
export type Mounts =
  | {
      readonly mounts: Readonly<Record<string, string>>
      readonly newDisks: readonly Disk[]
      /** The devices among them, by volume name: they have to be attached before they are mounted. */
      readonly devices: Readonly<Record<string, string>>
    }
  | MountFault

/** Why volumes cannot be mounted, in the kubelet's words. */
export interface MountFault {
  readonly error: string
  /** The volume is known, and setting it up failed; otherwise there is a claim without a volume. */
  readonly isSetUp: boolean
}

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
  const devices: Record<string, string> = {}
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
    if (found.device !== undefined) devices[volume.name] = found.device
    if (!context.view.get('Disk', found.disk.metadata.name)) newDisks.push(found.disk)
  }
  if (unmounted.length === 0) return { mounts, newDisks, devices }
  if (unprocessed.length === 0) return { error: reason, isSetUp: true }
  const lists = `unmounted volumes=[${unmounted.join(' ')}], unattached volumes=[], failed to process volumes=[${unprocessed.join(' ')}]`
  return { error: `Unable to attach or mount volumes: ${lists}: ${reason}`, isSetUp: false }
}

type Found =
  | { readonly disk: Disk; readonly device?: string | undefined }
  | { readonly error: string; readonly isClaim: boolean }

function diskFor(volume: Volume, context: MountContext): Found {
  const { view, pod, machine } = context
  const claimName = volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : volume.persistentVolumeClaim?.claimName
  if (claimName !== undefined) {
    const found = volumeOfClaim(view, pod, claimName, volume.ephemeral !== undefined)
    if (typeof found === 'string')
      return { error: `error processing PVC ${pod.metadata.namespace}/${claimName}: ${found}`, isClaim: true }
    const name = diskNameOf(found, machine.metadata.name)
    const disk = view.get('Disk', name) ?? diskOf(found, machine.metadata.name, context.now, context.seed)
    return { disk, device: deviceAt(view, found) }
  }
  if (volume.hostPath) {
    const name = localDiskName(machine.metadata.name, volume.hostPath.path)
    const spec = { machine: machine.metadata.name, source: `hostPath ${volume.hostPath.path}` }
    return { disk: view.get('Disk', name) ?? newDisk(name, spec, context) }
  }
  const shared = sharedDiskOf(volume)
  if (shared) {
    const { name, source } = shared
    return { disk: view.get('Disk', name) ?? newDisk(name, { source }, context) }
  }
  return ownDisk(volume, context)
}

/** The volume that a pod's claim is bound to, or the kubelet's words for why there is none (populator: getPVCExtractPV). */
function volumeOfClaim(view: View, pod: Pod, name: string, isMadeForPod: boolean): PersistentVolume | string {
  const { namespace = '' } = pod.metadata
  const claim = view.get('PersistentVolumeClaim', name, namespace)
  if (!claim) return `failed to fetch PVC from API server: persistentvolumeclaims "${name}" not found`
  if (isMadeForPod && !isMadeFor(claim, pod))
    return `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name} (pod is not owner)`
  if (claim.metadata.deletionTimestamp) return 'PVC is being deleted'
  const volumeName = claim.spec.volumeName
  if (claim.status.phase !== 'Bound' || !volumeName) return 'PVC is not bound'
  return view.get('PersistentVolume', volumeName) ?? `failed to fetch PV ${volumeName} from API server`
}

/** A volume that lives and dies with the pod: emptyDir, or a copy of ConfigMaps and Secrets. Other sources are mounted empty. */
function ownDisk(volume: Volume, context: MountContext): Found {
  const { view, pod, machine } = context
  const { uid } = pod.metadata
  const name = `${uid}.${volume.name}`
  const existing = view.get('Disk', name)
  if (existing) return { disk: existing }
  const source = Object.keys(volume).find(key => key !== 'name') ?? 'emptyDir'
  const spec = { machine: machine.metadata.name, source: `${source} ${volume.name}`, podUID: uid }
  const sources = fileSourcesOf(volume)
  if (!sources) return { disk: newDisk(name, spec, context) }
  const found = projectedFilesAt(view, pod, sources)
  if ('fault' in found)
    return { error: `MountVolume.SetUp failed for volume "${volume.name}" : ${found.fault}`, isClaim: false }
  const files = Object.entries(found.files).map(([path, content]) => projected(path, content, context))
  return { disk: newDisk(name, spec, context, files) }
}

function projected(path: string, content: string, { pod, machine, now }: MountContext): DiskFile {
  const { name, uid } = pod.metadata
  return {
    path: `/${path}`,
    content,
    writerPod: name,
    writerUID: uid,
    writerMachine: machine.metadata.name,
    writtenAt: now,
  }
}
