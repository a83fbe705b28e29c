import { isRecord } from '../../base'
import type { Session } from '../command'
import { exchange, type Run } from '../process'

/** One kind as the API serves it, and how to get at it (Go's RESTMapping, with what discovery says besides). */
export interface ResourceType {
  /** Empty for the core group. */
  readonly group: string
  readonly version: string
  /** Plural, as in paths. */
  readonly resource: string
  readonly singular: string
  readonly kind: string
  readonly isNamespaced: boolean
  readonly shortNames: readonly string[]
  readonly categories: readonly string[]
  readonly verbs: readonly string[]
  readonly subresources: readonly string[]
}

/** All kinds that the API serves, in its order of preference. */
export type Discovery = readonly ResourceType[]

const aggregated = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json'

/** Asks what the API serves, once a process. */
export function* discover(session: Session): Run<Discovery> {
  if (session.discovery) return session.discovery
  const types: ResourceType[] = []
  for (const path of ['/api', '/apis']) {
    const { body } = yield* exchange({ method: 'GET', path, accept: aggregated })
    if (isRecord(body) && Array.isArray(body.items)) types.push(...(body.items as GroupItem[]).flatMap(typesOf))
  }
  session.discovery = types
  return types
}

interface GroupItem {
  readonly metadata?: { readonly name?: string }
  readonly versions?: readonly { readonly version: string; readonly resources?: readonly ResourceItem[] }[]
}

interface ResourceItem {
  readonly resource: string
  readonly responseKind?: { readonly kind: string }
  readonly scope: 'Namespaced' | 'Cluster'
  readonly singularResource?: string
  readonly verbs?: readonly string[]
  readonly shortNames?: readonly string[]
  readonly categories?: readonly string[]
  readonly subresources?: readonly { readonly subresource: string }[]
}

function typesOf({ metadata, versions = [] }: GroupItem): ResourceType[] {
  const group = metadata?.name ?? ''
  return versions.flatMap(({ version, resources = [] }) =>
    resources.map(item => ({
      group,
      version,
      resource: item.resource,
      singular: item.singularResource ?? '',
      kind: item.responseKind?.kind ?? '',
      isNamespaced: item.scope === 'Namespaced',
      shortNames: item.shortNames ?? [],
      categories: item.categories ?? [],
      verbs: item.verbs ?? [],
      subresources: (item.subresources ?? []).map(({ subresource }) => subresource),
    })),
  )
}
