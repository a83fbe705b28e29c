import type { ContainerPort, Pod } from '../../kinds'
import { isGone } from '../queue/changes'
import { hostPortsOf } from '../snapshot/usage'
import type { Filter, Refusal } from './types'

const name = 'NodePorts'
const refusal: Refusal = {
  plugin: name,
  reasons: ["node(s) didn't have free ports for the requested pod ports"],
  isResolvable: true,
}

/** Two pods on one node cannot have the same host port of one protocol and address (nodeports/node_ports.go). */
export const nodePorts: Filter = {
  name,
  prepare({ pod }) {
    const wanted = hostPortsOf(pod)
    if (wanted.length === 0) return undefined
    return ({ usage }) => (collide(wanted, usage.ports) ? refusal : undefined)
  },
  helps(change, pod) {
    if (change.kind === 'Node') return !change.before
    return isGone(change) && collide(hostPortsOf(pod), hostPortsOf(change.before as Pod))
  },
}

function collide(wanted: readonly ContainerPort[], taken: readonly ContainerPort[]): boolean {
  return wanted.some(a =>
    taken.some(b => a.hostPort === b.hostPort && a.protocol === b.protocol && share(a.hostIP, b.hostIP)),
  )
}

function share(a: string | undefined, b: string | undefined): boolean {
  return isEvery(a) || isEvery(b) || a === b
}

function isEvery(address: string | undefined): boolean {
  return !address || address === '0.0.0.0'
}
