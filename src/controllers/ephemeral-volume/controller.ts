import {
  controllerReference,
  type PersistentVolumeClaim,
  type PersistentVolumeClaimTemplate,
  type Pod,
  type Volume,
} from '../../kinds'
import type { Change, View } from '../../store'
import { isMadeFor } from '../../volumes'
import { type Action, type Controller, type EventNote, nothing, type Plan } from '../runtime'

/** Makes the claims of generic ephemeral volumes. A key is `namespace/pod`. Rules: README.md. */
export const ephemeralVolumeController: Controller = {
  name: 'ephemeral_volume',
  interests: [
    { kind: 'Pod', keysOf: ({ before, after }) => (before ? none : keysOfPod(after as Pod)) },
    { kind: 'PersistentVolumeClaim', keysOf: keysOfClaim },
  ],
  plan(view, key) {
    const slash = key.indexOf('/')
    const pod = view.get('Pod', key.slice(slash + 1), key.slice(0, slash))
    return pod && pod.metadata.deletionTimestamp === undefined ? planPod(view, pod) : nothing
  },
}

const none: readonly string[] = []

function keysOfPod({ metadata, spec }: Pod): readonly string[] {
  return spec.volumes?.some(({ ephemeral }) => ephemeral) ? [`${metadata.namespace}/${metadata.name}`] : none
}

/** [EV-2] Only that a claim has gone is worth a look. */
function keysOfClaim({ after, namespace, name }: Change, view: View): readonly string[] {
  return after ? none : view.lookup('Pod', 'claim', `${namespace}/${name}`).flatMap(keysOfPod)
}

function planPod(view: View, pod: Pod): Plan {
  const actions: Action[] = []
  for (const volume of pod.spec.volumes ?? []) {
    const template = volume.ephemeral?.volumeClaimTemplate as PersistentVolumeClaimTemplate | undefined
    if (!template) continue
    const name = `${pod.metadata.name}-${volume.name}`
    const claim = view.get('PersistentVolumeClaim', name, pod.metadata.namespace)
    if (!claim) actions.push(create(pod, volume, template, name))
    else if (!isMadeFor(claim, pod))
      return { actions: [...actions, { event: refusal(pod, volume, claim) }], retry: name }
  }
  return actions.length > 0 ? { actions } : nothing
}

/** [EV-1] */
function create(pod: Pod, volume: Volume, template: PersistentVolumeClaimTemplate, name: string): Action {
  const { metadata, spec } = template
  const { namespace } = pod.metadata
  const body = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace,
      ...(metadata?.labels && { labels: metadata.labels }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ownerReferences: [controllerReference(pod)],
    },
    spec,
  }
  return {
    write: { verb: 'create', kind: 'PersistentVolumeClaim', ...(namespace && { namespace }), body },
    onFailure: ({ message }) => [warning(pod, volume, `create PVC ${name}: ${message}`)],
  }
}

/** [EV-3] `VolumeIsForPod` of component-helpers/storage/ephemeral. */
function refusal(pod: Pod, volume: Volume, { metadata }: PersistentVolumeClaim): EventNote {
  const claim = `PVC ${metadata.namespace}/${metadata.name}`
  const { namespace, name } = pod.metadata
  return warning(pod, volume, `${claim} was not created for pod ${namespace}/${name} (pod is not owner)`)
}

function warning(about: Pod, { name }: Volume, why: string): EventNote {
  return { about, type: 'Warning', reason: 'FailedBinding', message: `ephemeral volume ${name}: ${why}` }
}
