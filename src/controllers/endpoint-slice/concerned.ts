import { deepEqual } from '../../base'
import { matchesLabels } from '../../client'
import { isTerminating, type Pod } from '../../kinds'
import type { Change, View } from '../../store'
import { isReady } from './endpoints'

const none: readonly string[] = []

/** Services that select the pod, or did, if anything has changed that endpoints show (GetPodUpdateProjectionKey). */
export function servicesOfPod({ namespace, before, after }: Change, view: View): readonly string[] {
  const old = before as Pod | undefined
  const pod = after as Pod | undefined
  if (old && pod && !showsChange(old, pod)) return none
  const keys: string[] = []
  for (const { metadata, spec } of view.list('Service', namespace)) {
    const { selector } = spec
    if (!selector || Object.keys(selector).length === 0) continue
    const isMeant =
      (pod && matchesLabels(selector, pod.metadata.labels)) || (old && matchesLabels(selector, old.metadata.labels))
    if (isMeant) keys.push(`${namespace}/${metadata.name}`)
  }
  return keys
}

function showsChange(old: Pod, pod: Pod): boolean {
  return (
    old.metadata.uid !== pod.metadata.uid ||
    isTerminating(old) !== isTerminating(pod) ||
    isReady(old) !== isReady(pod) ||
    !deepEqual(old.status.podIPs, pod.status.podIPs) ||
    !deepEqual(old.metadata.labels, pod.metadata.labels)
  )
}
