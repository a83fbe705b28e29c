import type { Plan } from '../../controllers/runtime'
import type { Pod, Time } from '../../kinds'
import type { View } from '../../store'
import { isReachableFrom, selectedNodeAnnotation } from '../../volumes'
import { type Assumption, assume, dueAt } from '../queue/notes'
import { podKeyOf } from '../queue/requeue'
import { refusalActions, refusalNote } from '../refusal'
import { isFullyBound } from '../volumes/claims'
import { bindingFault, bindingOf, bindTimeoutMs, nextPollAt } from './bind'

/**
 * Binds the pod once all its volumes are, or gives up and tries anew (volumebinding/binder.go: BindPodVolumes). It asks once a second, and
 * what is so in between nobody notices: not all that it wrote itself has been heard by then.
 */
export function continueBinding(view: View, pod: Pod, assumption: Assumption, now: Time): Plan {
  const pollAt = nextPollAt(assumption.since, now)
  if (now < pollAt) return { actions: [], wakeAt: pollAt }
  const fault = faultAt(view, assumption, pod.metadata.namespace ?? '')
  const isLate = now >= assumption.since + bindTimeoutMs
  if (fault || (isLate && !isDone(view, pod, assumption)))
    return giveUp(view, pod, fault ?? 'context deadline exceeded', now)
  if (!isDone(view, pod, assumption)) return { actions: [], wakeAt: assumption.since + bindTimeoutMs }
  return { actions: [bindingOf(pod, assumption.node), assume(podKeyOf(pod))] }
}

function isDone(view: View, pod: Pod, { bindings, provisions }: Assumption): boolean {
  const claims = [...bindings.map(({ claim }) => claim), ...provisions]
  return claims.every(name => {
    const claim = view.get('PersistentVolumeClaim', name, pod.metadata.namespace)
    return claim !== undefined && isFullyBound(claim)
  })
}

/** What makes further waiting pointless (checkBindings). */
function faultAt(
  view: View,
  { node: nodeName, bindings, provisions }: Assumption,
  namespace: string,
): string | undefined {
  const node = view.get('Node', nodeName)
  if (!node) return `failed to get node "${nodeName}": node "${nodeName}" not found`
  for (const { volume: volumeName, claim: claimName } of bindings) {
    const volume = view.get('PersistentVolume', volumeName)
    if (!volume) return `failed to check binding: persistentvolumes "${volumeName}" not found`
    if (!view.get('PersistentVolumeClaim', claimName, namespace))
      return `failed to check binding: persistentvolumeclaims "${namespace}/${claimName}" not found`
    if (!isReachableFrom(volume, node))
      return `pv "${volumeName}" node affinity doesn't match node "${nodeName}": no matching NodeSelectorTerms`
    if (!volume.spec.claimRef?.uid) return `ClaimRef got reset for pv "${volumeName}"`
  }
  for (const name of provisions) {
    const claim = view.get('PersistentVolumeClaim', name, namespace)
    if (!claim) return `failed to check provisioning pvc: persistentvolumeclaims "${namespace}/${name}" not found`
    if (!claim.metadata.annotations) return `selectedNode annotation reset for PVC "${name}"`
    if (claim.metadata.annotations[selectedNodeAnnotation] !== nodeName) return `provisioning failed for PVC "${name}"`
    const volume = claim.spec.volumeName ? view.get('PersistentVolume', claim.spec.volumeName) : undefined
    if (volume && !isReachableFrom(volume, node))
      return `pv "${volume.metadata.name}" node affinity doesn't match node "${nodeName}": no matching NodeSelectorTerms`
  }
  return undefined
}

function giveUp(view: View, pod: Pod, fault: string, now: Time): Plan {
  const note = refusalNote(view, pod, [], undefined, now)
  const preemption = { message: '', nominate: '', victims: [], displaced: [] }
  const actions = refusalActions(
    pod,
    { message: bindingFault(fault), plugins: [], preemption, reason: 'SchedulerError' },
    note,
    now,
  )
  return { actions: [assume(podKeyOf(pod)), ...actions], wakeAt: dueAt(note) }
}
