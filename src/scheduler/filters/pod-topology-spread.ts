import { deepEqual } from '../../base'
import type { Node, Pod, TopologySpreadConstraint } from '../../kinds'
import type { Change } from '../../store'
import { isCome, isGone, isRelabelled } from '../queue/changes'
import { type PodMatcher, selectorOf, spreadMatcher } from '../selectors'
import type { NodeInfo } from '../snapshot/snapshot'
import { hasOtherTolerations, untoleratedTaint } from '../taints'
import { wantsNode } from '../wanted-nodes'
import type { Attempt, Filter, NodeCheck, Refusal } from './types'

const name = 'PodTopologySpread'
const words = "node(s) didn't match pod topology spread constraints"
const tooUneven: Refusal = { plugin: name, reasons: [words], isResolvable: true }
const noLabel: Refusal = { plugin: name, reasons: [`${words} (missing required label)`], isResolvable: false }

/** A constraint that must hold, with what the cluster looks like to it. */
interface Requirement {
  readonly key: string
  readonly maxSkew: number
  /** 1 if the pod itself counts. */
  readonly self: number
  readonly counts: ReadonlyMap<string, number>
  readonly least: number
}

/** DoNotSchedule constraints: no domain may hold more than `maxSkew` pods above the emptiest (podtopologyspread/filtering.go). */
export const podTopologySpread: Filter = {
  name,
  prepare(attempt): NodeCheck | undefined {
    const constraints = hardConstraints(attempt.pod)
    if (constraints.length === 0) return undefined
    const keys = constraints.map(({ topologyKey }) => topologyKey)
    const requirements = constraints.map(constraint => requirementOf(constraint, keys, attempt))
    return ({ node }) => {
      for (const { key, maxSkew, self, counts, least } of requirements) {
        const value = node.metadata.labels?.[key]
        if (value === undefined) return noLabel
        if ((counts.get(value) ?? 0) + self - least > maxSkew) return tooUneven
      }
      return undefined
    }
  },
  helps(change, pod) {
    if (change.kind === 'Pod') return podHelps(change, pod)
    return change.kind === 'Node' && nodeHelps(change, pod)
  },
  helpsItself(before, after) {
    const constraints = hardConstraints(after)
    if (hasOtherTolerations(before, after) && constraints.some(({ nodeTaintsPolicy }) => nodeTaintsPolicy === 'Honor'))
      return true
    return matchersOf(after).some(({ matches }) => matches(living(before)) !== matches(living(after)))
  },
}

function hardConstraints({ spec }: Pod): readonly TopologySpreadConstraint[] {
  return spec.topologySpreadConstraints?.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule') ?? []
}

function requirementOf(constraint: TopologySpreadConstraint, keys: readonly string[], attempt: Attempt): Requirement {
  const { pod, snapshot } = attempt
  const { topologyKey: key, maxSkew, minDomains = 1 } = constraint
  const { question, matches } = spreadMatcher(selectorOf(constraint), pod.metadata.namespace ?? '')
  const counts = new Map<string, number>()
  for (const info of snapshot.nodes) {
    if (!hasAll(info, keys) || !isIncluded(constraint, pod, info.node)) continue
    const value = info.node.metadata.labels?.[key] as string
    counts.set(value, (counts.get(value) ?? 0) + info.usage.count(question, matches))
  }
  // With no eligible domain the minimum is upstream's "infinite": every node that has the label fits.
  const least = counts.size < minDomains ? 0 : Math.min(...counts.values())
  return { key, maxSkew, self: matches(pod) ? 1 : 0, counts, least }
}

/** The node has all these labels. */
export function hasAll({ node }: NodeInfo, keys: readonly string[]): boolean {
  return keys.every(key => node.metadata.labels?.[key] !== undefined)
}

/** Whether the node's domain counts (common.go: matchNodeInclusionPolicies). */
export function isIncluded(constraint: Partial<TopologySpreadConstraint>, pod: Pod, node: Node): boolean {
  if (constraint.nodeAffinityPolicy !== 'Ignore' && !wantsNode(pod, node)) return false
  return constraint.nodeTaintsPolicy !== 'Honor' || !untoleratedTaint(node.spec.taints, pod.spec.tolerations)
}

function matchersOf(pod: Pod): readonly PodMatcher[] {
  const { namespace = '' } = pod.metadata
  return hardConstraints(pod).map(constraint => spreadMatcher(selectorOf(constraint), namespace))
}

function podHelps(change: Change, pod: Pod): boolean {
  const matchers = matchersOf(pod)
  const counts = (other: Pod) => matchers.some(({ matches }) => matches(living(other)))
  if (isCome(change)) return counts(change.after as Pod)
  if (isGone(change)) return counts(change.before as Pod)
  if (!isRelabelled(change)) return false
  const { before, after } = change
  return matchers.some(({ matches }) => matches(living(before as Pod)) !== matches(living(after as Pod)))
}

/** For hints only labels count; that a pod terminates does not hide it. */
function living(pod: Pod): Pod {
  if (pod.metadata.deletionTimestamp === undefined) return pod
  const { deletionTimestamp: _, ...metadata } = pod.metadata
  return { ...pod, metadata }
}

/** podtopologyspread/plugin.go: isSchedulableAfterNodeChange. */
function nodeHelps(change: Change, pod: Pod): boolean {
  const keys = hardConstraints(pod).map(({ topologyKey }) => topologyKey)
  const before = change.before as Node | undefined
  const after = change.after as Node | undefined
  const isMember = (node: Node | undefined) =>
    node !== undefined && keys.every(key => node.metadata.labels?.[key] !== undefined)
  if (!before || !after) return isMember(before ?? after)
  if (isMember(before) !== isMember(after)) return true
  if (!isMember(after)) return false
  const hasMoved = keys.some(key => before.metadata.labels?.[key] !== after.metadata.labels?.[key])
  return hasMoved || !deepEqual(before.spec.taints, after.spec.taints)
}
