import type { Pod } from '../../kinds'
import type { EventNote } from '../runtime'

/** An event for each pod (operationexecutor: VolumeToAttach.GenerateMsg; the blank at its end is upstream's). */
export function sayAttached(pods: readonly Pod[], volume: string): readonly EventNote[] {
  const message = `AttachVolume.Attach succeeded for volume "${volume}" `
  return pods.map(about => ({ about, type: 'Normal', reason: 'SuccessfulAttachVolume', message }))
}

/** That attaching failed, and why. */
export function sayFailed(pods: readonly Pod[], volume: string, why: string): readonly EventNote[] {
  return pods.map(about => warning(about, `AttachVolume.Attach failed for volume "${volume}" : ${why}`))
}

/**
 * That pods wait for a device to leave other nodes, in what was "Multi-Attach error" before v1.36 or so (reconciler.go:
 * reportMultiAttachError). Nobody is told the names of pods in other namespaces.
 */
export function sayWaiting(pods: readonly Pod[], volume: string, users: readonly Pod[]): readonly EventNote[] {
  return pods.map(about => warning(about, `Waiting for detach for volume "${volume}" ${whyWaiting(about, users)}`))
}

function whyWaiting(pod: Pod, users: readonly Pod[]): string {
  if (users.length === 0)
    return 'Volume is already exclusively attached to one node, waiting on detach before it can be attached to another node'
  const near = users.filter(({ metadata }) => metadata.namespace === pod.metadata.namespace)
  const far = `${users.length - near.length} pod(s) in different namespaces`
  if (near.length === 0) return `Volume is already used by ${far}`
  const names = near.map(({ metadata }) => metadata.name).join(', ')
  return `Volume is already used by pod(s) ${names}${near.length < users.length ? ` and ${far}` : ''}`
}

function warning(about: Pod, message: string): EventNote {
  return { about, type: 'Warning', reason: 'FailedAttachVolume', message }
}
