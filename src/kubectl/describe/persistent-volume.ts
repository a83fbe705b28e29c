import type { PersistentVolume } from '../../kinds'
import { now } from '../process'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { writeTerms } from './node-terms'
import { accessModesText, claimClassOf, goList, phaseText } from './storage-words'
import type { Describer } from './types'
import { writeVolumeSource } from './volumes'
import type { DescribeWriter } from './writer'

/** `describe persistentvolume` (`PersistentVolumeDescriber`). */
export const describePersistentVolume: Describer = function* (described, writer) {
  const volume = described.object as unknown as PersistentVolume
  const { metadata, spec, status } = volume
  const { claimRef } = spec
  writeName(writer, { name: metadata.name })
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`Finalizers:\t${goList(metadata.finalizers)}`)
  writer.line(`StorageClass:\t${claimClassOf(volume)}`)
  writer.line(`Status:\t${phaseText(metadata, status.phase, yield* now())}`)
  writer.line(`Claim:\t${claimRef ? `${claimRef.namespace ?? ''}/${claimRef.name ?? ''}` : ''}`)
  writer.line(`Reclaim Policy:\t${spec.persistentVolumeReclaimPolicy}`)
  writer.line(`Access Modes:\t${accessModesText(spec.accessModes)}`)
  if (spec.volumeMode) writer.line(`VolumeMode:\t${spec.volumeMode}`)
  writer.line(`Capacity:\t${spec.capacity.storage ?? '0'}`)
  writeNodeAffinity(writer, spec)
  writer.line(`Message:\t${status.message ?? ''}`)
  writer.line('Source:')
  writeVolumeSource(writer, spec as unknown as Readonly<Record<string, unknown>>)
  yield* writeEvents(described, writer)
}

function writeNodeAffinity(writer: DescribeWriter, { nodeAffinity }: PersistentVolume['spec']): void {
  const required = nodeAffinity?.required
  writer.line(`Node Affinity:\t${required ? '' : '<none>'}`)
  if (!required) return
  writer.line(`Required Terms:\t${required.nodeSelectorTerms.length === 0 ? '<none>' : ''}`, 1)
  writeTerms(
    writer,
    required.nodeSelectorTerms.map(({ matchExpressions = [] }) => matchExpressions),
    2,
  )
}
