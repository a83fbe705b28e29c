import type { CustomResourceDefinition } from '../kinds'
import type { View } from '../store'
import { customResourcesOf } from './custom'
import type { Discoverable } from './discovery'
import { type Resource, resources, tableNameOf } from './resources'
import { reviews } from './reviews'

/** What the API serves at one revision: its own kinds, and those that definitions add. */
export interface Catalog {
  readonly resources: readonly Resource[]
  /** Resources and reviews: what discovery tells of. */
  readonly discoverable: readonly Discoverable[]
  /** What is served under a path, `apps`, `v1`, `statefulsets`. */
  at(group: string, version: string, plural: string): Resource | undefined
  /** The rules for what lies in a table of the store; of several versions the preferred one. */
  ofTable(table: string): Resource | undefined
  isServedGroup(group: string): boolean
  /** Whether only definitions serve anything in this group. */
  isCustomGroup(group: string): boolean
}

/** A pure function of the definitions in a view; the same list of them gives the same catalog. */
export function catalogAt(view: View): Catalog {
  const definitions = view.list('CustomResourceDefinition')
  if (definitions.length === 0) return ownCatalog
  let catalog = catalogs.get(definitions)
  if (!catalog) {
    catalog = catalogOf([...resources, ...customResourcesOf(definitions)])
    catalogs.set(definitions, catalog)
  }
  return catalog
}

const catalogs = new WeakMap<readonly CustomResourceDefinition[], Catalog>()

function catalogOf(served: readonly Resource[]): Catalog {
  const byPath = new Map(served.map(resource => [pathKey(resource.group, resource.version, resource.plural), resource]))
  const byTable = new Map([...served].reverse().map(resource => [tableNameOf(resource), resource]))
  const discoverable: readonly Discoverable[] = [...served, ...reviews]
  const groups = new Set(discoverable.map(({ group }) => group))
  const ownGroups = new Set(discoverable.filter(({ isUnstructured }) => !isUnstructured).map(({ group }) => group))
  return {
    resources: served,
    discoverable,
    at: (group, version, plural) => byPath.get(pathKey(group, version, plural)),
    ofTable: table => byTable.get(table),
    isServedGroup: group => groups.has(group),
    isCustomGroup: group => groups.has(group) && !ownGroups.has(group),
  }
}

function pathKey(group: string, version: string, plural: string): string {
  return `${group}/${version}/${plural}`
}

/** What is served where nothing is defined. */
export const ownCatalog = catalogOf(resources)
