import type { ReplicaSet } from '../../kinds'
import { missingFrom, sizeAnnotations } from './annotations'
import type { Sync } from './sync'

/** What a deployment changes in one of its ReplicaSets. */
export interface SetChange {
  readonly annotations: Readonly<Record<string, string>>
  readonly minReadySeconds?: number
  readonly replicas?: number
}

/** Writes a change of a set, tells of its new size, and gives the set as it will be. */
export function patchSet(sync: Sync, set: ReplicaSet, { annotations, ...spec }: SetChange): ReplicaSet {
  const { name, namespace, uid } = set.metadata
  const body = { metadata: { ...(uid && { uid }), annotations }, spec }
  const target = { kind: 'ReplicaSet', name, ...(namespace && { namespace }) }
  const from = set.spec.replicas
  const { replicas: to = from } = spec
  const message = `Scaled ${to > from ? 'up' : 'down'} replica set ${name} from ${from} to ${to}`
  const note = { about: sync.deployment, type: 'Normal', reason: 'ScalingReplicaSet', message } as const
  sync.actions.push({
    write: { verb: 'patch', ...target, patchType: 'merge', body },
    ...(to !== from && { onSuccess: [note] }),
  })
  const metadata = { ...set.metadata, annotations: { ...set.metadata.annotations, ...annotations } }
  return { ...set, metadata, spec: { ...set.spec, ...spec } }
}

/** Gives a set its size, and notes on it how large the deployment is; `isForced`: also where the size is right (scaleReplicaSet). */
export function scaleSet(sync: Sync, set: ReplicaSet, replicas: number, isForced = false): ReplicaSet {
  const isSameSize = set.spec.replicas === replicas
  if (isSameSize && !isForced) return set
  const annotations = missingFrom(set.metadata.annotations, sizeAnnotations(sync.deployment))
  if (isSameSize && Object.keys(annotations).length === 0) return set
  return patchSet(sync, set, { annotations, ...(!isSameSize && { replicas }) })
}
