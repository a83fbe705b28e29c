import { deepEqual } from '../../base'
import { selectorText } from '../../client'
import { type Deployment, dateText, type ReplicaSet } from '../../kinds'
import type { Run } from '../process'
import { type ApiMetadata, itemsOf, sendForObject, withQuery } from '../resources'
import { writeReasons } from './conditions'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { writePodTemplate } from './pod-template'
import { controllerOf } from './pods-of'
import type { Describer } from './types'

/** `describe deployment` (`DeploymentDescriber`). */
export const describeDeployment: Describer = function* (described, writer) {
  const deployment = described.object as unknown as Deployment
  const { metadata, spec, status } = deployment
  const { rollingUpdate } = spec.strategy
  writeName(writer, described.object.metadata ?? {})
  writer.line(`CreationTimestamp:\t${dateText(metadata.creationTimestamp)}`)
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`Selector:\t${selectorText(spec.selector)}`)
  writer.line(`Replicas:\t${countsText(deployment)}`)
  writer.line(`StrategyType:\t${spec.strategy.type}`)
  writer.line(`MinReadySeconds:\t${spec.minReadySeconds ?? 0}`)
  if (rollingUpdate)
    writer.line(
      `RollingUpdateStrategy:\t${rollingUpdate.maxUnavailable} max unavailable, ${rollingUpdate.maxSurge} max surge`,
    )
  writePodTemplate(writer, spec.template)
  writeReasons(writer, status.conditions)
  const { old, current } = yield* replicaSetsOf(deployment)
  if (old.length > 0 || current) {
    writer.line(`OldReplicaSets:\t${setsText(old)}`)
    writer.line(`NewReplicaSet:\t${setsText(current ? [current] : [])}`)
  }
  yield* writeEvents(described, writer)
}

function countsText({ spec, status }: Deployment): string {
  const { updatedReplicas = 0, replicas = 0, availableReplicas = 0, unavailableReplicas = 0 } = status
  return `${spec.replicas} desired | ${updatedReplicas} updated | ${replicas} total | ${availableReplicas} available | ${unavailableReplicas} unavailable`
}

/** The replica set that has the template now, the oldest of several, and all others (`GetAllReplicaSetsInChunks`). */
function* replicaSetsOf({ metadata, spec }: Deployment): Run<{
  readonly old: readonly ReplicaSet[]
  readonly current: ReplicaSet | undefined
}> {
  const path = `/apis/apps/v1/namespaces/${metadata.namespace}/replicasets`
  const list = yield* sendForObject({
    method: 'GET',
    path: withQuery(path, { labelSelector: selectorText(spec.selector), limit: '500' }),
  })
  const own = (itemsOf(list) as unknown as readonly ReplicaSet[]).filter(
    set => controllerOf(set.metadata as ApiMetadata)?.uid === metadata.uid,
  )
  const current = [...own]
    .sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? -1 : 1))
    .find(set => deepEqual(withoutHash(set.spec.template), withoutHash(spec.template)))
  return { old: own.filter(set => set !== current), current }
}

const hashLabel = 'pod-template-hash'

function withoutHash({ metadata = {}, ...template }: ReplicaSet['spec']['template']) {
  const { [hashLabel]: _, ...labels } = metadata.labels ?? {}
  return { ...template, metadata: { ...metadata, labels } }
}

function setsText(sets: readonly ReplicaSet[]): string {
  const texts = sets.map(
    ({ metadata, spec, status }) => `${metadata.name} (${status.replicas}/${spec.replicas} replicas created)`,
  )
  return texts.join(', ') || '<none>'
}
