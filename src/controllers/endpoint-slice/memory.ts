import type { EndpointSlice, Node, Pod, Service } from '../../kinds'
import { differences } from '../../store'

/** Pods that are not what they were, by name; undefined for those that are gone. */
export type ChangedPods = ReadonlyMap<string, Pod | undefined>

/** A state of the world in which slices were right, or will be once what was planned is written. */
interface Known {
  readonly service: Service
  readonly nodes: readonly Node[]
  readonly pods: readonly Pod[]
  /** The ports of each slice, by its list of endpoints. */
  readonly contents: ReadonlyMap<unknown, unknown>
}

const zoneLabel = 'topology.kubernetes.io/zone'
const keptServices = 256

/**
 * Remembers in which state the slices of a service were right, so that from there only what has changed is looked at. It says nothing that
 * comparing everything would not say: it is believed only where the very same objects are found again.
 */
export class SliceMemory {
  private readonly known = new Map<string, Known>()

  /** Pods that differ from a state in which these slices were right; undefined where no such state is known. */
  changedSince(
    key: string,
    service: Service,
    nodes: readonly Node[],
    pods: readonly Pod[],
    slices: readonly EndpointSlice[],
  ): ChangedPods | undefined {
    const known = this.known.get(key)
    if (!known || known.service !== service || !areAlike(known.nodes, nodes)) return undefined
    const { contents } = known
    if (slices.length !== contents.size) return undefined
    for (const { endpoints, ports } of slices) if (contents.get(endpoints) !== ports) return undefined
    return changes(known.pods, pods)
  }

  /** Notes that slices with exactly these contents are right for these pods. */
  remember(
    key: string,
    service: Service,
    nodes: readonly Node[],
    pods: readonly Pod[],
    slices: readonly Pick<EndpointSlice, 'endpoints' | 'ports'>[],
  ): void {
    if (this.known.size >= keptServices) this.known.clear()
    const contents = new Map(slices.map(({ endpoints, ports }) => [endpoints, ports]))
    if (contents.size === slices.length) this.known.set(key, { service, nodes, pods, contents })
    else this.forget(key)
  }

  /** What is planned for the service does not make its slices right. */
  forget(key: string): void {
    this.known.delete(key)
  }
}

/** Whether the nodes are the same as far as endpoints tell: there, and in the same zones. */
function areAlike(before: readonly Node[], after: readonly Node[]): boolean {
  return before === after || (before.length === after.length && after.every((node, i) => isAlike(before[i], node)))
}

function isAlike(before: Node | undefined, after: Node): boolean {
  if (before === after) return true
  const [a, b] = [before?.metadata, after.metadata]
  return a?.name === b.name && a.labels?.[zoneLabel] === b.labels?.[zoneLabel]
}

/** By name, what differs between two lists of the pods of a namespace. */
function changes(before: readonly Pod[], after: readonly Pod[]): ChangedPods {
  const changed = new Map<string, Pod | undefined>()
  for (const { before: old, after: next } of differences(before, after))
    changed.set(((next ?? old) as Pod).metadata.name, next)
  return changed
}
