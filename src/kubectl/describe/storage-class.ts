import { defaultClassAnnotation, type StorageClass } from '../../kinds'
import { writeEvents } from './events'
import { pairsText, writeName } from './metadata'
import { type Requirement, writeTerms } from './node-terms'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

/** What made a class the default before `storageclass.kubernetes.io/is-default-class` did. */
const betaDefault = 'storageclass.beta.kubernetes.io/is-default-class'

/** `describe storageclass` (`StorageClassDescriber`). */
export const describeStorageClass: Describer = function* (described, writer) {
  const object = described.object as unknown as StorageClass
  const { metadata, allowVolumeExpansion } = object
  const isDefault = [defaultClassAnnotation, betaDefault].some(name => metadata.annotations?.[name] === 'true')
  writeName(writer, { name: metadata.name })
  writer.line(`IsDefaultClass:\t${isDefault ? 'Yes' : 'No'}`)
  writer.line(`Annotations:\t${pairsText(metadata.annotations)}`)
  writer.line(`Provisioner:\t${object.provisioner}`)
  writer.line(`Parameters:\t${pairsText(object.parameters)}`)
  writer.line(
    `AllowVolumeExpansion:\t${allowVolumeExpansion === undefined ? '<unset>' : allowVolumeExpansion ? 'True' : 'False'}`,
  )
  writeOptions(writer, object)
  if (object.reclaimPolicy) writer.line(`ReclaimPolicy:\t${object.reclaimPolicy}`)
  if (object.volumeBindingMode) writer.line(`VolumeBindingMode:\t${object.volumeBindingMode}`)
  if (object.allowedTopologies) {
    writer.line(`AllowedTopologies:\t${object.allowedTopologies.length === 0 ? '<none>' : ''}`)
    const terms = object.allowedTopologies.map(({ matchLabelExpressions = [] }) => matchLabelExpressions)
    writeTerms(writer, terms as readonly (readonly Requirement[])[], 1)
  }
  yield* writeEvents(described, writer)
}

function writeOptions(writer: DescribeWriter, { mountOptions = [] }: StorageClass): void {
  writer.line(`MountOptions:${mountOptions.length === 0 ? '\t<none>' : ''}`)
  for (const option of mountOptions) writer.line(option, 1)
}
