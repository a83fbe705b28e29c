import type { NodeInfo } from '../snapshot/snapshot'

/**
 * How many pods there are in each domain of the cluster: counted once, and from then on only for nodes that have changed. It says nothing that
 * counting all of them would not say.
 */
export class Tally {
  private readonly infos: NodeInfo[] = []
  private readonly domains = new Map<string, number>()
  private readonly domainOf: (info: NodeInfo) => string | undefined
  private readonly countOf: (info: NodeInfo) => number

  /** `domainOf` says nothing for a node that does not count. Both depend on nothing but the node. */
  constructor(domainOf: (info: NodeInfo) => string | undefined, countOf: (info: NodeInfo) => number) {
    this.domainOf = domainOf
    this.countOf = countOf
  }

  /** The pods of each domain, given these nodes. */
  countsOf(nodes: readonly NodeInfo[]): ReadonlyMap<string, number> {
    const { infos } = this
    for (let i = 0; i < nodes.length; i++) {
      const before = infos[i]
      const after = nodes[i] as NodeInfo
      if (before === after) continue
      if (before) this.add(before, -1)
      this.add(after, 1)
      infos[i] = after
    }
    for (const info of infos.splice(nodes.length)) this.add(info, -1)
    return this.domains
  }

  private add(info: NodeInfo, sign: 1 | -1): void {
    const domain = this.domainOf(info)
    if (domain !== undefined) this.domains.set(domain, (this.domains.get(domain) ?? 0) + sign * this.countOf(info))
  }
}
