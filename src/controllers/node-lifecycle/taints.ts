import { conditionOf, type Node, type Taint, type Time, timestamp } from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import { isFullyDisrupted, limiterAt, type StandingsTaker, zoneOf } from './disruption'
import { memoKeys, notReadyTaint, unreachableTaint } from './names'

/** Which condition in which state forbids new pods, and by which taint (nodeConditionToTaintKeyStatusMap). */
const conditionTaints: readonly (readonly [type: string, status: string, key: string])[] = [
  ['Ready', 'False', notReadyTaint],
  ['Ready', 'Unknown', unreachableTaint],
  ['MemoryPressure', 'True', 'node.kubernetes.io/memory-pressure'],
  ['DiskPressure', 'True', 'node.kubernetes.io/disk-pressure'],
  ['NetworkUnavailable', 'True', 'node.kubernetes.io/network-unavailable'],
  ['PIDPressure', 'True', 'node.kubernetes.io/pid-pressure'],
]
const unschedulableTaint = 'node.kubernetes.io/unschedulable'
const noScheduleKeys = new Set([...conditionTaints.map(([, , key]) => key), unschedulableTaint])

/** [NL-5] [NL-6] Brings the taints that follow from conditions up to date: NoSchedule at once, NoExecute at the zone's rate. */
export function planTaints(view: View, node: Node, standings: StandingsTaker, now: Time): Plan {
  const taints = node.spec.taints ?? []
  const scheduling = withNoSchedule(node, taints, now)
  if (scheduling) return { actions: [writeTaints(node, scheduling)] }
  return planNoExecute(view, node, taints, standings, now)
}

/** The taints with those of NoSchedule as the conditions want them; undefined when they are so already. */
function withNoSchedule(node: Node, taints: readonly Taint[], now: Time): readonly Taint[] | undefined {
  const wanted = new Set<string>()
  for (const { type, status } of node.status.conditions ?? [])
    for (const [known, bad, key] of conditionTaints) if (known === type && bad === status) wanted.add(key)
  if (node.spec.unschedulable) wanted.add(unschedulableTaint)
  const isOurs = (taint: Taint) => taint.effect === 'NoSchedule' && noScheduleKeys.has(taint.key)
  const present = new Set(taints.filter(isOurs).map(({ key }) => key))
  const missing = [...wanted].filter(key => !present.has(key))
  if (missing.length === 0 && present.size === wanted.size) return undefined
  const added = missing.map(key => ({ key, effect: 'NoSchedule' as const, timeAdded: timestamp(now) }))
  return [...taints.filter(taint => !isOurs(taint) || wanted.has(taint.key)), ...added]
}

const evictionKeys = [notReadyTaint, unreachableTaint]

function planNoExecute(view: View, node: Node, taints: readonly Taint[], standings: StandingsTaker, now: Time): Plan {
  const status = conditionOf(node, 'Ready')?.status
  const isOurs = (taint: Taint) => taint.effect === 'NoExecute' && evictionKeys.includes(taint.key)
  const present = taints.filter(isOurs)
  const others = taints.filter(taint => !isOurs(taint))
  const mustClear = status === 'True' || isFullyDisrupted(view)
  if (mustClear) return present.length > 0 ? { actions: [writeTaints(node, others)] } : nothing
  if (status === undefined) return nothing
  const key = status === 'False' ? notReadyTaint : unreachableTaint
  if (present.some(taint => taint.key === key)) return nothing
  const added: Taint = { key, effect: 'NoExecute', timeAdded: timestamp(now) }
  const write = writeTaints(node, [...others, added])
  // [NL-7] From one of the two to the other at once; a first one waits for the zone's turn.
  return present.length > 0 ? { actions: [write] } : atZonesTurn(view, node, write, standings, now)
}

function atZonesTurn(view: View, node: Node, write: Action, standings: StandingsTaker, now: Time): Plan {
  const zone = zoneOf(node)
  const { intervalMs, turnAt } = limiterAt(view, zone, standings, now)
  if (intervalMs === 0) return nothing
  if (now < turnAt) return { actions: [], wakeAt: turnAt }
  const taken = { intervalMs, turnAt: now + intervalMs }
  return { actions: [{ memo: memoKeys.relative(memoKeys.zone(zone)), value: taken }, write] }
}

function writeTaints(node: Node, taints: readonly Taint[]): Action {
  const { name, resourceVersion } = node.metadata
  const body = { metadata: { resourceVersion }, spec: { taints: taints.length > 0 ? taints : null } }
  return { write: { verb: 'patch', kind: 'Node', name, patchType: 'merge', body }, tolerate: ['NotFound'] }
}
