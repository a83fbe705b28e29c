import type { ServiceAccount } from '../../kinds'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'

/** `describe serviceaccount` (`ServiceAccountDescriber`). */
export const describeServiceAccount: Describer = function* (described, writer) {
  const { metadata, imagePullSecrets = [] } = described.object as unknown as ServiceAccount
  writeName(writer, described.object.metadata ?? {})
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  const title = 'Image pull secrets:'
  if (imagePullSecrets.length === 0) writer.line(`${title}\t<none>`)
  for (const [i, { name = '' }] of imagePullSecrets.entries())
    writer.line(`${i === 0 ? title : ' '.repeat(title.length)}\t${name}`)
  yield* writeEvents(described, writer)
}
