import { conditionOf, type Node, type Time } from '../../kinds'
import { second } from '../../sim'
import { differences, type View } from '../../store'
import type { Action, Plan } from '../runtime'
import { type Limiter, memoKeys } from './names'

/** `--node-eviction-rate` 0.1/s, `--secondary-node-eviction-rate` 0.01/s, as the time between two nodes of one zone. */
const normalIntervalMs = 10 * second
const secondaryIntervalMs = 100 * second
const largeClusterNodes = 50
const unhealthyShare = 0.55
const fewNodes = 2
const excludeLabel = 'node.kubernetes.io/exclude-disruption'

/** Region and zone, the unit that eviction is slowed down by. */
export function zoneOf({ metadata }: Node): string {
  const { labels = {} } = metadata
  return `${labels['topology.kubernetes.io/region'] ?? ''}:${labels['topology.kubernetes.io/zone'] ?? ''}`
}

/** [NL-9] Whether the controller is in the state where no node is Ready and all evictions stop. */
export function isFullyDisrupted(view: View): boolean {
  return view.memo(memoKeys.disrupted) === true
}

/** [NL-8] The limiter of a zone as its nodes want it now. */
export function limiterAt(view: View, zone: string, taker: StandingsTaker, now: Time): Limiter {
  const wanted = isFullyDisrupted(view) ? 0 : intervalOf(taker.standingsAt(view).get(zone))
  return swapped(knownLimiter(view, zone), wanted, now)
}

function knownLimiter(view: View, zone: string): Limiter {
  return (view.memo(memoKeys.zone(zone)) as Limiter | undefined) ?? { intervalMs: normalIntervalMs, turnAt: 0 }
}

/** With another rate a turn that was still waited for is waited for anew, and so is the first one after a stop (SwapLimiter). */
function swapped(limiter: Limiter, intervalMs: number, now: Time): Limiter {
  if (limiter.intervalMs === intervalMs) return limiter
  const isWaiting = limiter.intervalMs === 0 || now < limiter.turnAt
  return { intervalMs, turnAt: isWaiting ? now + intervalMs : now }
}

/** How many nodes of a zone count, by whether they are Ready. */
interface Standing {
  ready: number
  notReady: number
}

/**
 * Counts the nodes of all zones, and from then on only those that differ between two lists. It says nothing that counting all of them would
 * not say: what it remembers is which list it has counted.
 */
export class StandingsTaker {
  private nodes: readonly Node[] = []
  private readonly standings = new Map<string, Standing>()

  /** The zones that have nodes that count. */
  standingsAt(view: View): ReadonlyMap<string, Standing> {
    const nodes = view.list('Node')
    for (const { before, after } of differences(this.nodes, nodes)) {
      if (before) this.add(before, -1)
      if (after) this.add(after, 1)
    }
    this.nodes = nodes
    return this.standings
  }

  private add(node: Node, sign: 1 | -1): void {
    if (node.metadata.labels?.[excludeLabel] !== undefined) return
    const zone = zoneOf(node)
    const standing = this.standings.get(zone) ?? { ready: 0, notReady: 0 }
    if (conditionOf(node, 'Ready')?.status === 'True') standing.ready += sign
    else standing.notReady += sign
    if (standing.ready + standing.notReady > 0) this.standings.set(zone, standing)
    else this.standings.delete(zone)
  }
}

/** How long two evictions of a zone are apart; 0 when it evicts nobody now (ReducedQPSFunc, ComputeZoneState). */
function intervalOf({ ready, notReady }: Standing = { ready: 0, notReady: 0 }): number {
  const count = ready + notReady
  const isPartial = ready > 0 && notReady > fewNodes && notReady / count >= unhealthyShare
  if (!isPartial) return normalIntervalMs
  return count > largeClusterNodes ? secondaryIntervalMs : 0
}

/** Notes when the last Ready node is lost, and when one returns, from when on every node gets a fresh grace; and how fast each zone may be. */
export function planCluster(view: View, taker: StandingsTaker, now: Time): Plan {
  const standings = taker.standingsAt(view)
  const all = [...standings.values()]
  const isDisrupted = all.length > 0 && all.every(({ ready }) => ready === 0)
  const actions: Action[] = []
  if (isDisrupted !== isFullyDisrupted(view)) {
    actions.push({ memo: memoKeys.relative(memoKeys.disrupted), value: isDisrupted ? true : undefined })
    if (!isDisrupted) actions.push({ memo: memoKeys.relative(memoKeys.recoveredAt), value: now })
  }
  for (const [zone, standing] of standings) {
    const known = knownLimiter(view, zone)
    const next = swapped(known, isDisrupted ? 0 : intervalOf(standing), now)
    if (next !== known) actions.push({ memo: memoKeys.relative(memoKeys.zone(zone)), value: next })
  }
  return { actions }
}
