import type { Condition } from '../../kinds'
import type { DescribeWriter } from './writer'

/** Conditions with their reasons, as workloads have them. */
export function writeReasons(writer: DescribeWriter, conditions: readonly Condition[] = []): void {
  if (conditions.length === 0) return
  writer.line('Conditions:\n  Type\tStatus\tReason')
  writer.line('----\t------\t------', 1)
  for (const { type, status, reason = '' } of conditions) writer.line(`${type} \t${status}\t${reason}`, 1)
}
