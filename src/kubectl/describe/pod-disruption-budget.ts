import { selectorText } from '../../client'
import type { PodDisruptionBudget } from '../../kinds'
import { writeEvents } from './events'
import { writeName } from './metadata'
import type { Describer } from './types'

/** `describe poddisruptionbudget` (`PodDisruptionBudgetDescriber`). */
export const describePodDisruptionBudget: Describer = function* (described, writer) {
  const { spec, status } = described.object as unknown as PodDisruptionBudget
  writeName(writer, described.object.metadata ?? {})
  if (spec.minAvailable !== undefined) writer.line(`Min available:\t${spec.minAvailable}`)
  else if (spec.maxUnavailable !== undefined) writer.line(`Max unavailable:\t${spec.maxUnavailable}`)
  writer.line(`Selector:\t${spec.selector ? selectorText(spec.selector) || '<none>' : '<unset>'}`)
  writer.line('Status:')
  writer.line(`Allowed disruptions:\t${status.disruptionsAllowed}`, 2)
  writer.line(`Current:\t${status.currentHealthy}`, 2)
  writer.line(`Desired:\t${status.desiredHealthy}`, 2)
  writer.line(`Total:\t${status.expectedPods}`, 2)
  yield* writeEvents(described, writer)
}
