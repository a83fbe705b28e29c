import { matchesLabels, matchesSelector } from '../client'
import {
  controllerOf,
  type LabelSelector,
  type Pod,
  type PodAffinityTerm,
  type TopologySpreadConstraint,
} from '../kinds'
import type { View } from '../store'

/** A question about pods, with a text that says all it depends on: what counts are remembered under. */
export interface PodMatcher {
  readonly question: string
  matches(pod: Pod): boolean
}

/** Pods of the namespace that a selector matches and that are not on their way out. An empty selector counts none (#87621). */
export function spreadMatcher(selector: LabelSelector, namespace: string): PodMatcher {
  const isEmpty = !selector.matchExpressions?.length && Object.keys(selector.matchLabels ?? {}).length === 0
  return {
    question: `spread ${namespace} ${textOf(selector)}`,
    matches: ({ metadata }) =>
      !isEmpty &&
      metadata.deletionTimestamp === undefined &&
      metadata.namespace === namespace &&
      matchesSelector(selector, metadata.labels),
  }
}

const texts = new WeakMap<LabelSelector, string>()

/** The selector written out; remembered, since all pods of a set have the same. */
function textOf(selector: LabelSelector): string {
  let text = texts.get(selector)
  if (text === undefined) {
    text = JSON.stringify(selector)
    texts.set(selector, text)
  }
  return text
}

/** The constraint's selector, with the pod's own values of `matchLabelKeys`. */
export function selectorOf({ labelSelector, matchLabelKeys }: TopologySpreadConstraint, pod: Pod): LabelSelector {
  const own: Record<string, string> = {}
  for (const key of matchLabelKeys ?? []) {
    const value = pod.metadata.labels?.[key]
    if (value !== undefined) own[key] = value
  }
  if (Object.keys(own).length === 0) return labelSelector ?? {}
  return { ...labelSelector, matchLabels: { ...labelSelector?.matchLabels, ...own } }
}

/**
 * What the services that select a pod and the set that owns it select together; undefined where there are none
 * (plugins/helper/spread.go: DefaultSelector).
 */
export function defaultSelectorAt(view: View, pod: Pod): LabelSelector | undefined {
  const { namespace, labels } = pod.metadata
  let matchLabels: Record<string, string> | undefined
  for (const { spec } of view.list('Service', namespace))
    if (spec.selector && Object.keys(spec.selector).length > 0 && matchesLabels(spec.selector, labels))
      matchLabels = { ...matchLabels, ...spec.selector }
  const owner = controllerOf(pod)
  const owned =
    owner && (owner.kind === 'StatefulSet' || owner.kind === 'ReplicaSet')
      ? ownerSelector(view, owner, namespace)
      : undefined
  if (!owned) return matchLabels && { matchLabels }
  if (!matchLabels) return owned
  return { ...owned, matchLabels: { ...matchLabels, ...owned.matchLabels } }
}

function ownerSelector(
  view: View,
  owner: { kind: string; name: string },
  namespace?: string,
): LabelSelector | undefined {
  const set = view.get(owner.kind as 'StatefulSet', owner.name, namespace)
  return set?.spec.selector
}

/** Pods that a rule about other pods speaks of; `owner` is the pod whose rule it is. */
export function termMatcher(term: PodAffinityTerm, owner: Pod, view: View): PodMatcher {
  const namespaces = namespacesOf(term, owner, view)
  return {
    question: `term ${namespaces?.join(',') ?? '*'} ${JSON.stringify(term.labelSelector)}`,
    matches: pod => isMeant(term, namespaces, pod),
  }
}

/** Whether the rule of `owner` speaks of `pod`. */
export function termMatches(term: PodAffinityTerm, owner: Pod, pod: Pod, view: View): boolean {
  return isMeant(term, namespacesOf(term, owner, view), pod)
}

function isMeant(
  { labelSelector }: PodAffinityTerm,
  namespaces: readonly string[] | undefined,
  { metadata }: Pod,
): boolean {
  return (
    (!namespaces || namespaces.includes(metadata.namespace ?? '')) && matchesSelector(labelSelector, metadata.labels)
  )
}

/** Undefined means all: an empty namespace selector. */
function namespacesOf(term: PodAffinityTerm, owner: Pod, view: View): readonly string[] | undefined {
  const { namespaces, namespaceSelector } = term
  if (!namespaceSelector) return namespaces?.length ? namespaces : [owner.metadata.namespace ?? '']
  if (!namespaceSelector.matchExpressions?.length && Object.keys(namespaceSelector.matchLabels ?? {}).length === 0)
    return undefined
  const selected = view
    .list('Namespace')
    .filter(({ metadata }) => matchesSelector(namespaceSelector, metadata.labels))
    .map(({ metadata }) => metadata.name)
  return [...(namespaces ?? []), ...selected]
}

const noTerms: readonly PodAffinityTerm[] = []

/** Rules about pods to be near. */
export function nearTerms({ spec }: Pod): readonly PodAffinityTerm[] {
  return spec.affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? noTerms
}

/** Rules about pods to keep away from. */
export function farTerms({ spec }: Pod): readonly PodAffinityTerm[] {
  return spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? noTerms
}
