import { compareText } from '../base'
import { failure, StatusError } from '../client'
import type { KubernetesObject } from '../kinds'
import type { View } from '../store'
import type { ApiContext } from './context'
import { type ContinueToken, decodeContinue, encodeContinue } from './continue-token'
import { badRequest } from './errors'
import type { ListOptions } from './list-options'
import { type Resource, tableNameOf } from './resources'
import { expired, revisionNumber, tooLargeRevision } from './revisions'

/** What stands beside the items of a list. */
export interface ListMetadata {
  readonly resourceVersion: string
  /** Where the next page begins; absent on the last one. */
  readonly continue?: string
  /** How many items the further pages have, where no selector makes that unknown. */
  readonly remainingItemCount?: number
}

/** The objects that a list request is about, complete as they are stored. */
export interface ObjectList {
  readonly metadata: ListMetadata
  readonly items: readonly KubernetesObject[]
}

/** The objects of a kind, in one namespace or all, that the options ask for, at the revision they ask for. */
export function listObjects(
  context: ApiContext,
  resource: Resource,
  namespace: string | undefined,
  options: ListOptions,
): ObjectList {
  const { filter, limit } = options
  const token = options.continueToken === '' ? undefined : decodeContinue(options.continueToken)
  if (token && !['', '0'].includes(options.resourceVersion))
    throw badRequest('specifying resource version is not allowed when using continue')
  const view = token ? viewOfPage(context, token) : viewOf(context, options)
  const all = view.list(tableNameOf(resource), namespace) as readonly KubernetesObject[]
  const rest = token ? all.slice(placeOf(all, token.start, namespace)) : all
  const items = filter ? rest.filter(filter) : rest
  const resourceVersion = String(view.revision)
  // The watch cache answers version 0, and it knows no pages.
  if (limit === 0 || items.length <= limit || options.resourceVersion === '0')
    return { metadata: { resourceVersion }, items }
  const page = items.slice(0, limit)
  const start = `${keyOf(page[limit - 1] as KubernetesObject, namespace)}\u0000`
  return {
    metadata: {
      resourceVersion,
      continue: encodeContinue({ revision: view.revision, start }),
      ...(!filter && { remainingItemCount: items.length - limit }),
    },
    items: page,
  }
}

/** Where a page begins that starts with a key: views list objects in the order of their keys. */
function placeOf(objects: readonly KubernetesObject[], start: string, namespace: string | undefined): number {
  let [from, to] = [0, objects.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if (compareText(keyOf(objects[middle] as KubernetesObject, namespace), start) < 0) from = middle + 1
    else to = middle
  }
  return from
}

/** A page shows the world as the first page did; 410 with a token for the rest as it is now, when that is no longer known. */
function viewOfPage({ store }: ApiContext, { revision, start }: ContinueToken): View {
  if (revision < 0 || revision > store.revision) return store.at()
  if (revision >= store.floor) return store.at(revision)
  throw new StatusError({
    ...failure('Expired', pageTooOld),
    metadata: { continue: encodeContinue({ revision: -1, start }) },
  })
}

const pageTooOld =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.'

/**
 * The world at the resourceVersion a list asks for. `Exact`, and any version together with a limit, mean that very revision; otherwise it is
 * the oldest that will do, and the newest is given.
 */
function viewOf({ store }: ApiContext, { resourceVersion, resourceVersionMatch: match, limit }: ListOptions): View {
  const revision = revisionNumber(resourceVersion, problem => badRequest(`invalid resource version: ${problem}`))
  const isExact = match === 'Exact' || (match === '' && limit > 0 && revision > 0)
  if (revision > store.revision) throw tooLargeRevision(revision, store.revision, !isExact)
  if (!isExact) return store.at()
  if (revision < store.floor) throw expired('The resourceVersion for the provided list is too old.')
  return store.at(revision)
}

/** The key that pages are cut at. */
function keyOf({ metadata }: KubernetesObject, namespace: string | undefined): string {
  return namespace === undefined && metadata.namespace ? `${metadata.namespace}/${metadata.name}` : metadata.name
}
