/** RFC 3339 in UTC with whole seconds, `2026-01-01T00:00:00Z`. */
export type Timestamp = string

/** Points from a dependent to what owns it; the garbage collector follows it by uid. */
export interface OwnerReference {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
  readonly blockOwnerDeletion?: boolean
}

/** Metadata as the API server stores it: complete, with what it fills in itself. */
export interface ObjectMeta {
  readonly name: string
  readonly generateName?: string
  /** Absent on cluster-scoped objects. */
  readonly namespace?: string
  readonly uid: string
  /** The store revision of the last write, in decimal. */
  readonly resourceVersion: string
  readonly generation?: number
  readonly creationTimestamp: Timestamp
  readonly deletionTimestamp?: Timestamp
  readonly deletionGracePeriodSeconds?: number
  readonly labels?: Readonly<Record<string, string>>
  readonly annotations?: Readonly<Record<string, string>>
  readonly ownerReferences?: readonly OwnerReference[]
  readonly finalizers?: readonly string[]
  /** Who owns which fields; kept once somebody has applied the object server-side. See `src/api/apply`. */
  readonly managedFields?: readonly unknown[]
}

/** Any object in the store. Values are immutable: change means a new object that shares what did not change. */
export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: ObjectMeta
}

/** An object as a person or a controller writes it, before the API has completed it. */
export type Manifest<T extends KubernetesObject = KubernetesObject> = Omit<T, 'metadata' | 'status'> & {
  readonly metadata: Partial<Omit<ObjectMeta, 'name'>> & { readonly name?: string }
  readonly status?: unknown
}

export interface LabelSelectorRequirement {
  readonly key: string
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist'
  readonly values?: readonly string[]
}

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>
  readonly matchExpressions?: readonly LabelSelectorRequirement[]
}

export type ConditionStatus = 'True' | 'False' | 'Unknown'

/** What pods, nodes, claims and sets have in common in `status.conditions[]`. */
export interface Condition {
  readonly type: string
  readonly status: ConditionStatus
  readonly reason?: string
  readonly message?: string
  readonly observedGeneration?: number
  readonly lastProbeTime?: Timestamp | null
  readonly lastHeartbeatTime?: Timestamp
  readonly lastTransitionTime?: Timestamp
}

/** The groups that Kubernetes and the lab bring along; all others come from definitions. A name without a dot is always theirs. */
const ownGroups: ReadonlySet<string> = new Set([
  'admissionregistration.k8s.io',
  'apiextensions.k8s.io',
  'apiregistration.k8s.io',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'certificates.k8s.io',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
  'flowcontrol.apiserver.k8s.io',
  'lab.sim',
  'networking.k8s.io',
  'node.k8s.io',
  'rbac.authorization.k8s.io',
  'resource.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
  'storagemigration.k8s.io',
])

/** The group of an apiVersion; '' is the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/')
  return slash < 0 ? '' : apiVersion.slice(0, slash)
}

/**
 * The table of the store where an object lies: its kind, or `Kind.group` for kinds that a definition has added, for those may be called like
 * any other. Also for owner references, which name kinds in the same way.
 */
export function tableOf({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): string {
  const dot = apiVersion.indexOf('.')
  if (dot < 0) return kind
  const group = groupOf(apiVersion)
  return dot > group.length || ownGroups.has(group) ? kind : `${kind}.${group}`
}

/** `Kind/namespace/name`, or `Kind/name` for cluster-scoped objects: the same text the recordings use. */
export type ObjectKey = string

/** The key of an object in the store and in causes. */
export function objectKey(kind: string, namespace: string | undefined, name: string): ObjectKey {
  return namespace ? `${kind}/${namespace}/${name}` : `${kind}/${name}`
}

/** The key of a stored object. */
export function keyOf(object: KubernetesObject): ObjectKey {
  return objectKey(tableOf(object), object.metadata.namespace, object.metadata.name)
}

/** The owner reference with `controller: true`, if any. */
export function controllerOf(object: KubernetesObject): OwnerReference | undefined {
  const references = object.metadata.ownerReferences
  if (references) for (const reference of references) if (reference.controller) return reference
  return undefined
}

/** Whether somebody has deleted it already. It may live on: for its grace, or for its finalizers. */
export function isTerminating(object: KubernetesObject): boolean {
  return object.metadata.deletionTimestamp !== undefined
}

/** A reference that makes `owner` the managing controller of a dependent. */
export function controllerReference(owner: KubernetesObject): OwnerReference {
  const { apiVersion, kind, metadata } = owner
  return { apiVersion, kind, name: metadata.name, uid: metadata.uid, controller: true, blockOwnerDeletion: true }
}
