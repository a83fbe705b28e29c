import {
  type Disk,
  isTerminating,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Sandbox,
} from '../../../src/kinds'
import { referenceTo, type View } from '../../session'
import type { Tone } from '../../ui'
import { isReached } from './attach'
import { claimOrdinal, volumeOrdinal } from './ordinal'
import { isAlive } from './reality'
import type { Reuse } from './reuse'
import type { ClaimNode, GraphNode, VolumeNode } from './types'

export function claimId(namespace: string | undefined, name: string): string {
  return `claim:${namespace}/${name}`
}

export function volumeId(name: string): string {
  return `volume:${name}`
}

/** Where the bytes are: claims, and volumes with the disks behind them. */
export function projectBytes(view: View, reuse: Reuse<GraphNode>, nodes: Map<string, GraphNode>): void {
  const mounters = mountersAt(view)
  const disks = disksOfVolumes(view)
  for (const claim of view.list('PersistentVolumeClaim')) {
    const { name, namespace } = claim.metadata
    const id = claimId(namespace, name)
    nodes.set(
      id,
      reuse.take(id, [claim], () => claimNode(claim, id)),
    )
  }
  for (const volume of view.list('PersistentVolume')) {
    const { name } = volume.metadata
    const id = volumeId(name)
    const disk = disks.get(name)
    const mounted = (disk && mounters.get(disk.metadata.name)) ?? []
    const writers = disk ? mounted.filter(({ spec }) => isReached(disk, spec.machine)) : []
    const words = writers.length > 1 ? writers.map(sandbox => sandbox.spec.pod.metadata.uid.slice(0, 4)).join(', ') : ''
    nodes.set(
      id,
      reuse.take(id, [volume, disk, words], () => volumeNode(volume, disk, words, id)),
    )
  }
}

function disksOfVolumes(view: View): ReadonlyMap<string, Disk> {
  const disks = new Map<string, Disk>()
  for (const disk of view.list('Disk')) if (disk.spec.volume) disks.set(disk.spec.volume, disk)
  return disks
}

/** The living sandboxes that have a disk mounted, by disk. */
export function mountersAt(view: View): ReadonlyMap<string, readonly Sandbox[]> {
  const mounters = new Map<string, Sandbox[]>()
  for (const sandbox of view.list('Sandbox')) {
    if (!isAlive(sandbox)) continue
    for (const disk of new Set(Object.values(sandbox.status.mounts))) {
      const others = mounters.get(disk)
      if (others) others.push(sandbox)
      else mounters.set(disk, [sandbox])
    }
  }
  return mounters
}

function claimNode(claim: PersistentVolumeClaim, id: string): ClaimNode {
  const { spec, status } = claim
  const size = status?.capacity?.storage ?? spec.resources.requests?.storage ?? ''
  const mode = spec.accessModes?.join(', ') ?? ''
  const phase = status?.phase ?? 'Pending'
  const isGoing = isTerminating(claim)
  const tones: Readonly<Record<string, Tone>> = { Bound: 'good', Pending: 'warn', Lost: 'bad' }
  return {
    type: 'claim',
    id,
    target: referenceTo(claim),
    ordinal: claimOrdinal(claim.metadata.name),
    name: claim.metadata.name,
    word: isGoing ? 'Terminating' : phase,
    detail: [size, isGoing ? 'until no pod uses it' : mode].filter(Boolean).join(' · '),
    tone: isGoing ? 'warn' : (tones[phase] ?? 'busy'),
    volume: phase === 'Bound' && spec.volumeName ? volumeId(spec.volumeName) : undefined,
  }
}

function volumeNode(volume: PersistentVolume, disk: Disk | undefined, writers: string, id: string): VolumeNode {
  const phase = volume.status?.phase ?? 'Pending'
  const tones: Readonly<Record<string, Tone>> = { Bound: 'good', Available: 'off', Released: 'warn', Failed: 'bad' }
  const isGoing = isTerminating(volume)
  return {
    type: 'volume',
    id,
    target: referenceTo(volume),
    ordinal: volumeOrdinal(volume),
    name: volume.metadata.name,
    word: isGoing ? 'Terminating' : phase,
    detail: [attachedWords(disk), volume.spec.capacity.storage, volume.spec.persistentVolumeReclaimPolicy]
      .filter(Boolean)
      .join(' · '),
    tone: isGoing ? 'warn' : (tones[phase] ?? 'busy'),
    files: (disk?.status.files ?? []).map(({ path, content, writerUID, writtenAt }) => ({
      path,
      content,
      writer: writerUID.slice(0, 4),
      writtenAt,
    })),
    alarm: writers && `two writers: ${writers}`,
    attachedTo: disk?.status.attachedTo ?? [],
    machine: disk?.spec.machine ?? '',
  }
}

function attachedWords(disk: Disk | undefined): string {
  if (!disk?.spec.mustBeAttached) return ''
  return disk.status.attachedTo?.length ? `attached to ${disk.status.attachedTo.join(', ')}` : 'not attached'
}
