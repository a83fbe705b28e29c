import { methodsOf } from '../path'
import type { Resource, Subresource } from '../resources'

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch']

/** What discovery tells of: resources, and reviews, of which nothing is stored. */
export type Discoverable = Pick<
  Resource,
  | 'kind'
  | 'schema'
  | 'answersWithDeleted'
  | 'openAPIV3Schema'
  | 'group'
  | 'version'
  | 'plural'
  | 'singular'
  | 'namespaced'
  | 'shortNames'
  | 'categories'
  | 'withoutVerbs'
  | 'verbs'
  | 'storageVersion'
  | 'isUnstructured'
  | 'subresources'
  | 'view'
>

/** What may be done with a resource, in discovery's order. */
export function verbsOf({ withoutVerbs = [], verbs = allVerbs }: Discoverable): readonly string[] {
  return verbs.filter(verb => !withoutVerbs.includes(verb))
}

/** A subresource as discovery tells of it. */
export interface SubresourceView {
  readonly subresource: Subresource
  /** Of the kind that it takes and gives, where that is not the group of the resource; '' otherwise. */
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly verbs: readonly string[]
}

const verbOfMethod = { POST: 'create', DELETE: 'delete', GET: 'get', PATCH: 'patch', PUT: 'update' } as const

/** The subresources of a resource, by name; those of custom resources as upstream lists them. */
export function viewsOf(resource: Discoverable): readonly SubresourceView[] {
  const { subresources, isUnstructured } = resource
  return (isUnstructured ? subresources : [...subresources].sort()).map(subresource => ({
    subresource,
    ...kindOf(resource.kind, subresource),
    verbs: methodsOf(subresource).map(method => verbOfMethod[method]),
  }))
}

/** Which kind a subresource is about. */
function kindOf(kind: string, subresource: Subresource): Pick<SubresourceView, 'group' | 'version' | 'kind'> {
  const own = (name: string) => ({ group: '', version: '', kind: name })
  switch (subresource) {
    case 'scale':
      return { group: 'autoscaling', version: 'v1', kind: 'Scale' }
    case 'eviction':
      return { group: 'policy', version: 'v1', kind: 'Eviction' }
    case 'binding':
      return own('Binding')
    case 'exec':
      return own('PodExecOptions')
    case 'attach':
      return own('PodAttachOptions')
    case 'token':
      return { group: 'authentication.k8s.io', version: 'v1', kind: 'TokenRequest' }
    case 'portforward':
      return own('PodPortForwardOptions')
    case 'proxy':
      return own(`${kind}ProxyOptions`)
    default:
      return own(kind)
  }
}
