import { isTerminating, type PersistentVolume, type PersistentVolumeClaim } from '../../../src/kinds'
import type { View } from '../../session'
import type { Tone } from '../../ui'
import { attachFacts } from './attach'
import { type Description, fact } from './types'

const claimTones: Readonly<Record<string, Tone>> = { Bound: 'good', Pending: 'warn', Lost: 'bad' }
const volumeTones: Readonly<Record<string, Tone>> = { Bound: 'good', Available: 'off', Released: 'warn', Failed: 'bad' }

/** What a claim asks for, has, and waits for. */
export function describeClaim(view: View, claim: PersistentVolumeClaim): Description {
  const { metadata, spec, status } = claim
  const users = view.lookup('Pod', 'claim', `${metadata.namespace}/${metadata.name}`)
  const phase = status?.phase ?? 'Pending'
  return {
    kind: 'PersistentVolumeClaim',
    word: isTerminating(claim) ? 'Terminating' : phase,
    tone: isTerminating(claim) ? 'warn' : (claimTones[phase] ?? 'busy'),
    story: [
      claimStory(
        claim,
        users.map(pod => pod.metadata.name),
      ),
    ],
    facts: [
      ...fact('Volume', spec.volumeName, spec.volumeName ? [{ kind: 'PersistentVolume', name: spec.volumeName }] : []),
      ...fact(
        'Asks for',
        `${spec.resources.requests?.storage ?? '?'}, ${spec.accessModes?.join(', ') ?? 'no access mode'}`,
      ),
      ...fact('Has', status?.capacity?.storage),
      ...fact('Class', spec.storageClassName === '' ? 'none (static volumes only)' : spec.storageClassName),
      ...fact(
        'Used by',
        users.map(pod => pod.metadata.name).join(', ') || 'no pod',
        users.map(pod => ({ kind: 'Pod', name: pod.metadata.name, namespace: metadata.namespace ?? 'default' })),
      ),
      ...fact('Finalizers', metadata.finalizers?.join(', ')),
      ...fact('uid', metadata.uid),
    ],
  }
}

function claimStory(claim: PersistentVolumeClaim, users: readonly string[]): string {
  const { spec, status } = claim
  if (isTerminating(claim))
    return users.length > 0
      ? `It is marked for deletion and goes when ${users.join(' and ')} no longer uses it.`
      : 'It is about to go; its volume is then released.'
  if (status?.phase === 'Lost') return `Its volume ${spec.volumeName} is gone; the bytes cannot be found any more.`
  if (status?.phase === 'Bound') {
    return users.length > 0
      ? `It keeps ${spec.volumeName} for ${users.join(', ')}.`
      : `No pod uses it; it keeps ${spec.volumeName} for a pod of the same name to come back to.`
  }
  const size = spec.resources.requests?.storage ?? 'some room'
  return `It waits for a volume: one that is Available, has at least ${size}, offers ${spec.accessModes?.join(', ')}, and is of class ${spec.storageClassName || '(none)'}; or for a provisioner to make one.`
}

/** What a volume is, and to whom it belongs. */
export function describeVolume(view: View, volume: PersistentVolume): Description {
  const { metadata, spec, status } = volume
  const phase = status?.phase ?? 'Pending'
  const claim = spec.claimRef
  return {
    kind: 'PersistentVolume',
    word: isTerminating(volume) ? 'Terminating' : phase,
    tone: isTerminating(volume) ? 'warn' : (volumeTones[phase] ?? 'busy'),
    story: [volumeStory(volume)],
    facts: [
      ...fact(
        'Claim',
        claim?.name,
        claim?.name
          ? [{ kind: 'PersistentVolumeClaim', name: claim.name, namespace: claim.namespace ?? 'default' }]
          : [],
      ),
      ...fact('Capacity', spec.capacity.storage),
      ...fact('Access', spec.accessModes.join(', ')),
      ...fact('When released', spec.persistentVolumeReclaimPolicy),
      ...fact('Class', spec.storageClassName || undefined),
      ...fact(
        'Source',
        Object.keys(spec).find(key => ['hostPath', 'local', 'gcePersistentDisk', 'nfs', 'csi'].includes(key)),
      ),
      ...attachFacts(view, volume),
      ...fact('Message', status?.message),
      ...fact('uid', metadata.uid),
    ],
  }
}

function volumeStory(volume: PersistentVolume): string {
  const { spec, status } = volume
  if (isTerminating(volume))
    return `It is marked for deletion and goes when ${spec.claimRef?.name ?? 'its claim'} no longer holds it.`
  switch (status?.phase) {
    case 'Available':
      return 'It is free: the next claim that fits gets it.'
    case 'Bound':
      return `It belongs to ${spec.claimRef?.name}, whatever becomes of the pod.`
    case 'Released':
      return `Its claim ${spec.claimRef?.name} is gone, the bytes are still there. No other claim gets it until somebody clears the reference (“Make available”), or the reclaim policy ${spec.persistentVolumeReclaimPolicy} has been carried out.`
    case 'Failed':
      return `Reclaiming it failed: ${status.message ?? 'no message'}. Look at its events.`
    default:
      return 'The volume controller has not looked at it yet.'
  }
}
