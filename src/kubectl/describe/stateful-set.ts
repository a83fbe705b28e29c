import { selectorText } from '../../client'
import { dateText, type PersistentVolumeClaimTemplate, type StatefulSet, type StatefulSetSpec } from '../../kinds'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { writePodTemplate } from './pod-template'
import { podCounts } from './pods-of'
import { claimClassOf } from './storage-words'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

/** `describe statefulset` (`StatefulSetDescriber`). */
export const describeStatefulSet: Describer = function* (described, writer) {
  const { metadata, spec, status } = described.object as unknown as StatefulSet
  const { serviceName, podManagementPolicy, template, volumeClaimTemplates = [] } = spec
  const counts = yield* podCounts(described, spec.selector)
  writeName(writer, described.object.metadata ?? {})
  writer.line(`CreationTimestamp:\t${dateText(metadata.creationTimestamp)}`)
  writer.line(`Selector:\t${selectorText(spec.selector)}`)
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  if (serviceName) writer.line(`Service Name:\t${serviceName}`)
  if (podManagementPolicy) writer.line(`Pod Management Policy:\t${podManagementPolicy}`)
  writer.line(`Replicas:\t${spec.replicas} desired | ${status.replicas} total`)
  writeStrategy(writer, spec)
  writer.line(`Pods Status:\t${counts}`)
  writePodTemplate(writer, template)
  writeClaimTemplates(writer, volumeClaimTemplates)
  yield* writeEvents(described, writer)
}

function writeStrategy(writer: DescribeWriter, spec: StatefulSetSpec): void {
  const { updateStrategy, persistentVolumeClaimRetentionPolicy: retention } = spec
  const { partition, maxUnavailable } = updateStrategy.rollingUpdate ?? {}
  writer.line(`Update Strategy:\t${updateStrategy.type}`)
  if (partition !== undefined) {
    writer.line(`Partition:\t${partition}`, 1)
    if (maxUnavailable !== undefined) writer.line(`MaxUnavailable:\t${maxUnavailable}`, 1)
  }
  if (!retention) return
  writer.line('Persistent Volume Claim Retention Policy:')
  writer.line(`WhenDeleted:\t${retention.whenDeleted}`, 1)
  writer.line(`WhenScaled:\t${retention.whenScaled}`, 1)
}

/** `describeVolumeClaimTemplates`. */
function writeClaimTemplates(writer: DescribeWriter, templates: readonly PersistentVolumeClaimTemplate[]): void {
  writer.line(`Volume Claims:${templates.length === 0 ? '\t<none>' : ''}`)
  for (const template of templates) {
    const { metadata, spec } = template
    writer.line(`Name:\t${metadata.name}`, 1)
    writer.line(`StorageClass:\t${claimClassOf(template)}`, 1)
    writeLabels(writer, metadata.labels, '  Labels', '  ')
    writeLabels(writer, metadata.annotations, '  Annotations', '  ')
    writer.line(`Capacity:\t${spec.resources.requests?.storage ?? '<default>'}`, 1)
    writer.line(`Access Modes:\t[${(spec.accessModes ?? []).join(' ')}]`, 1)
  }
}
