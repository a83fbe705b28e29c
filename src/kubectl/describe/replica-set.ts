import { selectorText } from '../../client'
import type { ReplicaSet } from '../../kinds'
import { writeReasons } from './conditions'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { writePodTemplate } from './pod-template'
import { controllerText, podCounts } from './pods-of'
import type { Describer } from './types'

/** `describe replicaset` (`ReplicaSetDescriber`). */
export const describeReplicaSet: Describer = function* (described, writer) {
  const { metadata, spec, status } = described.object as unknown as ReplicaSet
  const counts = yield* podCounts(described, spec.selector)
  const controller = controllerText(described.object.metadata)
  writeName(writer, described.object.metadata ?? {})
  writer.line(`Selector:\t${selectorText(spec.selector) || '<none>'}`)
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  if (controller) writer.line(`Controlled By:\t${controller}`)
  writer.line(`Replicas:\t${status.replicas} current / ${spec.replicas} desired`)
  writer.line(`Pods Status:\t${counts}`)
  writePodTemplate(writer, spec.template)
  writeReasons(writer, status.conditions)
  yield* writeEvents(described, writer)
}
