import type { ResourceType } from './discovery'

/** `apps/v1`, or `v1` in the core group. */
export function groupVersionOf({ group, version }: Pick<ResourceType, 'group' | 'version'>): string {
  return group === '' ? version : `${group}/${version}`
}

/** `statefulsets.apps`, or `pods` in the core group. */
export function groupResourceOf({ group, resource }: Pick<ResourceType, 'group' | 'resource'>): string {
  return group === '' ? resource : `${resource}.${group}`
}

/** `StatefulSet.apps`, or `Pod` in the core group. */
export function groupKindOf({ group, kind }: Pick<ResourceType, 'group' | 'kind'>): string {
  return group === '' ? kind : `${kind}.${group}`
}

/** The word before the slash in what kubectl prints: `statefulset.apps`, `pod`. */
export function printedKindOf(type: Pick<ResourceType, 'group' | 'kind'>): string {
  return groupKindOf({ ...type, kind: type.kind.toLowerCase() })
}

/** Group and version of an `apiVersion`. */
export function parseGroupVersion(apiVersion: string): { readonly group: string; readonly version: string } {
  const slash = apiVersion.indexOf('/')
  if (slash < 0) return { group: '', version: apiVersion }
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) }
}

/** The path of a collection, or of one object in it, or of a view of that. */
export function pathOf(
  type: Pick<ResourceType, 'group' | 'version' | 'resource' | 'isNamespaced'>,
  namespace: string,
  name?: string,
  subresource?: string,
): string {
  const root = type.group === '' ? `/api/${type.version}` : `/apis/${type.group}/${type.version}`
  const within = type.isNamespaced && namespace !== '' ? `/namespaces/${namespace}` : ''
  const words = [root + within, type.resource, name, subresource].filter(word => word !== undefined && word !== '')
  return words.join('/')
}
