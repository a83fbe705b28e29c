import { compareText, deepEqual } from '../../base'
import { conditionOf, type Node, type Taint } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn, wideColumn } from './columns'
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { goForm } from './go-form'
import { cidrErrors } from './ip-address'
import { labelValueProblems, qualifiedNameProblems } from './names'
import { resourceQuantityErrors } from './quantity-errors'
import { defineResource } from './types'

const taintEffects: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const infoFields = [
  'machineID',
  'systemUUID',
  'bootID',
  'kernelVersion',
  'osImage',
  'containerRuntimeVersion',
  'kubeletVersion',
  'kubeProxyVersion',
  'operatingSystem',
  'architecture',
]
const emptyInfo = Object.fromEntries(infoFields.map(name => [name, '']))

/** Zero structs that Go writes; `podCIDRs` from its elder sibling; allocatable is the capacity until a kubelet knows better. */
function defaults(node: Node): Node {
  const { podCIDR, podCIDRs } = node.spec ?? {}
  const status = node.status ?? {}
  const isComplete = status.daemonEndpoints?.kubeletEndpoint && isFull(status.nodeInfo)
  const hasSpec = node.spec && (!podCIDR || podCIDRs)
  if (isComplete && hasSpec && (status.allocatable || !status.capacity)) return node
  return {
    ...node,
    spec: { ...node.spec, ...(podCIDR && !podCIDRs && { podCIDRs: [podCIDR] }) },
    status: {
      ...status,
      ...(status.capacity && !status.allocatable && { allocatable: status.capacity }),
      daemonEndpoints: {
        ...status.daemonEndpoints,
        kubeletEndpoint: status.daemonEndpoints?.kubeletEndpoint ?? { Port: 0 },
      },
      nodeInfo: { ...emptyInfo, ...status.nodeInfo },
    },
  }
}

function isFull(info: Node['status']['nodeInfo']): boolean {
  return info !== undefined && infoFields.every(name => info[name] !== undefined)
}

/** `ValidateNode`; what a status holds is checked by both doors. */
function validate(node: Node): readonly FieldError[] {
  return [
    ...taintErrors(node.spec.taints ?? []),
    ...resourceErrors(node),
    ...(node.spec.podCIDRs ?? []).flatMap((value, index) => cidrErrors(value, `spec.podCIDRs[${index}]`)),
  ]
}

/** `validateNodeTaints`. Upstream reports taints under `metadata`. */
function taintErrors(taints: readonly Taint[]): readonly FieldError[] {
  const errors: FieldError[] = []
  const seen = new Set<string>()
  taints.forEach((taint, index) => {
    const path = `metadata.taints[${index}]`
    for (const problem of qualifiedNameProblems(taint.key ?? ''))
      errors.push(invalid(`${path}.key`, taint.key ?? '', problem))
    const problems = labelValueProblems(taint.value ?? '')
    if (problems.length) errors.push(invalid(`${path}.value`, taint.value, problems.join(';')))
    if (!taint.effect) errors.push(required(`${path}.effect`))
    else if (!taintEffects.includes(taint.effect))
      errors.push(notSupported(`${path}.effect`, taint.effect, taintEffects))
    const identity = `${taint.effect}/${taint.key}`
    if (seen.has(identity)) errors.push(doubledTaint(path, taint))
    seen.add(identity)
  })
  return errors
}

function doubledTaint(path: string, taint: Taint): FieldError {
  const error = duplicate(path, goForm('Taint', taint))
  return { ...error, message: `${error.message}: taints must be unique by key and effect pair` }
}

function resourceErrors({ status }: Node): readonly FieldError[] {
  return (['capacity', 'allocatable'] as const).flatMap(list =>
    Object.entries(status[list] ?? {}).flatMap(([name, value]) =>
      resourceQuantityErrors(name, value, `status.${list}.${name}`),
    ),
  )
}

/** `ValidateNodeUpdate`, before the rules that hold for any node. */
function validateUpdate(next: Node, previous: Node): readonly FieldError[] {
  if (next.spec === previous.spec && next.status === previous.status) return []
  return [...validate(next), ...statusErrors(next), ...specChangeErrors(next.spec, previous.spec)]
}

