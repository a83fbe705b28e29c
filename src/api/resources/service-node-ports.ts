import { chanceBetween } from '../../sim'
import type { View } from '../../store'
import { type FieldError, invalid } from './field-error'
import { invalidObject } from './invalid-object'
import {
  type FullService,
  needsHealthCheck,
  needsNodePort,
  nodePortsOf,
  type ServicePort,
  type ServiceSpec,
} from './service-shape'
import type { RuleContext } from './types'

const firstPort = 30_000
const lastPort = 32_767
const rangeText = `${firstPort}-${lastPort}`
const service = { kind: 'Service', group: '' }

/** Gives out ports of nodes: one that no service has, unless a certain one is asked for. Dry runs take any, and draw beyond the range. */
class NodePorts {
  private readonly taken: Set<number>
  private readonly name: string
  private readonly uid: string
  private readonly rules: RuleContext
  private count = 0

  constructor({ metadata }: FullService, rules: RuleContext) {
    this.name = metadata.name
    this.uid = metadata.uid
    this.rules = rules
    this.taken = portsAt(rules.view)
  }

  /** Takes a port somebody wants; a 422 when it is out of range or taken. */
  take(port: number, path: string): void {
    const isInRange = this.rules.isDryRun || (port >= firstPort && port <= lastPort)
    if (!isInRange)
      this.refuse(path, port, `provided port is not in the valid range. The range of valid ports is ${rangeText}`)
    if (this.taken.has(port)) this.refuse(path, port, 'provided port is already allocated')
    this.taken.add(port)
  }

  /** Takes a free port. */
  takeAny(): number {
    if (this.rules.isDryRun) return lastPort + 2 + this.count++
    const size = lastPort - firstPort + 1
    const wish = chanceBetween(0, size - 1, this.rules.seed, 'node-port', this.uid, this.count++)
    for (let step = 0; step < size; step++) {
      const port = firstPort + ((wish + step) % size)
      if (this.taken.has(port)) continue
      this.taken.add(port)
      return port
    }
    return this.refuse('spec.ports', 0, 'failed to allocate a nodePort: range is full')
  }

  private refuse(path: string, port: number, why: string): never {
    const error: FieldError = invalid(path, port, why)
    throw invalidObject(service, this.name, [error])
  }
}

function portsAt(view: View): Set<number> {
  const taken = new Set<number>()
  for (const { spec } of view.list('Service')) {
    for (const port of nodePortsOf(spec)) taken.add(port)
    const { healthCheckNodePort } = spec as ServiceSpec
    if (healthCheckNodePort) taken.add(healthCheckNodePort)
  }
  return taken
}

/** Node ports for the types that have them (`pkg/registry/core/service/storage/alloc.go: initNodePorts`, `updateNodePorts`). */
export function withNodePorts(next: FullService, previous: FullService | undefined, rules: RuleContext): FullService {
  const { spec } = next
  const isHealthNew = needsHealthCheck(spec) && !(previous && needsHealthCheck(previous.spec))
  if (!needsNodePort(spec) && !isHealthNew) return next
  const allocator = new NodePorts(next, rules)
  let result = spec
  if (needsNodePort(spec)) {
    const ports = previous ? updatedPorts(spec, previous.spec, allocator) : newPorts(spec, allocator)
    result = { ...result, ports }
  }
  if (isHealthNew) {
    const wanted = spec.healthCheckNodePort
    if (wanted) allocator.take(wanted, 'spec.healthCheckNodePort')
    result = { ...result, healthCheckNodePort: wanted || allocator.takeAny() }
  }
  return { ...next, spec: result }
}

function allocates({ type, allocateLoadBalancerNodePorts }: ServiceSpec): boolean {
  return type === 'NodePort' || (type === 'LoadBalancer' && allocateLoadBalancerNodePorts !== false)
}

/** Ports with the same number (of TCP and UDP) share one node port. */
function newPorts(spec: ServiceSpec, allocator: NodePorts): readonly ServicePort[] {
  const ports = spec.ports ?? []
  const chosen = new Map<number, number>()
  return ports.map((port, index) => {
    if (!port.nodePort && !allocates(spec)) return port
    const path = `spec.ports[${index}].nodePort`
    const known = chosen.get(port.port)
    if (known === undefined) {
      const wanted = ports.find(other => other.port === port.port && other.nodePort)?.nodePort
      if (wanted) allocator.take(wanted, path)
      const nodePort = wanted ?? allocator.takeAny()
      chosen.set(port.port, nodePort)
      return { ...port, nodePort }
    }
    if (port.nodePort && port.nodePort !== known) allocator.take(port.nodePort, path)
    return port.nodePort ? port : { ...port, nodePort: known }
  })
}

function updatedPorts(spec: ServiceSpec, before: ServiceSpec, allocator: NodePorts): readonly ServicePort[] {
  const own = new Set(nodePortsOf(before))
  return (spec.ports ?? []).map((port, index) => {
    if (port.nodePort) {
      if (!own.has(port.nodePort)) allocator.take(port.nodePort, `spec.ports[${index}].nodePort`)
      own.add(port.nodePort)
      return port
    }
    return allocates(spec) ? { ...port, nodePort: allocator.takeAny() } : port
  })
}
