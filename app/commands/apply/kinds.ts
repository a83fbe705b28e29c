/** Where the API server serves a kind. */
export interface ServedKind {
  readonly kind: string
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly isNamespaced: boolean
}

const table = [
  ['', 'v1', 'ConfigMap', 'configmaps', true],
  ['', 'v1', 'Endpoints', 'endpoints', true],
  ['', 'v1', 'Event', 'events', true],
  ['', 'v1', 'Namespace', 'namespaces', false],
  ['', 'v1', 'Node', 'nodes', false],
  ['', 'v1', 'PersistentVolume', 'persistentvolumes', false],
  ['', 'v1', 'PersistentVolumeClaim', 'persistentvolumeclaims', true],
  ['', 'v1', 'Pod', 'pods', true],
  ['', 'v1', 'Secret', 'secrets', true],
  ['', 'v1', 'Service', 'services', true],
  ['', 'v1', 'ServiceAccount', 'serviceaccounts', true],
  ['apiextensions.k8s.io', 'v1', 'CustomResourceDefinition', 'customresourcedefinitions', false],
  ['apps', 'v1', 'ControllerRevision', 'controllerrevisions', true],
  ['apps', 'v1', 'Deployment', 'deployments', true],
  ['apps', 'v1', 'ReplicaSet', 'replicasets', true],
  ['apps', 'v1', 'StatefulSet', 'statefulsets', true],
  ['coordination.k8s.io', 'v1', 'Lease', 'leases', true],
  ['discovery.k8s.io', 'v1', 'EndpointSlice', 'endpointslices', true],
  ['lab.sim', 'v1', 'Disk', 'disks', false],
  ['lab.sim', 'v1', 'Link', 'links', false],
  ['lab.sim', 'v1', 'Machine', 'machines', false],
  ['policy', 'v1', 'PodDisruptionBudget', 'poddisruptionbudgets', true],
  ['scheduling.k8s.io', 'v1', 'PriorityClass', 'priorityclasses', false],
  ['storage.k8s.io', 'v1', 'CSIDriver', 'csidrivers', false],
  ['storage.k8s.io', 'v1', 'CSINode', 'csinodes', false],
  ['storage.k8s.io', 'v1', 'StorageClass', 'storageclasses', false],
  ['storage.k8s.io', 'v1', 'VolumeAttachment', 'volumeattachments', false],
] as const

/** Every kind that a manifest can name. */
export const servedKinds: readonly ServedKind[] = table.map(([group, version, kind, plural, isNamespaced]) => ({
  group,
  version,
  kind,
  plural,
  isNamespaced,
}))

/** `apps/v1`, or `v1` for the core group. */
export function apiVersionOf({ group, version }: ServedKind): string {
  return group ? `${group}/${version}` : version
}

/** The kind that a manifest names; undefined when it is not served, or not under that version. */
export function servedKindOf(apiVersion: string, kind: string): ServedKind | undefined {
  return servedKinds.find(served => served.kind === kind && apiVersionOf(served) === apiVersion)
}

/** `statefulset.apps/kubia`, as kubectl names an object in its answers. */
export function objectLabel({ kind, group }: ServedKind, name: string): string {
  return `${kind.toLowerCase()}${group && `.${group}`}/${name}`
}
