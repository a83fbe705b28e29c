import { compareText, sha256 } from '../../base'
import { type Discoverable, verbsOf, viewsOf } from './verbs'
import { compareVersions } from './version-order'

type Document = Readonly<Record<string, unknown>>

/** The order of groups in discovery, after their priorities in kube-aggregator. */
const groupOrder = [
  'apps',
  'events.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'batch',
  'networking.k8s.io',
  'policy',
  'rbac.authorization.k8s.io',
  'storage.k8s.io',
  'apiextensions.k8s.io',
  'scheduling.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
]
/** The lab's own kinds come after what a definition has added. */
const lastGroup = 'lab.sim'

/** Groups besides the core, in discovery's order. */
export function servedGroups(served: readonly Discoverable[]): readonly string[] {
  const groups = [...new Set(served.map(({ group }) => group))].filter(group => group !== '')
  const known = (group: string) => (groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length)
  const place = (group: string) => (group === lastGroup ? groupOrder.length + 1 : known(group))
  return groups.sort((a, b) => place(a) - place(b) || compareText(a, b))
}

/** Versions of a group that something is served in, the preferred one first. */
export function versionsOf(served: readonly Discoverable[], group: string): readonly string[] {
  const versions = served.filter(resource => resource.group === group).map(({ version }) => version)
  return [...new Set(versions)].sort(compareVersions)
}

/** The resources of a group and version, by name. */
export function resourcesOf(served: readonly Discoverable[], group: string, version: string): readonly Discoverable[] {
  const found = served.filter(resource => resource.group === group && resource.version === version)
  return found.sort((a, b) => compareText(a.plural, b.plural))
}

/**
 * Discovery as it always was: a document for `api`, `api/v1`, `apis`, `apis/<group>` and `apis/<group>/<version>`; undefined for what is not
 * among the `served`.
 */
export function discovery([root, ...words]: readonly string[], served: readonly Discoverable[]): Document | undefined {
  if (root === 'api') {
    const [version] = words
    if (version === undefined)
      return { kind: 'APIVersions', versions: versionsOf(served, ''), serverAddressByClientCIDRs }
    return versionsOf(served, '').includes(version) ? resourceList(served, '', version) : undefined
  }
  const [group, version] = words
  const groups = servedGroups(served)
  if (group === undefined)
    return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(name => groupDocument(served, name)) }
  if (!groups.includes(group)) return undefined
  if (version === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(served, group) }
  return versionsOf(served, group).includes(version) ? resourceList(served, group, version) : undefined
}

const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: '10.96.0.1:443' }]

function groupDocument(served: readonly Discoverable[], group: string): Document {
  const versions = versionsOf(served, group).map(version => ({ groupVersion: `${group}/${version}`, version }))
  return { name: group, versions, preferredVersion: versions[0] }
}

function resourceList(served: readonly Discoverable[], group: string, version: string): Document {
  const own = resourcesOf(served, group, version).flatMap(resource => [
    resourceEntry(resource),
    ...viewEntries(resource),
  ])
  const list = group === '' ? [bindings, ...own] : own
  return {
    kind: 'APIResourceList',
    ...(group && { apiVersion: 'v1' }),
    groupVersion: group ? `${group}/${version}` : version,
    resources: list,
  }
}

const bindings = { name: 'bindings', singularName: 'binding', namespaced: true, kind: 'Binding', verbs: ['create'] }

function resourceEntry(resource: Discoverable): Document {
  const { plural, singular, namespaced, kind, shortNames, categories } = resource
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: verbsOf(resource),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    // What nobody can get is not stored.
    ...(verbsOf(resource).includes('get') && { storageVersionHash: storageVersionHash(resource) }),
  }
}

/** Says which version is stored, without saying it (apiserver `pkg/endpoints/discovery/storageversionhash.go`). */
function storageVersionHash(resource: Discoverable): string {
  const { group, version, storageVersion = version, kind } = resource.view?.of ?? resource
  return btoa(String.fromCharCode(...sha256(`${group}/${storageVersion}/${kind}`).slice(0, 8)))
}

function viewEntries(resource: Discoverable): readonly Document[] {
  const { plural, namespaced } = resource
  return viewsOf(resource).map(({ subresource, group, version, kind, verbs }) => ({
    name: `${plural}/${subresource}`,
    singularName: '',
    namespaced,
    ...(group && { group, version }),
    kind,
    verbs,
  }))
}
