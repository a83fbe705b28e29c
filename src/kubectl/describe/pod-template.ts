import type { PodTemplateSpec } from '../../kinds'
import { writeContainers } from './containers'
import { writeAnnotations, writeLabels } from './metadata'
import { writeTolerations } from './tolerations'
import { writeSpread } from './topology-spread'
import { writeVolumes } from './volumes'
import type { DescribeWriter } from './writer'

/** The template of a workload's pods (`DescribePodTemplate`). */
export function writePodTemplate(writer: DescribeWriter, template: PodTemplateSpec): void {
  const { metadata, spec } = template
  writer.line('Pod Template:')
  writeLabels(writer, metadata?.labels, '  Labels')
  if (Object.keys(metadata?.annotations ?? {}).length > 0)
    writeAnnotations(writer, metadata?.annotations, '  Annotations')
  if (spec.serviceAccountName) writer.line(`Service Account:\t${spec.serviceAccountName}`, 1)
  if (spec.initContainers && spec.initContainers.length > 0)
    writeContainers(writer, 'Init Containers', spec.initContainers, { indent: '  ' })
  writeContainers(writer, 'Containers', spec.containers, { indent: '  ' })
  writeVolumes(writer, spec.volumes ?? [], '  ')
  writeSpread(writer, spec.topologySpreadConstraints, '  ')
  if (spec.priorityClassName) writer.line(`Priority Class Name:\t${spec.priorityClassName}`, 1)
  writeLabels(writer, spec.nodeSelector, '  Node-Selectors')
  writeTolerations(writer, spec.tolerations ?? [], '  Tolerations')
}
