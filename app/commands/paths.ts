import type { HttpRequest, Reference } from '../session'

const plurals: Readonly<Record<string, string>> = {
  ConfigMap: 'api/v1/configmaps',
  ControllerRevision: 'apis/apps/v1/controllerrevisions',
  Deployment: 'apis/apps/v1/deployments',
  Disk: 'apis/lab.sim/v1/disks',
  EndpointSlice: 'apis/discovery.k8s.io/v1/endpointslices',
  Link: 'apis/lab.sim/v1/links',
  Machine: 'apis/lab.sim/v1/machines',
  Node: 'api/v1/nodes',
  PersistentVolume: 'api/v1/persistentvolumes',
  PersistentVolumeClaim: 'api/v1/persistentvolumeclaims',
  Pod: 'api/v1/pods',
  PodDisruptionBudget: 'apis/policy/v1/poddisruptionbudgets',
  ReplicaSet: 'apis/apps/v1/replicasets',
  Sandbox: 'apis/lab.sim/v1/sandboxes',
  Service: 'api/v1/services',
  StatefulSet: 'apis/apps/v1/statefulsets',
}

/** The path under which the API server serves an object. */
export function pathOf({ kind, namespace, name }: Reference): string {
  const [group, plural] = split(plurals[kind] ?? `api/v1/${kind.toLowerCase()}s`)
  return namespace ? `/${group}/namespaces/${namespace}/${plural}/${name}` : `/${group}/${plural}/${name}`
}

/** A merge patch of an object. */
export function mergePatch(target: Reference, patch: unknown, subresource = ''): HttpRequest {
  const path = pathOf(target) + (subresource && `/${subresource}`)
  return { method: 'PATCH', path, contentType: 'application/merge-patch+json', body: patch }
}

/** ` -n other`, or nothing in the default namespace. */
export function namespaceFlag({ namespace }: Reference): string {
  return namespace && namespace !== 'default' ? ` -n ${namespace}` : ''
}

/** A merge patch as kubectl takes it. */
export function patchLine(resource: string, target: Reference, patch: unknown): string {
  return `kubectl patch ${resource} ${target.name}${namespaceFlag(target)} --type=merge -p '${JSON.stringify(patch)}'`
}

function split(path: string): readonly [string, string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, slash), path.slice(slash + 1)]
}
