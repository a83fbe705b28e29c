import { compareText } from '../../base'
import { ageOf, type Node, type Pod, parseQuantity, type ResourceList } from '../../kinds'
import { now, type Run } from '../process'
import { podAmounts, sumOfAmounts } from './pod-amounts'
import type { DescribeWriter } from './writer'

/** The pods of a node and what they take of it (`describeNodeResource`). */
export function* writeNodePods(writer: DescribeWriter, node: Node, pods: readonly Pod[]): Run {
  const { capacity = {}, allocatable = {} } = node.status
  const offered = Object.keys(allocatable).length > 0 ? allocatable : capacity
  const at = yield* now()
  writer.line(`Non-terminated Pods:\t(${pods.length} in total)`)
  writer.line('Namespace\tName\t\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge', 1)
  writer.line('---------\t----\t\t------------\t----------\t---------------\t-------------\t---', 1)
  let requests: ResourceList = {}
  let limits: ResourceList = {}
  for (const pod of pods) {
    const own = { requests: podAmounts(pod, 'requests'), limits: podAmounts(pod, 'limits') }
    const cell = (column: 'requests' | 'limits', name: string) => shareText(own[column], offered, name)
    const cells = [cell('requests', 'cpu'), cell('limits', 'cpu'), cell('requests', 'memory'), cell('limits', 'memory')]
    const { namespace, name, creationTimestamp } = pod.metadata
    writer.line(`${namespace}\t${name}\t\t${cells.join('\t')}\t${ageOf(creationTimestamp, at)}`, 1)
    requests = sumOfAmounts(requests, own.requests)
    limits = sumOfAmounts(limits, own.limits)
  }
  writeTotals(writer, offered, requests, limits)
}

const standard = ['cpu', 'memory', 'ephemeral-storage'] as const

function writeTotals(
  writer: DescribeWriter,
  offered: ResourceList,
  requests: ResourceList,
  limits: ResourceList,
): void {
  writer.line('Allocated resources:\n  (Total limits may be over 100 percent, i.e., overcommitted.)')
  writer.line('Resource\tRequests\tLimits', 1)
  writer.line('--------\t--------\t------', 1)
  const others = Object.keys(offered).sort(compareText)
  const hugePages = others.filter(name => name.startsWith('hugepages-'))
  for (const name of [...standard, ...hugePages])
    writer.line(`${name}\t${shareText(requests, offered, name)}\t${shareText(limits, offered, name)}`, 1)
  const known: ReadonlySet<string> = new Set([...standard, ...hugePages, 'pods'])
  for (const name of others.filter(name => !known.has(name)))
    writer.line(`${name}\t${requests[name] ?? '0'}\t${limits[name] ?? '0'}`, 1)
}

/** `100m (1%)`: an amount, and how much it is of what the node offers, cut off. */
function shareText(amounts: ResourceList, offered: ResourceList, name: string): string {
  const amount = amounts[name] ?? '0'
  const unit = name === 'cpu' ? 1000 : 1
  const [part, whole] = [amount, offered[name] ?? '0'].map(text => Math.ceil((parseQuantity(text) ?? 0) * unit))
  const share = whole ? Math.trunc(((part as number) / whole) * 100) : 0
  return `${amount} (${share}%)`
}
