import type { WriteRequest } from '../../client'
import type { Action, Plan } from '../../controllers/runtime'
import type { PersistentVolume, PersistentVolumeClaim, Pod, Time } from '../../kinds'
import { minute } from '../../sim'
import { bindVolume, selectedNodeAnnotation } from '../../volumes'
import type { Placed } from '../attempt'
import { type Assumption, assume, noteKey } from '../queue/notes'
import { podKeyOf } from '../queue/requeue'

/** How long volumes may take to be bound before the pod is tried anew. */
export const bindTimeoutMs = 10 * minute
/** How often kube-scheduler asks whether they are. */
export const bindPollMs = 1000

/** When they are next asked for. */
export function nextPollAt(since: Time, now: Time): Time {
  return since + Math.max(1, Math.ceil((now - since) / bindPollMs)) * bindPollMs
}

/** How the scheduler says why volumes could not be bound. */
export function bindingFault(fault: string): string {
  return `running PreBind plugin "VolumeBinding": binding volumes: ${fault}`
}

/** Binds the pod to its node; where volumes are to be bound first, asks for that and reserves the node (schedule_one.go: bindingCycle). */
export function bindingActions(pod: Pod, { node, work }: Placed, hasNote: boolean, now: Time): Plan {
  const key = podKeyOf(pod)
  const forgotten: readonly Action[] = hasNote ? [{ memo: noteKey(key), value: undefined }] : []
  if (work.bindings.length === 0 && work.provisions.length === 0)
    return { actions: [...forgotten, bindingOf(pod, node)] }
  const assumption: Assumption = {
    pod: key,
    uid: pod.metadata.uid,
    assumed: pod,
    node,
    since: now,
    bindings: work.bindings.map(({ volume, claim }) => ({ volume: volume.metadata.name, claim: claim.metadata.name })),
    provisions: work.provisions.map(({ metadata }) => metadata.name),
  }
  const nomination: Action = { write: nominationOf(pod, node) }
  const claims = work.bindings.flatMap(({ volume, claim }) => claimedVolume(volume, claim))
  const requests = work.provisions.flatMap(claim => selectedClaim(claim, node))
  return {
    actions: [assume(key, assumption), ...forgotten, nomination, ...claims, ...requests],
    wakeAt: now + bindPollMs,
  }
}

/** The `binding` subresource, and what is said about it. */
export function bindingOf(pod: Pod, node: string): Action {
  const { name, namespace, uid } = pod.metadata
  return {
    write: {
      verb: 'create',
      kind: 'Pod',
      subresource: 'binding',
      name,
      ...(namespace && { namespace }),
      body: {
        apiVersion: 'v1',
        kind: 'Binding',
        metadata: { name, namespace, uid },
        target: { kind: 'Node', name: node },
      },
    },
    onSuccess: [
      {
        about: pod,
        type: 'Normal',
        reason: 'Scheduled',
        action: 'Binding',
        message: `Successfully assigned ${namespace}/${name} to ${node}`,
      },
    ],
  }
}

/** Says where the pod will be while its volumes are being bound (NominatedNodeNameForExpectation, on since 1.35). */
function nominationOf(pod: Pod, node: string): WriteRequest {
  const { name, namespace } = pod.metadata
  const body = { ...pod, status: { ...pod.status, nominatedNodeName: node } }
  return { verb: 'update', kind: 'Pod', subresource: 'status', name, ...(namespace && { namespace }), body }
}

/** Reserves the volume for the claim; the volume controller does the rest. */
function claimedVolume(volume: PersistentVolume, claim: PersistentVolumeClaim): readonly Action[] {
  const body = bindVolume(volume, claim)
  if (body === volume) return []
  return [{ write: { verb: 'update', kind: 'PersistentVolume', name: volume.metadata.name, body } }]
}

/** Names the node on the claim: the sign for a provisioner to begin. */
function selectedClaim(claim: PersistentVolumeClaim, node: string): readonly Action[] {
  const { name, namespace, annotations } = claim.metadata
  if (annotations?.[selectedNodeAnnotation] === node) return []
  const body: PersistentVolumeClaim = {
    ...claim,
    metadata: { ...claim.metadata, annotations: { ...annotations, [selectedNodeAnnotation]: node } },
  }
  return [{ write: { verb: 'update', kind: 'PersistentVolumeClaim', name, ...(namespace && { namespace }), body } }]
}
