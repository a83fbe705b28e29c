import type { PersistentVolume, Pod } from '../../kinds'
import { parseQuantity } from '../../kinds'
import type { View } from '../../store'
import { isPodOver } from '../../volumes'
import type { Action } from '../runtime'
import { fail } from './fail'
import { sayOnceAt } from './says'
import { controllerName } from './settings'
import { remove, unbind } from './writes'

const namespace = 'default'
const podPrefix = 'recycler-for-'

/** The volume that a pod of this name scrubs, if it is a recycler's. */
export function volumeOfRecycler(podName: string): string | undefined {
  return podName.startsWith(podPrefix) ? podName.slice(podPrefix.length) : undefined
}

/** [VB-28] Scrubs a volume by a pod and makes it Available again (recycleVolumeOperation, recyclerclient). */
export function planRecycle(view: View, volume: PersistentVolume): readonly Action[] {
  const users = usersAt(view, volume)
  if (users.length > 0) {
    const message = `Volume is used by pods: ${users.join(', ')}`
    return sayOnceAt(view, { about: volume, type: 'Normal', reason: 'VolumeFailedRecycle', message })
  }
  if (!volume.spec.hostPath && !volume.spec.nfs)
    return fail(volume, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!')
  const pod = view.get('Pod', `${podPrefix}${volume.metadata.name}`, namespace)
  if (!pod)
    return [
      { write: { verb: 'create', kind: 'Pod', namespace, body: recyclerPod(volume) }, tolerate: ['AlreadyExists'] },
    ]
  // It has been seen to end and deleted before, and only waits to be gone.
  if (hasEnded(pod) && pod.metadata.deletionTimestamp !== undefined) return []
  return [...copyEvents(view, volume, pod), ...(hasEnded(pod) ? planEndedRecycler(volume, pod) : [])]
}

/** Pods that may still write to the volume. Where a claim of that name exists again, they are that claim's and use another volume. */
function usersAt(view: View, { spec: { claimRef } }: PersistentVolume): readonly string[] {
  if (!claimRef?.name || view.get('PersistentVolumeClaim', claimRef.name, claimRef.namespace)) return []
  return view
    .lookup('Pod', 'claim', `${claimRef.namespace}/${claimRef.name}`)
    .filter(pod => !isPodOver(pod))
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)
}

function hasEnded({ status }: Pod): boolean {
  return status.phase === 'Succeeded' || status.phase === 'Failed'
}

/** The pod is deleted however it ended. */
function planEndedRecycler(volume: PersistentVolume, pod: Pod): readonly Action[] {
  const { phase, message } = pod.status
  const forget: Action = { memo: copiedKey(volume), value: undefined }
  if (phase === 'Failed') {
    const why = message || 'pod failed, pod.Status.Message unknown'
    const failure = fail(volume, 'VolumeFailedRecycle', `Recycle failed: failed to recycle volume: ${why}`)
    return [forget, remove(pod), ...failure]
  }
  const note = { about: volume, type: 'Normal', reason: 'VolumeRecycled', message: 'Volume recycled' } as const
  return [forget, remove(pod), { event: note }, ...unbind(volume)]
}

/** What is said about the pod is said about the volume as well. The memo holds the names of the Events that were copied. */
function copyEvents(view: View, volume: PersistentVolume, pod: Pod): readonly Action[] {
  const copied = view.memo(`${controllerName}/${copiedKey(volume)}`) as readonly string[] | undefined
  const events = view.lookup('Event', 'involved', pod.metadata.uid)
  const fresh = events.filter(({ metadata }) => !copied?.includes(metadata.name))
  if (fresh.length === 0) return []
  return [
    ...fresh.map(({ type, message }): Action => {
      return { event: { about: volume, type, reason: 'RecyclerPod', message: `Recycler pod: ${message}` } }
    }),
    { memo: copiedKey(volume), value: events.map(({ metadata }) => metadata.name) },
  ]
}

function copiedKey({ metadata }: PersistentVolume): string {
  return `recycler/${metadata.name}`
}

/** The pod of `NewPersistentVolumeRecyclerPodTemplate`, with the volume at /scrub. */
function recyclerPod(volume: PersistentVolume) {
  const { hostPath, nfs } = volume.spec
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: `${podPrefix}${volume.metadata.name}`, namespace },
    spec: {
      activeDeadlineSeconds: deadlineSeconds(volume),
      restartPolicy: 'Never',
      volumes: [{ name: 'vol', ...(hostPath ? { hostPath: { path: hostPath.path } } : { nfs }) }],
      containers: [
        {
          name: 'pv-recycler',
          image: 'registry.k8s.io/build-image/debian-base:bookworm-v1.0.6',
          command: ['/bin/sh'],
          args: ['-c', 'test -e /scrub && find /scrub -mindepth 1 -delete && test -z "$(ls -A /scrub)" || exit 1'],
          volumeMounts: [{ name: 'vol', mountPath: '/scrub' }],
        },
      ],
    },
  }
}

/** 30 s for each whole GiB, at least a minute; five minutes for NFS (CalculateTimeoutForVolume and the flags' defaults). */
function deadlineSeconds({ spec }: PersistentVolume): number {
  const gibibytes = Math.floor((parseQuantity(spec.capacity.storage ?? '0') ?? 0) / 2 ** 30)
  return Math.max(spec.nfs ? 300 : 60, gibibytes * 30)
}
