import { compareText } from '../../base'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'

type Texts = Readonly<Record<string, string>>

/** `describe configmap` (`ConfigMapDescriber`). */
export const describeConfigMap: Describer = function* (described, writer) {
  const { metadata = {}, data = {}, binaryData = {} } = described.object
  writeName(writer, metadata)
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line('\nData\n====')
  for (const key of Object.keys(data as Texts).sort(compareText))
    writer.line(`${key}:\n----\n${(data as Texts)[key]}\n`)
  writer.line('\nBinaryData\n====')
  for (const key of Object.keys(binaryData as Texts).sort(compareText))
    writer.line(`${key}: ${atob((binaryData as Texts)[key] as string).length} bytes`)
  writer.line('')
  yield* writeEvents(described, writer)
}
