import { clausesOf } from '../output'
import { resourcesOf, servedGroups, versionsOf } from './documents'
import { type Discoverable, verbsOf, viewsOf } from './verbs'

type Document = Readonly<Record<string, unknown>>

/**
 * All of `/api` or `/apis` in one document, where the Accept header prefers that (apidiscovery.k8s.io/v2); undefined where it wants discovery
 * as it always was.
 */
export function aggregatedDiscovery(
  root: 'api' | 'apis',
  accept: string | undefined,
  served: readonly Discoverable[],
): Document | undefined {
  const wanted = clausesOf(accept ?? '').find(
    ({ type, parameters }) => type === 'application/json' && (!parameters.has('as') || isAggregated(parameters)),
  )
  if (!wanted || !isAggregated(wanted.parameters)) return undefined
  const groups = root === 'api' ? [''] : servedGroups(served)
  const items = groups.map(group => groupItem(served, group))
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items }
}

function isAggregated(parameters: ReadonlyMap<string, string>): boolean {
  return (
    parameters.get('as') === 'APIGroupDiscoveryList' &&
    parameters.get('g') === 'apidiscovery.k8s.io' &&
    parameters.get('v') === 'v2'
  )
}

function groupItem(served: readonly Discoverable[], group: string): Document {
  const versions = versionsOf(served, group).map(version => {
    const own = resourcesOf(served, group, version).map(resourceItem)
    return { version, resources: group === '' ? [bindings, ...own] : own, freshness: 'Current' }
  })
  return { metadata: group === '' ? {} : { name: group }, versions }
}

const bindings = {
  resource: 'bindings',
  responseKind: { group: '', version: '', kind: 'Binding' },
  scope: 'Namespaced',
  singularResource: 'binding',
  verbs: ['create'],
}

function resourceItem(resource: Discoverable): Document {
  const { plural, singular, namespaced, kind, shortNames, categories } = resource
  const views = viewsOf(resource)
  return {
    resource: plural,
    responseKind: { group: '', version: '', kind },
    scope: namespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(resource),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    ...(views.length > 0 && {
      subresources: views.map(({ subresource, verbs, ...responseKind }) => ({ subresource, responseKind, verbs })),
    }),
  }
}
