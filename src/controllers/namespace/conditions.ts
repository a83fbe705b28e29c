import { compareText } from '../../base'
import { type Condition, type Time, timestamp } from '../../kinds'

/** What a look at the contents found; each is absent or empty where all is well. */
export interface Findings {
  readonly errors?: readonly string[]
  /** How many objects remain, by `configmaps.` or `statefulsets.apps`. */
  readonly remaining?: ReadonlyMap<string, number>
  /** How many objects a finalizer holds. */
  readonly finalizers?: ReadonlyMap<string, number>
}

/** The five conditions with what they say when there is nothing to say (namespace_conditions.go okMessages, okReasons). */
const goodNews = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
] as const

/**
 * A terminating namespace's conditions after a look at its contents; undefined when they say so already. All five are always there
 * (namespace_conditions.go NamespaceConditionUpdater).
 */
export function namespaceConditions(
  present: readonly Condition[] = [],
  findings: Findings,
  now: Time,
): readonly Condition[] | undefined {
  const bad = badNews(findings)
  let hasChanged = false
  const ours = goodNews.map(([type, reason, message]): Condition => {
    const news = bad.get(type)
    const wanted: Condition = news ? { type, status: 'True', ...news } : { type, status: 'False', reason, message }
    const before = present.find(condition => condition.type === type)
    if (
      before &&
      before.status === wanted.status &&
      before.reason === wanted.reason &&
      before.message === wanted.message
    )
      return before
    hasChanged = true
    return { ...wanted, lastTransitionTime: timestamp(now) }
  })
  const others = present.filter(({ type }) => !goodNews.some(([known]) => known === type))
  return hasChanged ? [...others, ...ours] : undefined
}

function badNews({
  errors = [],
  remaining,
  finalizers,
}: Findings): ReadonlyMap<string, { reason: string; message: string }> {
  const news = new Map<string, { reason: string; message: string }>()
  if (errors.length > 0)
    news.set('NamespaceDeletionContentFailure', {
      reason: 'ContentDeletionFailed',
      message: `Failed to delete all resource types, ${errors.length} remaining: ${errors.join(', ')}`,
    })
  if (remaining?.size)
    news.set('NamespaceContentRemaining', {
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${listed(remaining, (word, count) => `${word} has ${count} resource instances`)}`,
    })
  if (finalizers?.size)
    news.set('NamespaceFinalizersRemaining', {
      reason: 'SomeFinalizersRemain',
      message: `Some content in the namespace has finalizers remaining: ${listed(finalizers, (word, count) => `${word} in ${count} resource instances`)}`,
    })
  return news
}

function listed(counts: ReadonlyMap<string, number>, say: (word: string, count: number) => string): string {
  return [...counts]
    .map(([word, count]) => say(word, count))
    .sort(compareText)
    .join(', ')
}
