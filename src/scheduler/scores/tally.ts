import type { NodeInfo } from '../snapshot/snapshot'

/** What a tally asks of a node; all of it depends on nothing but the node. */
export interface TallyQuestions {
  /** The domain it lies in; undefined where it lies in none. */
  domainOf(info: NodeInfo): string | undefined
  /** Whether its pods count for the domain. */
  isIncluded(info: NodeInfo): boolean
  countOf(info: NodeInfo): number
}

/** The number of the domain of a node that lies in none. */
export const noDomain = -1

/**
 * How many pods there are on each node and in each domain of the cluster: counted once, and from then on only for nodes that have changed. It
 * says nothing that counting all of them would not say.
 */
export class Tally {
  /** By the node's place: the number of its domain. */
  readonly domains: number[] = []
  /** By the node's place: its pods. */
  readonly counts: number[] = []
  /** By the number of the domain: the pods of all nodes that count for it. */
  readonly totals: number[] = []
  private readonly infos: NodeInfo[] = []
  private readonly numbers = new Map<string, number>()
  private readonly questions: TallyQuestions

  constructor(questions: TallyQuestions) {
    this.questions = questions
  }

  /** Brings it up to these nodes. */
  follow(nodes: readonly NodeInfo[]): void {
    const { infos } = this
    for (let place = 0; place < nodes.length; place++) {
      const info = nodes[place] as NodeInfo
      if (infos[place] === info) continue
      this.forget(place)
      this.note(place, info)
    }
    for (let place = nodes.length; place < infos.length; place++) this.forget(place)
    infos.length = nodes.length
  }

  private forget(place: number): void {
    const info = this.infos[place]
    if (info && this.questions.isIncluded(info))
      this.add(this.domains[place] as number, -(this.counts[place] as number))
  }

  private note(place: number, info: NodeInfo): void {
    const { domainOf, isIncluded, countOf } = this.questions
    const number = this.numberOf(domainOf(info))
    const count = countOf(info)
    this.infos[place] = info
    this.domains[place] = number
    this.counts[place] = count
    if (isIncluded(info)) this.add(number, count)
  }

  private add(number: number, count: number): void {
    if (number !== noDomain) this.totals[number] = (this.totals[number] as number) + count
  }

  private numberOf(domain: string | undefined): number {
    if (domain === undefined) return noDomain
    let number = this.numbers.get(domain)
    if (number === undefined) {
      number = this.totals.length
      this.numbers.set(domain, number)
      this.totals.push(0)
    }
    return number
  }
}
