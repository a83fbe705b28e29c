import { compareText } from '../../base'
import type { Container, EndpointSlice, Pod, Service, ServicePort } from '../../kinds'

export type EndpointPort = NonNullable<EndpointSlice['ports']>[number] & { readonly appProtocol?: string }

/** A pod's ports as a service sees them, and the key of the group of slices that have them. */
export interface PortGroup {
  readonly key: string
  readonly ports: readonly EndpointPort[]
}

export const noPorts: PortGroup = { key: '', ports: [] }

/** Resolves the ports of a service in its pods; pods that resolve them alike share a group. Lives as long as one plan. */
export class PortResolver {
  private readonly service: Service
  private readonly groups = new Map<string, PortGroup>()
  /** Every pod has the same ports: none is looked up by name. */
  readonly isUniform: boolean
  private common: PortGroup | undefined

  constructor(service: Service) {
    this.service = service
    this.isUniform = !service.spec.ports?.some(({ targetPort }) => typeof targetPort === 'string')
  }

  /** Ports that the pod does not have are left out (endpointslice/utils.go: getEndpointPorts). */
  groupOf(pod: Pod): PortGroup {
    if (this.common) return this.common
    const ports: EndpointPort[] = []
    for (const port of this.service.spec.ports ?? []) {
      const number = portNumberOf(port, pod)
      if (number !== undefined) ports.push(endpointPort(port, number))
    }
    const group = this.groupWith(ports)
    if (this.isUniform) this.common = group
    return group
  }

  private groupWith(ports: readonly EndpointPort[]): PortGroup {
    const text = ports.map(textOf).join(' ')
    let group = this.groups.get(text)
    if (!group) {
      group = groupOf(ports)
      this.groups.set(text, group)
    }
    return group
  }
}

/** The group of ports in whatever order they are given. */
export function groupOf(ports: readonly EndpointPort[]): PortGroup {
  const sorted = byHash(ports, textOf)
  return { key: sorted.map(textOf).join(' '), ports: sorted }
}

function endpointPort({ name, protocol, appProtocol }: ServicePort, port: number): EndpointPort {
  return { name: name ?? '', protocol, port, ...(appProtocol !== undefined && { appProtocol }) }
}

/** A number as it is, a name as the first container port of that name and protocol (FindPort). */
export function portNumberOf({ targetPort, protocol, port }: ServicePort, { spec }: Pod): number | undefined {
  if (typeof targetPort !== 'string') return targetPort ?? port
  const find = (container: Container) =>
    container.ports?.find(candidate => candidate.name === targetPort && candidate.protocol === protocol)
  for (const container of spec.containers) {
    const found = find(container)
    if (found) return found.containerPort
  }
  for (const container of spec.initContainers ?? []) {
    const found = container.restartPolicy === 'Always' ? find(container) : undefined
    if (found) return found.containerPort
  }
  return undefined
}

/** The port as upstream's `dump.ForHash` prints it: what its order of ports hangs on. */
function textOf({ name = '', protocol = 'TCP', port, appProtocol = '<nil>' }: EndpointPort): string {
  return `(v1.EndpointPort){Name:(*string)${name} Protocol:(*v1.Protocol)${protocol} Port:(*int32)${port ?? '<nil>'} AppProtocol:(*string)${appProtocol}}`
}

/** By the hash of each port's text (endpointslice/util/controller_utils.go: portsInOrder), which looks like chance and is not. */
export function byHash<T>(ports: readonly T[], text: (port: T) => string): readonly T[] {
  if (ports.length < 2) return ports
  const hashed = ports.map(port => ({ port, hash: fnv128a(text(port)) }))
  return hashed.sort((a, b) => compareText(a.hash, b.hash)).map(({ port }) => port)
}

const prime = (1n << 88n) + 0x13bn
const mask = (1n << 128n) - 1n

/** FNV-1a with 128 bits, in hexadecimal digits. */
function fnv128a(text: string): string {
  let hash = 0x6c62272e07bb014262b821756295c58dn
  for (const byte of new TextEncoder().encode(text)) hash = ((hash ^ BigInt(byte)) * prime) & mask
  return hash.toString(16).padStart(32, '0')
}
