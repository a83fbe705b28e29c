import type { Disk, Pod, Sandbox } from '../../../src/kinds'
import type { View } from '../../session'

/** Whether the machine reaches a disk: one that has to be attached is reached from nowhere else, whatever is still mounted. */
export function isReached({ spec, status }: Disk, machine: string): boolean {
  return !spec.mustBeAttached || (status.attachedTo?.includes(machine) ?? false)
}

/** Whether the kubelet waits for disks to be attached before it starts anything. */
export function waitsForDisks({ status }: Sandbox): boolean {
  return status.devices !== undefined && status.attemptedAt === undefined
}

/** What a placed pod that has not started yet waits for, as far as disks go, in a few words; '' when it waits for none. */
export function attachWaitOf(view: View, pod: Pod): string {
  const { nodeName, volumes = [] } = pod.spec
  if (!nodeName || pod.status.phase !== 'Pending') return ''
  for (const { persistentVolumeClaim: source } of volumes) {
    const claim = source && view.get('PersistentVolumeClaim', source.claimName, pod.metadata.namespace)
    const wait = claim?.spec.volumeName ? waitForVolume(view, claim.spec.volumeName, nodeName) : ''
    if (wait) return wait
  }
  return ''
}

function waitForVolume(view: View, volume: string, nodeName: string): string {
  const attachments = view.lookup('VolumeAttachment', 'volume', volume)
  const own = attachments.find(({ spec }) => spec.nodeName === nodeName)
  if (own) return own.status.attached ? '' : `disk is being attached to ${nodeName}`
  const [other] = attachments
  return other ? `Waiting for detach from ${other.spec.nodeName}` : ''
}
