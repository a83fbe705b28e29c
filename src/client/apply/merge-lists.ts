/** How `kubectl apply` joins two lists: by a key of their items, as a set of primitives, or (undefined) by replacing the list whole. */
export interface ListMerge {
  /** The field that tells items apart; absent for a set of primitives. */
  readonly key?: string
  /** The patch of an item names the fields to keep, so that switching from one volume source to another drops the first. */
  readonly retainsKeys?: boolean
}

/** Lists that kubectl merges, by the field they are in and the field or list above it (`patchMergeKey` in `k8s.io/api`). */
const merges: Readonly<Record<string, ListMerge>> = {
  'metadata.finalizers': {},
  'metadata.ownerReferences': { key: 'uid' },
  'spec.containers': { key: 'name' },
  'spec.initContainers': { key: 'name' },
  'spec.ephemeralContainers': { key: 'name' },
  'spec.volumes': { key: 'name', retainsKeys: true },
  'spec.imagePullSecrets': { key: 'name' },
  'spec.hostAliases': { key: 'ip' },
  'spec.topologySpreadConstraints': { key: 'topologyKey' },
  'spec.ports': { key: 'port' },
  'spec.podCIDRs': {},
  'container.ports': { key: 'containerPort' },
  'container.env': { key: 'name' },
  'container.volumeMounts': { key: 'mountPath' },
  'container.volumeDevices': { key: 'devicePath' },
}

const containerLists: ReadonlySet<string> = new Set(['containers', 'initContainers', 'ephemeralContainers'])

/** The rule for the list at a path of field names (list indices left out), `['spec', 'template', 'spec', 'containers']`. */
export function listMergeAt(path: readonly string[]): ListMerge | undefined {
  const field = path.at(-1) ?? ''
  const above = path.at(-2) ?? ''
  return merges[`${containerLists.has(above) ? 'container' : above}.${field}`]
}
