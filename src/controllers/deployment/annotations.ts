import { lastAppliedAnnotation } from '../../client'
import type { Deployment, ReplicaSet } from '../../kinds'
import { maxSurge } from './fenceposts'
import { desiredAnnotation, historyAnnotation, mostAnnotation, revisionAnnotation } from './names'

type Annotations = Readonly<Record<string, string>>

/** Annotations of a deployment that say something about it alone (deployment_util.go, annotationsToSkip). */
const ownAnnotations: ReadonlySet<string> = new Set([
  lastAppliedAnnotation,
  revisionAnnotation,
  historyAnnotation,
  desiredAnnotation,
  mostAnnotation,
  'deprecated.deployment.rollback.to',
])
const historyMost = 2000

/** The revision number that an annotation says; 0 without one, undefined where it is no number (Revision). */
export function revisionOf(set: ReplicaSet): number | undefined {
  const text = set.metadata.annotations?.[revisionAnnotation]
  return text === undefined ? 0 : numberIn(text)
}

function numberIn(text: string): number | undefined {
  return /^[-+]?\d+$/.test(text) ? Number(text) : undefined
}

/** How large the deployment is, and may become: what its ReplicaSets remember to tell scaling from updating. */
export function sizeAnnotations(deployment: Deployment): Annotations {
  const { replicas } = deployment.spec
  return { [desiredAnnotation]: String(replicas), [mostAnnotation]: String(replicas + maxSurge(deployment)) }
}

/** The annotations of `wanted` that `known` has otherwise, or not. */
export function missingFrom(known: Annotations | undefined, wanted: Annotations): Annotations {
  return Object.fromEntries(Object.entries(wanted).filter(([key, value]) => known?.[key] !== value))
}

/**
 * What the newest ReplicaSet must be annotated with and is not: the deployment's annotations, and its revision, which is one more than that
 * of all others; a lower one goes into its history (SetNewReplicaSetAnnotations).
 */
export function annotationsForNewest(
  deployment: Deployment,
  known: Annotations | undefined,
  revision: number,
): Annotations {
  const copied = Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !ownAnnotations.has(key))
  const changes: Record<string, string> = { ...missingFrom(known, Object.fromEntries(copied)) }
  const text = known?.[revisionAnnotation]
  const before = text ? numberIn(text) : 0
  // A revision that somebody made unreadable is left alone, and so is everything else.
  if (before === undefined) return {}
  if (before >= revision) return changes
  changes[revisionAnnotation] = String(revision)
  if (text !== undefined) {
    const history = withEntry(known?.[historyAnnotation] ?? '', text)
    if (history !== undefined) changes[historyAnnotation] = history
  }
  return changes
}

/** A list of revisions with one more; the oldest go where it would become too long. Undefined when even that does not help. */
function withEntry(history: string, entry: string): string | undefined {
  if (history === '') return entry
  const entries = history.split(',')
  let length = history.length + entry.length + 1
  let start = 0
  while (length > historyMost && start < entries.length) length -= (entries[start++] as string).length + 1
  return length <= historyMost ? [...entries.slice(start), entry].join(',') : undefined
}
