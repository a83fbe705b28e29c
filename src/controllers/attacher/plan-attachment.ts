import { type Disk, type PersistentVolume, type Time, timestamp, type VolumeAttachment } from '../../kinds'
import { chanceBetween, type Seed } from '../../sim'
import type { View } from '../../store'
import { allowsManyNodes, blockDriver } from '../../volumes'
import { type Action, nothing, type Plan } from '../runtime'
import { withFinalizer, withoutFinalizer } from './names'

/** How long the driver takes, in milliseconds, least and most. */
export interface AttacherOptions {
  readonly seed: Seed
  readonly attachMs: readonly [least: number, most: number]
  readonly detachMs: readonly [least: number, most: number]
}

/** Since when the driver has been at work on an attachment: its memo, by the attachment's name. */
interface Work {
  readonly kind: 'attach' | 'detach'
  readonly startedAt: Time
}

/** Carries out one VolumeAttachment (csi_handler.go: SyncNewOrUpdatedVolumeAttachment). */
export function planAttachment(view: View, name: string, now: Time, options: AttacherOptions): Plan {
  const attachment = view.get('VolumeAttachment', name)
  const work = view.memo(`external-attacher/${name}`) as Work | undefined
  if (!attachment) return work ? { actions: [{ memo: name, value: undefined }] } : nothing
  if (attachment.metadata.deletionTimestamp) return planDetach(view, attachment, work, now, options)
  return attachment.status.attached ? nothing : planAttach(view, attachment, work, now, options)
}

function planAttach(
  view: View,
  attachment: VolumeAttachment,
  work: Work | undefined,
  now: Time,
  options: AttacherOptions,
): Plan {
  const { name } = attachment.metadata
  const machine = attachment.spec.nodeName
  const volume = volumeOf(view, attachment)
  if (!volume) return nothing
  const marks = finalizers(attachment, volume)
  if (marks.length > 0) return { actions: marks }
  const busy = working('attach', attachment, work, now, options)
  if (busy) return busy
  const disk = diskOf(view, volume)
  const refusal = refusalOf(view, disk, volume, machine)
  if (refusal !== undefined) return planRefusal(attachment, refusal, now)
  return {
    actions: [
      ...(disk ? [{ put: attachedTo(disk, machine), verb: 'attach' }] : []),
      { memo: name, value: undefined },
      status(attachment, { attached: true }),
    ],
  }
}

/** [AT-2] What keeps both from being forgotten. */
function finalizers(attachment: VolumeAttachment, volume: PersistentVolume): readonly Action[] {
  return [attachment, volume].flatMap(object => {
    const marked = withFinalizer(object)
    const { name } = object.metadata
    return marked === object ? [] : [{ write: { verb: 'update', kind: object.kind, name, body: marked } } as const]
  })
}

/** [AT-4] What the driver says instead of attaching; undefined when it attaches. */
function refusalOf(view: View, disk: Disk | undefined, volume: PersistentVolume, machine: string): string | undefined {
  if (!disk) return `rpc error: code = NotFound desc = disk ${volume.spec.csi?.volumeHandle} not found`
  if (!view.get('Machine', machine)) return `rpc error: code = NotFound desc = machine ${machine} not found`
  const others = disk.status.attachedTo?.filter(name => name !== machine) ?? []
  if (others.length === 0 || allowsManyNodes(volume)) return undefined
  return `rpc error: code = FailedPrecondition desc = disk is attached to ${others.join(', ')}`
}

/** Says it once; whoever lets the disk go makes this attachment worth another look. */
function planRefusal(attachment: VolumeAttachment, message: string, now: Time): Plan {
  const { name } = attachment.metadata
  const forget: Action = { memo: name, value: undefined }
  if (attachment.status.attachError?.message === message) return nothing
  const attachError = { time: timestamp(now), message }
  return { actions: [forget, status(attachment, { attached: false, attachError })] }
}

/** [AT-5] The disk is taken away, then the attachment may go. */
function planDetach(
  view: View,
  attachment: VolumeAttachment,
  work: Work | undefined,
  now: Time,
  options: AttacherOptions,
): Plan {
  const { name } = attachment.metadata
  const free = withoutFinalizer(attachment)
  if (free === attachment) return nothing
  const busy = working('detach', attachment, work, now, options)
  if (busy) return busy
  const volume = volumeOf(view, attachment)
  const disk = volume && diskOf(view, volume)
  return {
    actions: [
      ...(disk ? [{ put: detachedFrom(disk, attachment.spec.nodeName), verb: 'detach' }] : []),
      { memo: name, value: undefined },
      { write: { verb: 'update', kind: 'VolumeAttachment', name, body: free }, tolerate: ['NotFound'] },
    ],
  }
}

/** [AT-3] The driver begins, or goes on; undefined once it is done. How long it takes is drawn anew for each try. */
function working(
  kind: Work['kind'],
  { metadata: { name, uid } }: VolumeAttachment,
  work: Work | undefined,
  now: Time,
  { seed, attachMs, detachMs }: AttacherOptions,
): Plan | undefined {
  const startedAt = work?.kind === kind ? work.startedAt : now
  const [least, most] = kind === 'attach' ? attachMs : detachMs
  const wakeAt = startedAt + chanceBetween(least, most, seed, kind, uid, startedAt)
  if (work?.kind !== kind) return { actions: [{ memo: name, value: { kind, startedAt } }], wakeAt }
  return now < wakeAt ? { actions: [], wakeAt } : undefined
}

function volumeOf(view: View, { spec }: VolumeAttachment): PersistentVolume | undefined {
  const name = spec.source.persistentVolumeName
  return name === undefined ? undefined : view.get('PersistentVolume', name)
}

/** The disk behind a volume: filed under it, or, where another volume leads to it too, found by its handle. */
function diskOf(view: View, { metadata, spec }: PersistentVolume): Disk | undefined {
  const source = `csi ${blockDriver} ${spec.csi?.volumeHandle}`
  const isIt = (disk: Disk) => disk.spec.source === source
  return view.lookup('Disk', 'volume', metadata.name).find(isIt) ?? view.list('Disk').find(isIt)
}

function attachedTo(disk: Disk, machine: string): Disk {
  const others = disk.status.attachedTo?.filter(name => name !== machine) ?? []
  return { ...disk, status: { ...disk.status, attachedTo: [...others, machine] } }
}

function detachedFrom(disk: Disk, machine: string): Disk {
  const { attachedTo: before = [], ...status } = disk.status
  const rest = before.filter(name => name !== machine)
  return { ...disk, status: rest.length > 0 ? { ...status, attachedTo: rest } : status }
}

function status(attachment: VolumeAttachment, said: VolumeAttachment['status']): Action {
  const { name } = attachment.metadata
  const body = { ...attachment, status: said }
  return {
    write: { verb: 'update', kind: 'VolumeAttachment', name, subresource: 'status', body },
    tolerate: ['NotFound'],
  }
}
