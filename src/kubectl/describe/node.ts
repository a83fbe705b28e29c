import { compareText } from '../../base'
import { dateText, type Lease, type Node } from '../../kinds'
import { messageOf } from '../errors'
import type { Run } from '../process'
import { sendForObject } from '../resources'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { writeNodePods } from './node-pods'
import { podsIn } from './pods-of'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

/** `describe node` (`NodeDescriber`). */
export const describeNode: Describer = function* (described, writer) {
  const node = described.object as unknown as Node
  const { metadata, spec, status } = node
  const fieldSelector = `spec.nodeName=${metadata.name},status.phase!=Succeeded,status.phase!=Failed`
  const pods = yield* podsIn('', { fieldSelector })
  writeName(writer, { name: metadata.name })
  writer.line(`Roles:\t${rolesOf(node)}`)
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`CreationTimestamp:\t${dateText(metadata.creationTimestamp)}`)
  writeTaints(writer, node)
  writer.line(`Unschedulable:\t${spec.unschedulable ?? false}`)
  yield* writeLease(writer, metadata.name)
  writeConditions(writer, node)
  writer.line('Addresses:')
  for (const { type, address } of status.addresses ?? []) writer.line(`${type}:\t${address}`, 1)
  writeResources(writer, 'Capacity', status.capacity)
  writeResources(writer, 'Allocatable', status.allocatable)
  writeSystem(writer, node)
  yield* writeNodePods(writer, node, pods)
  yield* writeEvents(described, writer, { otherUid: metadata.name })
}

const rolePrefix = 'node-role.kubernetes.io/'
const roleLabel = 'kubernetes.io/role'

/** `findNodeRoles`. */
function rolesOf({ metadata }: Node): string {
  const roles = Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => {
    if (key.startsWith(rolePrefix)) return key.length > rolePrefix.length ? [key.slice(rolePrefix.length)] : []
    return key === roleLabel && value !== '' ? [value] : []
  })
  return [...new Set(roles)].sort(compareText).join(',') || '<none>'
}

function writeTaints(writer: DescribeWriter, { spec }: Node): void {
  const taints = [...(spec.taints ?? [])].sort((a, b) => compareText(`${a.effect},${a.key}`, `${b.effect},${b.key}`))
  if (taints.length === 0) writer.line('Taints:\t<none>')
  for (const [i, { key, value, effect }] of taints.entries())
    writer.line(`${i === 0 ? 'Taints:' : ''}\t${key}${value ? `=${value}` : ''}${effect ? `:${effect}` : ''}`)
}

/** `describeNodeLease`; a lease that cannot be read is an error in the text, not of the command. */
function* writeLease(writer: DescribeWriter, name: string): Run {
  try {
    const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`
    const { spec = {} } = (yield* sendForObject({ method: 'GET', path })) as unknown as Partial<Lease>
    const { holderIdentity = '<unset>', acquireTime, renewTime } = spec
    writer.line('Lease:')
    writer.line(`HolderIdentity:\t${holderIdentity}`, 1)
    writer.line(`AcquireTime:\t${acquireTime ? dateText(acquireTime) : '<unset>'}`, 1)
    writer.line(`RenewTime:\t${renewTime ? dateText(renewTime) : '<unset>'}`, 1)
  } catch (error) {
    writer.line(`Lease:\tFailed to get lease: ${messageOf(error)}`)
  }
}

function writeConditions(writer: DescribeWriter, { status }: Node): void {
  const { conditions = [] } = status
  if (conditions.length === 0) return
  writer.line('Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage')
  writer.line('----\t------\t-----------------\t------------------\t------\t-------', 1)
  for (const condition of conditions) {
    const { type, status, lastHeartbeatTime, lastTransitionTime, reason = '', message = '' } = condition
    const words = [type, status, dateText(lastHeartbeatTime), dateText(lastTransitionTime), reason, message]
    writer.line(words.join(' \t'), 1)
  }
}

function writeResources(writer: DescribeWriter, title: string, amounts: Node['status']['capacity'] = {}): void {
  const names = Object.keys(amounts).sort(compareText)
  if (names.length > 0) writer.line(`${title}:`)
  for (const name of names) writer.line(`${name}:\t${amounts[name]}`, 1)
}

/** What a kubelet says of its machine, and its name in descriptions. */
const systemFields: readonly (readonly [string, string])[] = [
  ['Machine ID', 'machineID'],
  ['System UUID', 'systemUUID'],
  ['Boot ID', 'bootID'],
  ['Kernel Version', 'kernelVersion'],
  ['OS Image', 'osImage'],
  ['Operating System', 'operatingSystem'],
  ['Architecture', 'architecture'],
  ['Container Runtime Version', 'containerRuntimeVersion'],
  ['Kubelet Version', 'kubeletVersion'],
]

function writeSystem(writer: DescribeWriter, { spec, status }: Node): void {
  writer.line('System Info:')
  for (const [title, field] of systemFields) writer.line(`${title}:\t${status.nodeInfo?.[field] ?? ''}`, 1)
  if (spec.podCIDR) writer.line(`PodCIDR:\t${spec.podCIDR}`)
  if (spec.podCIDRs && spec.podCIDRs.length > 0) writer.line(`PodCIDRs:\t${spec.podCIDRs.join(',')}`)
  if (spec.providerID) writer.line(`ProviderID:\t${spec.providerID}`)
}
