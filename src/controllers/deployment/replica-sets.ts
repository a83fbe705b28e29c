import { altered, compareText, goJson } from '../../base'
import { matchesSelector } from '../../client'
import { controllerOf, type Deployment, type PodTemplateSpec, type ReplicaSet } from '../../kinds'
import type { View } from '../../store'
import { type Action, adoption, releasing } from '../runtime'
import { hashLabel } from './names'

/** The ReplicaSets of a deployment, oldest first, and what makes them its own. */
export interface ClaimedSets {
  readonly sets: readonly ReplicaSet[]
  readonly actions: readonly Action[]
}

/**
 * Sets that no longer match go free, those of nobody that match become the deployment's; one that is being deleted takes and gives nothing
 * (controller_ref_manager.go, ClaimReplicaSets).
 */
export function claimSets(view: View, deployment: Deployment): ClaimedSets {
  const { uid, namespace = '', deletionTimestamp } = deployment.metadata
  const isMatch = ({ metadata }: ReplicaSet) => matchesSelector(deployment.spec.selector, metadata.labels)
  const managed = view.lookup('ReplicaSet', 'owner', uid).filter(set => controllerOf(set)?.uid === uid)
  const own = managed.filter(isMatch)
  if (deletionTimestamp !== undefined) return { sets: oldestFirst(own), actions: [] }
  const strangers = managed.filter(set => !isMatch(set))
  const adopted = view
    .lookup('ReplicaSet', 'orphan', namespace)
    .filter(set => set.metadata.deletionTimestamp === undefined && isMatch(set))
  return {
    sets: oldestFirst([...own, ...adopted]),
    actions: [...strangers.map(set => releasing(deployment, set)), ...adopted.map(set => adoption(deployment, set))],
  }
}

/** By creation, then by name (ReplicaSetsByCreationTimestamp). */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  return (
    compareText(a.metadata.creationTimestamp, b.metadata.creationTimestamp) ||
    compareText(a.metadata.name, b.metadata.name)
  )
}

/** Oldest first. */
export function oldestFirst(sets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return [...sets].sort(byAge)
}

/** The oldest set with the deployment's template (FindNewReplicaSet). */
export function newestSet(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return sets.find(set => isSameTemplate(set.spec.template, deployment.spec.template))
}

/** Texts of templates are derived from immutable values and remembered by reference. */
const texts = new WeakMap<PodTemplateSpec, string>()

/** Equal but for the label with the hash (EqualIgnoreHash). */
export function isSameTemplate(a: PodTemplateSpec, b: PodTemplateSpec): boolean {
  return textOf(a) === textOf(b)
}

function textOf(template: PodTemplateSpec): string {
  let text = texts.get(template)
  if (text === undefined) {
    const { [hashLabel]: _, ...labels } = template.metadata?.labels ?? {}
    text = goJson(altered(template, { metadata: { ...template.metadata, labels } }))
    texts.set(template, text)
  }
  return text
}

/** How many pods the sets are meant to have. */
export function wantedBy(sets: readonly ReplicaSet[]): number {
  return sum(sets, set => set.spec.replicas)
}

/** A number of each set, added up. */
export function sum(sets: readonly ReplicaSet[], numberOf: (set: ReplicaSet) => number | undefined): number {
  let total = 0
  for (const set of sets) total += numberOf(set) ?? 0
  return total
}

/** Those that are meant to have pods (FilterActiveReplicaSets). */
export function activeAmong(sets: readonly ReplicaSet[]): readonly ReplicaSet[] {
  return sets.filter(set => set.spec.replicas > 0)
}
