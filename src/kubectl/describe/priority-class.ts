import type { PriorityClass } from '../../kinds'
import { writeEvents } from './events'
import { pairsText, writeName } from './metadata'
import type { Describer } from './types'

/** `describe priorityclass` (`PriorityClassDescriber`). */
export const describePriorityClass: Describer = function* (described, writer) {
  const { metadata, value, globalDefault, preemptionPolicy, description } = described.object as unknown as PriorityClass
  writeName(writer, { name: metadata.name })
  writer.line(`Value:\t${value}`)
  writer.line(`GlobalDefault:\t${globalDefault ?? false}`)
  writer.line(`PreemptionPolicy:\t${preemptionPolicy ?? ''}`)
  writer.line(`Description:\t${description ?? ''}`)
  writer.line(`Annotations:\t${pairsText(metadata.annotations)}`)
  yield* writeEvents(described, writer)
}
