import { compareText } from '../../base'
import type { EndpointAddress, EndpointSubset } from '../../kinds'
import { byHash } from './ports'

type Port = NonNullable<EndpointSubset['ports']>[number]

/** Which addresses have a port, and whether they are ready. */
interface Served {
  readonly port: Port | undefined
  readonly addresses: Map<EndpointAddress, boolean>
}

/**
 * The same addresses and ports in the layout that everybody can compare: ports that the same addresses have share a subset, an address that
 * is said to be both ready and not is not (pkg/api/v1/endpoints/util.go: RepackSubsets).
 */
export function repacked(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  const groups = new Map<string, { readonly ports: Port[]; readonly addresses: Map<EndpointAddress, boolean> }>()
  const numbers = new Map<EndpointAddress, number>()
  for (const { port, addresses } of servedPorts(subsets)) {
    const members: number[] = []
    for (const address of addresses.keys()) {
      const number = numbers.get(address) ?? numbers.size
      numbers.set(address, number)
      members.push(number)
    }
    const key = members.sort((a, b) => a - b).join()
    const group = groups.get(key) ?? { ports: [], addresses }
    groups.set(key, group)
    if (port) group.ports.push(port)
  }
  return [...groups.values()].map(({ ports, addresses }) => subsetOf(ports, addresses))
}

function servedPorts(subsets: readonly EndpointSubset[]): Iterable<Served> {
  const known = new Map<string, EndpointAddress>()
  const served = new Map<string, Served>()
  for (const { addresses = [], notReadyAddresses = [], ports = [] } of subsets)
    for (const port of ports.length > 0 ? ports : [undefined]) {
      const key = port ? portText(port) : ''
      const entry = served.get(key) ?? { port, addresses: new Map() }
      served.set(key, entry)
      for (const address of addresses) note(entry, known, address, true)
      for (const address of notReadyAddresses) note(entry, known, address, false)
    }
  return served.values()
}

/** Addresses are told apart by what they belong to. */
function note(
  { addresses }: Served,
  known: Map<string, EndpointAddress>,
  given: EndpointAddress,
  ready: boolean,
): void {
  const key = `${given.ip} ${given.targetRef?.uid ?? ''}`
  const address = known.get(key) ?? given
  known.set(key, address)
  addresses.set(address, (addresses.get(address) ?? true) && ready)
}

function subsetOf(ports: readonly Port[], addresses: ReadonlyMap<EndpointAddress, boolean>): EndpointSubset {
  const ready: EndpointAddress[] = []
  const notReady: EndpointAddress[] = []
  for (const [address, isReady] of addresses) (isReady ? ready : notReady).push(address)
  return {
    ...(ready.length > 0 && { addresses: ready.sort(byAddress) }),
    ...(notReady.length > 0 && { notReadyAddresses: notReady.sort(byAddress) }),
    ...(ports.length > 0 && { ports: byHash(ports, portText) }),
  }
}

function byAddress(a: EndpointAddress, b: EndpointAddress): number {
  return compareText(a.ip, b.ip) || compareText(a.targetRef?.uid ?? '', b.targetRef?.uid ?? '')
}

/** The port as upstream's `dump.ForHash` prints it: what its order of ports hangs on. */
function portText({ name = '', port, protocol = 'TCP', appProtocol = '<nil>' }: Port): string {
  return `(v1.EndpointPort){Name:(string)${name} Port:(int32)${port} Protocol:(v1.Protocol)${protocol} AppProtocol:(*string)${appProtocol}}`
}
