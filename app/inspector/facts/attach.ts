import type { PersistentVolume, Pod, VolumeAttachment } from '../../../src/kinds'
import type { View } from '../../session'
import { type Fact, fact } from './types'

/** Where a volume's disk hangs, and where it is wanted, as its VolumeAttachments say. */
export function attachFacts(view: View, { metadata }: PersistentVolume): readonly Fact[] {
  const attachments = view.lookup('VolumeAttachment', 'volume', metadata.name)
  return attachments.flatMap(attachment =>
    fact(stateOf(attachment), attachment.spec.nodeName, [
      { kind: view.get('Machine', attachment.spec.nodeName) ? 'Machine' : 'Node', name: attachment.spec.nodeName },
    ]),
  )
}

/** The disks that hang on a machine, by their volumes. */
export function disksOnFacts(view: View, machine: string): readonly Fact[] {
  const volumes = view
    .lookup('VolumeAttachment', 'node', machine)
    .filter(({ status }) => status.attached)
    .flatMap(({ spec }) => spec.source.persistentVolumeName ?? [])
  return fact(
    'Disks attached',
    volumes.join(', '),
    volumes.map(name => ({ kind: 'PersistentVolume', name })),
  )
}

function stateOf({ metadata, status }: VolumeAttachment): string {
  if (metadata.deletionTimestamp) return 'Being detached from'
  return status.attached ? 'Attached to' : 'Being attached to'
}

/** Why a placed pod waits for its disks, in the words of the event that says so where there is one. */
export function attachStory(view: View, pod: Pod): readonly string[] {
  const { nodeName, volumes = [] } = pod.spec
  if (!nodeName || pod.status.phase !== 'Pending') return []
  return volumes.flatMap(({ persistentVolumeClaim: source }) => {
    const claim = source && view.get('PersistentVolumeClaim', source.claimName, pod.metadata.namespace)
    const volume = claim?.spec.volumeName
    const attachments = volume ? view.lookup('VolumeAttachment', 'volume', volume) : []
    if (attachments.length === 0) return []
    const own = attachments.find(({ spec }) => spec.nodeName === nodeName)
    if (own?.status.attached) return []
    if (own) return [failureOf(own) ?? `The disk of ${source?.claimName} is being attached to ${nodeName}.`]
    const holders = attachments.map(({ spec }) => spec.nodeName).join(', ')
    return [
      `${eventOf(view, pod) ?? `The disk of ${source?.claimName} is attached elsewhere`}. It hangs on ${holders} (“Multi-Attach error” in older versions) and is detached when the kubelet there no longer uses it; from a node that is not ready, by force six minutes after its pod was gone, or at once when the node has the taint node.kubernetes.io/out-of-service.`,
    ]
  })
}

function failureOf({ status }: VolumeAttachment): string | undefined {
  return status.attachError && `Attaching its disk failed: ${status.attachError.message ?? 'no reason given'}.`
}

function eventOf(view: View, { metadata }: Pod): string | undefined {
  return view
    .lookup('Event', 'involved', metadata.uid)
    .findLast(({ reason, message }) => reason === 'FailedAttachVolume' && message.startsWith('Waiting for detach'))
    ?.message
}
