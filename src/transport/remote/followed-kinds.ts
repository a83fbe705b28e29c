/** A kind that the page shows, and where an API server has it. */
export interface FollowedKind {
  readonly group: string
  readonly version: string
  readonly plural: string
  readonly kind: string
}

function kind(group: string, version: string, plural: string, name: string): FollowedKind {
  return { group, version, plural, kind: name }
}

/** The group of what only a simulation has: machines, disks, links, and the clock. */
export const labGroup = 'lab.sim'

/** What the page draws and tells of. No Secrets, and nothing that changes all the time without anybody looking (Leases). */
export const followedKinds: readonly FollowedKind[] = [
  kind('', 'v1', 'pods', 'Pod'),
  kind('apps', 'v1', 'statefulsets', 'StatefulSet'),
  kind(labGroup, 'v1', 'sandboxes', 'Sandbox'),
  kind(labGroup, 'v1', 'machines', 'Machine'),
  kind(labGroup, 'v1', 'links', 'Link'),
  kind(labGroup, 'v1', 'disks', 'Disk'),
  kind('', 'v1', 'nodes', 'Node'),
  kind('', 'v1', 'persistentvolumeclaims', 'PersistentVolumeClaim'),
  kind('', 'v1', 'persistentvolumes', 'PersistentVolume'),
  kind('', 'v1', 'services', 'Service'),
  kind('discovery.k8s.io', 'v1', 'endpointslices', 'EndpointSlice'),
  kind('', 'v1', 'events', 'Event'),
  kind('apps', 'v1', 'replicasets', 'ReplicaSet'),
  kind('apps', 'v1', 'deployments', 'Deployment'),
  kind('apps', 'v1', 'controllerrevisions', 'ControllerRevision'),
  kind('policy', 'v1', 'poddisruptionbudgets', 'PodDisruptionBudget'),
  kind('storage.k8s.io', 'v1', 'storageclasses', 'StorageClass'),
  kind('storage.k8s.io', 'v1', 'volumeattachments', 'VolumeAttachment'),
]

/** The path of all objects of a kind. */
export function collectionPath({ group, version, plural }: FollowedKind): string {
  return group ? `/apis/${group}/${version}/${plural}` : `/api/${version}/${plural}`
}
