import { type CSINode, dateText } from '../../kinds'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { goList } from './storage-words'
import type { Describer } from './types'

/** `describe csinode` (`CSINodeDescriber`). */
export const describeCSINode: Describer = function* (described, writer) {
  const { metadata, spec } = described.object as unknown as CSINode
  writeName(writer, { name: metadata.name })
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`CreationTimestamp:\t${dateText(metadata.creationTimestamp)}`)
  writer.line('Spec:')
  // No drivers are written as null, which Go reads as none at all.
  if (spec.drivers) writer.line('Drivers:', 1)
  for (const { name, nodeID, allocatable, topologyKeys } of spec.drivers ?? []) {
    writer.line(`${name}:`, 2)
    writer.line(`Node ID:\t${nodeID}`, 3)
    if (allocatable?.count !== undefined) {
      writer.line('Allocatables:', 3)
      writer.line(`Count:\t${allocatable.count}`, 4)
    }
    if (topologyKeys) writer.line(`Topology Keys:\t${goList(topologyKeys)}`, 3)
  }
  yield* writeEvents(described, writer)
}
