import { sha256 } from '../../base'
import { type Resource, resources } from '../resources'
import { verbsOf, viewsOf } from './verbs'

type Document = Readonly<Record<string, unknown>>

/** The order of groups in discovery, after their priorities in kube-aggregator; the lab's own comes last. */
const groupOrder = ['apps', 'storage.k8s.io', 'coordination.k8s.io', 'discovery.k8s.io', 'lab.sim']

/** Groups besides the core, in discovery's order. */
export function servedGroups(): readonly string[] {
  const groups = [...new Set(resources.map(({ group }) => group))].filter(group => group !== '')
  const place = (group: string) => (groupOrder.includes(group) ? groupOrder.indexOf(group) : groupOrder.length)
  return groups.sort((a, b) => place(a) - place(b))
}

/** Versions of a group that something is served in. */
export function versionsOf(group: string): readonly string[] {
  return [...new Set(resources.filter(resource => resource.group === group).map(({ version }) => version))]
}

/** The resources of a group and version, by name. */
export function resourcesOf(group: string, version: string): readonly Resource[] {
  const found = resources.filter(resource => resource.group === group && resource.version === version)
  return found.sort((a, b) => (a.plural < b.plural ? -1 : 1))
}

/** Discovery as it always was: a document for `api`, `api/v1`, `apis`, `apis/<group>` and `apis/<group>/<version>`; undefined for what is not served. */
export function discovery([root, ...words]: readonly string[]): Document | undefined {
  if (root === 'api') {
    const [version] = words
    if (version === undefined) return { kind: 'APIVersions', versions: versionsOf(''), serverAddressByClientCIDRs }
    return versionsOf('').includes(version) ? resourceList('', version) : undefined
  }
  const [group, version] = words
  if (group === undefined) return { kind: 'APIGroupList', apiVersion: 'v1', groups: servedGroups().map(groupDocument) }
  if (!servedGroups().includes(group)) return undefined
  if (version === undefined) return { kind: 'APIGroup', apiVersion: 'v1', ...groupDocument(group) }
  return versionsOf(group).includes(version) ? resourceList(group, version) : undefined
}

const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: '10.96.0.1:443' }]

function groupDocument(group: string): Document {
  const versions = versionsOf(group).map(version => ({ groupVersion: `${group}/${version}`, version }))
  return { name: group, versions, preferredVersion: versions[0] }
}

function resourceList(group: string, version: string): Document {
  const own = resourcesOf(group, version).flatMap(resource => [resourceEntry(resource), ...viewEntries(resource)])
  const list = group === '' ? [bindings, ...own] : own
  return {
    kind: 'APIResourceList',
    ...(group && { apiVersion: 'v1' }),
    groupVersion: group ? `${group}/${version}` : version,
    resources: list,
  }
}

const bindings = { name: 'bindings', singularName: 'binding', namespaced: true, kind: 'Binding', verbs: ['create'] }

function resourceEntry(resource: Resource): Document {
  const { plural, singular, namespaced, kind, shortNames, categories } = resource
  return {
    name: plural,
    singularName: singular,
    namespaced,
    kind,
    verbs: verbsOf(resource),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
    storageVersionHash: storageVersionHash(resource),
  }
}

/** Says which version is stored, without saying it (apiserver `pkg/endpoints/discovery/storageversionhash.go`). */
function storageVersionHash({ group, version, kind }: Resource): string {
  return btoa(String.fromCharCode(...sha256(`${group}/${version}/${kind}`).slice(0, 8)))
}

function viewEntries(resource: Resource): readonly Document[] {
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
