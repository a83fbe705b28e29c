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
  const known = spreadMatchers.get(selector)
  if (known?.namespace === namespace) return known.matcher
  const matcher = newSpreadMatcher(selector, namespace)
  spreadMatchers.set(selector, { namespace, matcher })
  return matcher
}

/** All pods of a set have the same selector. */
const spreadMatchers = new WeakMap<LabelSelector, { readonly namespace: string; readonly matcher: PodMatcher }>()

function newSpreadMatcher(selector: LabelSelector, namespace: string): PodMatcher {
  const isEmpty = !selector.matchExpressions?.length && Object.keys(selector.matchLabels ?? {}).length === 0
  return {
    question: `spread ${namespace} ${JSON.stringify(selector)}`,
    matches: ({ metadata }) =>
      !isEmpty &&
      metadata.deletionTimestamp === undefined &&
      metadata.namespace === namespace &&
      matchesSelector(selector, metadata.labels),
  }
}

/** Matches no pod that is counted. */
const nobody: LabelSelector = {}

/** What a constraint counts. The API has merged its `matchLabelKeys` into the selector when it made the pod. */
export function selectorOf({ labelSelector = nobody }: TopologySpreadConstraint): LabelSelector {
  return labelSelector
}

/**
 * What the services that select a pod and the set that owns it select together; undefined where there are none
 * (plugins/helper/spread.go: DefaultSelector).
 */
export function defaultSelectorAt(view: View, pod: Pod): LabelSelector | undefined {
  const { namespace, labels } = pod.metadata
  const services: Readonly<Record<string, string>>[] = []
  for (const { spec } of view.list('Service', namespace))
    if (spec.selector && Object.keys(spec.selector).length > 0 && matchesLabels(spec.selector, labels))
      services.push(spec.selector)
  const owner = controllerOf(pod)
  const owned =
    owner && (owner.kind === 'StatefulSet' || owner.kind === 'ReplicaSet')
      ? ownerSelector(view, owner, namespace)
      : undefined
  const [first] = services
  return first ? mergedSelector(first, services, owned) : owned
}

interface Merged {
  readonly parts: readonly unknown[]
  readonly selector: LabelSelector
}

/** By the first service's selector: pods of a set have the same services and so get the same object. */
const mergedKnown = new WeakMap<object, Merged>()

function mergedSelector(
  first: object,
  services: readonly Readonly<Record<string, string>>[],
  owned: LabelSelector | undefined,
): LabelSelector {
  const parts = [...services, owned]
  const known = mergedKnown.get(first)
  if (known && known.parts.length === parts.length && parts.every((part, i) => part === known.parts[i]))
    return known.selector
  const matchLabels = Object.assign({}, ...services, owned?.matchLabels) as Readonly<Record<string, string>>
  const selector = { ...owned, matchLabels }
  mergedKnown.set(first, { parts, selector })
  return selector
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
