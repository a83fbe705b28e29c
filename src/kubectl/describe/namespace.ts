import { type Condition, dateText, type Namespace } from '../../kinds'
import { isReason } from '../errors'
import type { Run } from '../process'
import { send } from '../resources'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

/** `describe namespace` (`NamespaceDescriber`). It shows no events. */
export const describeNamespace: Describer = function* (described, writer) {
  const { metadata, status } = described.object as unknown as Namespace
  writeName(writer, { name: metadata.name })
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`Status:\t${status.phase}`)
  writeConditions(writer, status.conditions ?? [])
  for (const [resource, text] of [
    ['resourcequotas', 'No resource quota.'],
    ['limitranges', 'No LimitRange resource.'],
  ] as const)
    if (yield* isServed(`/api/v1/namespaces/${metadata.name}/${resource}`)) writer.line(`\n${text}`)
}

function writeConditions(writer: DescribeWriter, conditions: readonly Condition[]): void {
  if (conditions.length === 0) return
  writer.line('Conditions:')
  writer.line('Type\tStatus\tLastTransitionTime\tReason\tMessage', 1)
  writer.line('----\t------\t------------------\t------\t-------', 1)
  for (const { type, status, lastTransitionTime, reason = '', message = '' } of conditions)
    writer.line([type, status, dateText(lastTransitionTime), reason, message].join('\t'), 1)
}

/** A server that has no such kind is not asked to have any. */
function* isServed(path: string): Run<boolean> {
  try {
    yield* send({ method: 'GET', path: `${path}?limit=500` })
    return true
  } catch (error) {
    if (isReason(error, 'NotFound')) return false
    throw error
  }
}
