import { conditionOf, type Node, type Time } from '../../kinds'
import { second } from '../../sim'
import type { View } from '../../store'
import { nothing, type Plan } from '../runtime'
import { memoKeys } from './names'

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

/** [NL-8] How long two evictions of a zone are apart; undefined when the zone evicts nobody now (ReducedQPSFunc, ComputeZoneState). */
export function evictionIntervalMs(view: View, zone: string): number | undefined {
  let ready = 0
  let notReady = 0
  for (const node of view.list('Node')) {
    if (zoneOf(node) !== zone || node.metadata.labels?.[excludeLabel] !== undefined) continue
    if (conditionOf(node, 'Ready')?.status === 'True') ready++
    else notReady++
  }
  const isPartial = ready > 0 && notReady > fewNodes && notReady / (ready + notReady) >= unhealthyShare
  if (!isPartial) return normalIntervalMs
  return ready + notReady > largeClusterNodes ? secondaryIntervalMs : undefined
}

/** Notes when the last Ready node is lost, and when one returns; from then on every node gets a fresh grace. */
export function planCluster(view: View, now: Time): Plan {
  const nodes = view.list('Node').filter(({ metadata }) => metadata.labels?.[excludeLabel] === undefined)
  const isDisrupted =
    nodes.length > 0 &&
    nodes.every(node => conditionOf(node, 'Ready') !== undefined && conditionOf(node, 'Ready')?.status !== 'True')
  if (isDisrupted === isFullyDisrupted(view)) return nothing
  const note = { memo: memoKeys.relative(memoKeys.disrupted), value: isDisrupted ? true : undefined }
  if (isDisrupted) return { actions: [note] }
  return { actions: [note, { memo: memoKeys.relative(memoKeys.recoveredAt), value: now }] }
}
