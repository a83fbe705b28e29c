/** The kinds that a case's world consists of: API root, plural, whether namespaced (oracle/record.mjs). */
export const recordedKinds: Readonly<Record<string, readonly [root: string, plural: string, namespaced: boolean]>> = {
  Namespace: ['/api/v1', 'namespaces', false],
  Node: ['/api/v1', 'nodes', false],
  Pod: ['/api/v1', 'pods', true],
  Service: ['/api/v1', 'services', true],
  ConfigMap: ['/api/v1', 'configmaps', true],
  Event: ['/api/v1', 'events', true],
  PersistentVolume: ['/api/v1', 'persistentvolumes', false],
  PersistentVolumeClaim: ['/api/v1', 'persistentvolumeclaims', true],
  EndpointSlice: ['/apis/discovery.k8s.io/v1', 'endpointslices', true],
  StatefulSet: ['/apis/apps/v1', 'statefulsets', true],
  ReplicaSet: ['/apis/apps/v1', 'replicasets', true],
  Deployment: ['/apis/apps/v1', 'deployments', true],
  ControllerRevision: ['/apis/apps/v1', 'controllerrevisions', true],
  PodDisruptionBudget: ['/apis/policy/v1', 'poddisruptionbudgets', true],
  StorageClass: ['/apis/storage.k8s.io/v1', 'storageclasses', false],
  VolumeAttachment: ['/apis/storage.k8s.io/v1', 'volumeattachments', false],
  CSIDriver: ['/apis/storage.k8s.io/v1', 'csidrivers', false],
  CSINode: ['/apis/storage.k8s.io/v1', 'csinodes', false],
  PriorityClass: ['/apis/scheduling.k8s.io/v1', 'priorityclasses', false],
  Lease: ['/apis/coordination.k8s.io/v1', 'leases', true],
}

/** Kinds that the recorder does not watch. */
export const unwatchedKinds: ReadonlySet<string> = new Set(['Lease', 'Namespace'])

export function pathOf(kind: string, namespace?: string, name?: string): string {
  const known = Object.hasOwn(recordedKinds, kind) ? recordedKinds[kind] : undefined
  if (!known) throw new Error(`unknown kind ${kind}`)
  const [root, plural, namespaced] = known
  return `${root}${namespaced && namespace ? `/namespaces/${namespace}` : ''}/${plural}${name ? `/${name}` : ''}`
}
