import { deepEqual } from '../../base'
import type { Node, Pod } from '../../kinds'
import type { Change, View } from '../../store'
import { isCome, isGone, isRelabelled } from '../queue/changes'
import { farTerms, nearTerms, termMatcher, termMatches } from '../selectors'
import type { NodeInfo } from '../snapshot/snapshot'
import type { Attempt, Filter, NodeCheck, Refusal } from './types'

const name = 'InterPodAffinity'
const noPartner: Refusal = { plugin: name, reasons: ["node(s) didn't match pod affinity rules"], isResolvable: false }
const kept: Refusal = { plugin: name, reasons: ["node(s) didn't match pod anti-affinity rules"], isResolvable: true }
const keptByOthers: Refusal = {
  plugin: name,
  reasons: ["node(s) didn't satisfy existing pods anti-affinity rules"],
  isResolvable: true,
}

/** Required rules about which pods to be near and which to keep away from, both ways (interpodaffinity/filtering.go). */
export const interPodAffinity: Filter = {
  name,
  prepare(attempt): NodeCheck | undefined {
    const near = nearCheck(attempt)
    const far = farCheck(attempt)
    const others = othersCheck(attempt)
    if (!near && !far && !others) return undefined
    return ({ node }) => {
      if (near && !near(node)) return noPartner
      if (far && !far(node)) return kept
      return others && !others(node) ? keptByOthers : undefined
    }
  },
  helps(change, pod, view) {
    if (change.kind === 'Pod') return podHelps(change, pod, view)
    return change.kind === 'Node' && change.after !== undefined && nodeHelps(change, pod)
  },
  helpsItself: (before, after) => !deepEqual(before.metadata.labels, after.metadata.labels),
}

type Allows = (node: Node) => boolean

/** Domains (`key=value`) in which a pod must be that satisfies all rules at once; the first of a group needs no partner. */
function nearCheck({ pod, snapshot }: Attempt): Allows | undefined {
  const terms = nearTerms(pod)
  if (terms.length === 0) return undefined
  const matchers = terms.map(term => termMatcher(term, pod, snapshot.view))
  const question = matchers.map(matcher => matcher.question).join(' and ')
  const isPartner = (other: Pod) => matchers.every(({ matches }) => matches(other))
  const keys = terms.map(({ topologyKey }) => topologyKey)
  const domains = new Set<string>()
  for (const info of snapshot.nodes) if (info.usage.count(question, isPartner) > 0) addDomains(domains, info, keys)
  const isFirst = domains.size === 0 && isPartner(pod)
  return ({ metadata: { labels } }) =>
    keys.every(key => labels?.[key] !== undefined && (isFirst || domains.has(`${key}=${labels[key]}`)))
}

/** Domains in which a pod is that this one wants to be away from. */
function farCheck({ pod, snapshot }: Attempt): Allows | undefined {
  const terms = farTerms(pod)
  if (terms.length === 0) return undefined
  const domains = new Set<string>()
  for (const term of terms) {
    const { question, matches } = termMatcher(term, pod, snapshot.view)
    for (const info of snapshot.nodes)
      if (info.usage.count(question, matches) > 0) addDomains(domains, info, [term.topologyKey])
  }
  const keys = terms.map(({ topologyKey }) => topologyKey)
  return node => !isInside(node, keys, domains)
}

/** Domains in which a pod is that wants to be away from this one. */
function othersCheck({ pod, snapshot }: Attempt): Allows | undefined {
  let domains: Set<string> | undefined
  const keys = new Set<string>()
  for (const info of snapshot.withAffinity)
    for (const other of info.usage.withAntiAffinity)
      for (const term of farTerms(other))
        if (termMatches(term, other, pod, snapshot.view)) {
          domains ??= new Set()
          keys.add(term.topologyKey)
          addDomains(domains, info, [term.topologyKey])
        }
  if (!domains) return undefined
  const found = domains
  return node => !isInside(node, [...keys], found)
}

function addDomains(domains: Set<string>, { node }: NodeInfo, keys: readonly string[]): void {
  for (const key of keys) {
    const value = node.metadata.labels?.[key]
    if (value !== undefined) domains.add(`${key}=${value}`)
  }
}

function isInside({ metadata: { labels } }: Node, keys: readonly string[], domains: ReadonlySet<string>): boolean {
  return keys.some(key => labels?.[key] !== undefined && domains.has(`${key}=${labels[key]}`))
}

/** interpodaffinity/plugin.go: isSchedulableAfterAssignedPodChange. */
function podHelps(change: Change, pod: Pod, view: View): boolean {
  const before = change.before as Pod | undefined
  const after = change.after as Pod | undefined
  const near = nearTerms(pod)
  const isPartner = (other: Pod) => near.length > 0 && near.every(term => termMatches(term, pod, other, view))
  const isHated = (other: Pod) => farTerms(pod).some(term => termMatches(term, pod, other, view))
  if (isCome(change) && after) return isPartner(after)
  if (isGone(change) && before)
    return isHated(before) || farTerms(before).some(term => termMatches(term, before, pod, view))
  if (!isRelabelled(change) || !before || !after) return false
  return (!isPartner(before) && isPartner(after)) || (isHated(before) && !isHated(after))
}

/** A node that is new, or that has moved to another domain of one of the pod's rules (isSchedulableAfterNodeChange). */
function nodeHelps({ before, after }: Change, pod: Pod): boolean {
  const old = before?.metadata.labels
  const now = after?.metadata.labels
  if (!before)
    return farTerms(pod).length > 0 || nearTerms(pod).some(({ topologyKey }) => now?.[topologyKey] !== undefined)
  return (
    nearTerms(pod).some(({ topologyKey: key }) => now?.[key] !== undefined && now[key] !== old?.[key]) ||
    farTerms(pod).some(({ topologyKey: key }) => old?.[key] !== undefined && now?.[key] !== old[key])
  )
}
