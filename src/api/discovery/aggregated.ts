import { clausesOf } from '../output'
import type { Resource } from '../resources'
import { resourcesOf, servedGroups, versionsOf } from './documents'
import { verbsOf, viewsOf } from './verbs'

type Document = Readonly<Record<string, unknown>>

/**
 * All of `/api` or `/apis` in one document, where the Accept header prefers that (apidiscovery.k8s.io/v2); undefined where it wants discovery
 * as it always was.
 */
export function aggregatedDiscovery(root: 'api' | 'apis', accept: string | undefined): Document | undefined {
  const wanted = clausesOf(accept ?? '').find(
    ({ type, parameters }) => type === 'application/json' && (!parameters.has('as') || isAggregated(parameters)),
  )
  if (!wanted || !isAggregated(wanted.parameters)) return undefined
  const items = root === 'api' ? [groupItem('')] : servedGroups().map(groupItem)
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items }
}

function isAggregated(parameters: ReadonlyMap<string, string>): boolean {
  return (
    parameters.get('as') === 'APIGroupDiscoveryList' &&
    parameters.get('g') === 'apidiscovery.k8s.io' &&
    parameters.get('v') === 'v2'
  )
}

function groupItem(group: string): Document {
  const versions = versionsOf(group).map(version => {
    const own = resourcesOf(group, version).map(resourceItem)
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

function resourceItem(resource: Resource): Document {
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