function specChangeErrors(next: Node['spec'], previous: Node['spec']): readonly FieldError[] {
  const errors: FieldError[] = []
  if (previous.podCIDRs?.length && !deepEqual(next.podCIDRs, previous.podCIDRs))
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'))
  if (previous.providerID && next.providerID !== previous.providerID) {
    const detail = next.providerID ? 'field cannot be modified once set' : 'field cannot be cleared once set'
    errors.push(invalid('spec.providerID', null, detail))
  }
  return errors
}

function statusErrors(node: Node): readonly FieldError[] {
  const seen = new Set<string>()
  return (node.status.addresses ?? []).flatMap((address, index) => {
    const identity = `${address.type}/${address.address}`
    const isDoubled = seen.has(identity)
    seen.add(identity)
    const value = { Type: address.type, Address: address.address }
    return isDoubled ? [duplicate(`status.addresses[${index}]`, value)] : []
  })
}

/** STATUS of `kubectl get nodes` (`pkg/printers/internalversion: printNode`). */
function statusText(node: Node): string {
  const ready = conditionOf(node, 'Ready')
  const status = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown'
  return node.spec.unschedulable ? `${status},SchedulingDisabled` : status
}

const addressDescription =
  "List of addresses reachable to the node. Queried from cloud provider, if available. More info: https://kubernetes.io/docs/reference/node/node-status/#addresses Note: This field is declared as mergeable, but the merge key is not sufficiently unique, which can cause data corruption when it is merged. Callers should instead use a full-replacement patch. See https://pr.k8s.io/79391 for an example. Consumers should assume that addresses can change during the lifetime of a Node. However, there are some exceptions where this may not be possible, such as Pods that inherit a Node's address in its own status or consumers of the downward API (status.hostIP)."
const rolePrefix = 'node-role.kubernetes.io/'

function rolesText({ metadata }: Node): string {
  const roles = new Set<string>()
  for (const [key, value] of Object.entries(metadata.labels ?? {})) {
    if (key.startsWith(rolePrefix) && key.length > rolePrefix.length) roles.add(key.slice(rolePrefix.length))
    else if (key === 'kubernetes.io/role' && value) roles.add(value)
  }
  return [...roles].sort(compareText).join(',') || '<none>'
}

function addressText(node: Node, type: string): string {
  return node.status.addresses?.find(address => address.type === type)?.address ?? '<none>'
}

function kernelText({ status: { nodeInfo } }: Node): string {
  const version = nodeInfo?.kernelVersion || '<unknown>'
  return nodeInfo?.architecture ? `${version} (${nodeInfo.architecture})` : version
}

export const nodeResource = defineResource<Node>({
  kind: 'Node',
  group: '',
  version: 'v1',
  plural: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  namespaced: false,
  get schema() {
    return schemaOf('Node')
  },
  subresources: ['status', 'proxy'],
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults,
  prepareForUpdate: (next, previous) => ({ ...next, status: previous.status }),
  prepareForStatusUpdate: (next, previous) => ({ ...defaults(next), spec: previous.spec }),
  validate,
  validateUpdate,
  validateStatusUpdate: (next, previous) =>
    next.status === previous.status ? [] : [...resourceErrors(next), ...statusErrors(next)],
  fieldLabels: { 'spec.unschedulable': node => String(node.spec.unschedulable ?? false) },
  columns: [
    nameColumn,
    textColumn<Node>('Status', 'The status of the node', statusText),
    textColumn<Node>('Roles', 'The roles of the node', rolesText),
    ageColumn,
    textColumn<Node>(
      'Version',
      'Kubelet Version reported by the node.',
      node => node.status.nodeInfo?.kubeletVersion ?? '',
    ),
    wideColumn<Node>('Internal-IP', addressDescription, node => addressText(node, 'InternalIP')),
    wideColumn<Node>('External-IP', addressDescription, node => addressText(node, 'ExternalIP')),
    wideColumn<Node>(
      'OS-Image',
      'OS Image reported by the node from /etc/os-release (e.g. Debian GNU/Linux 7 (wheezy)).',
      node => node.status.nodeInfo?.osImage || '<unknown>',
    ),
    wideColumn<Node>(
      'Kernel-Version',
      "Kernel Version reported by the node from 'uname -r' (e.g. 3.16.0-0.bpo.4-amd64).",
      kernelText,
    ),
    wideColumn<Node>(
      'Container-Runtime',
      'ContainerRuntime Version reported by the node through runtime remote API (e.g. containerd://1.4.2).',
      node => node.status.nodeInfo?.containerRuntimeVersion || '<unknown>',
    ),
  ],
})
