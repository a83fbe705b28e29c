import { compareText } from '../../base'
import type { Secret } from '../../kinds'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'

/** `describe secret`: how long its values are, not what they are (`SecretDescriber`). It shows no events. */
// biome-ignore lint/correctness/useYield: nothing more is asked
export const describeSecret: Describer = function* (described, writer) {
  const { metadata, type, data = {} } = described.object as unknown as Secret
  writeName(writer, described.object.metadata ?? {})
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`\nType:\t${type}`)
  writer.line('\nData\n====')
  for (const key of Object.keys(data).sort(compareText)) {
    const value = atob(data[key] as string)
    const isToken = key === 'token' && type === 'kubernetes.io/service-account-token'
    writer.line(`${key}:\t${isToken ? value : `${value.length} bytes`}`)
  }
}
