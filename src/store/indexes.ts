import {
  type ControllerRevision,
  controllerOf,
  type Disk,
  type EndpointSlice,
  type Event,
  type KubernetesObject,
  type Node,
  type PersistentVolume,
  type PersistentVolumeClaim,
  type Pod,
  type Sandbox,
  type VolumeAttachment,
} from '../kinds'

/** Where an object is filed: under each of the returned values. */
export type IndexFunction = (object: KubernetesObject) => readonly string[]

const none: readonly string[] = []
const ownersOf: IndexFunction = object => object.metadata.ownerReferences?.map(reference => reference.uid) ?? none

function claimsOf(pod: Pod): readonly string[] {
  const claims: string[] = []
  for (const { name, persistentVolumeClaim: claim, ephemeral } of pod.spec.volumes ?? []) {
    if (claim) claims.push(`${pod.metadata.namespace}/${claim.claimName}`)
    else if (ephemeral) claims.push(`${pod.metadata.namespace}/${pod.metadata.name}-${name}`)
  }
  return claims
}

function claimOf(volume: PersistentVolume): readonly string[] {
  const reference = volume.spec.claimRef
  return reference ? [`${reference.namespace}/${reference.name}`] : none
}

const classAnnotation = 'volume.beta.kubernetes.io/storage-class'

function classOf({ metadata, spec }: PersistentVolume | PersistentVolumeClaim): string {
  return metadata.annotations?.[classAnnotation] ?? spec.storageClassName ?? ''
}

/** Where the index `available` files free volumes of this class, mode and set of access modes, in whatever order they are given. */
export function availableVolumeKey(className: string, volumeMode: string, accessModes: readonly string[]): string {
  return `${className}/${volumeMode}/${textOfModes(accessModes)}`
}

/** The few sets of modes that are asked for again and again are written out once. */
const textsOfModes = new WeakMap<readonly string[], string>()

function textOfModes(accessModes: readonly string[]): string {
  if (accessModes.length < 2) return accessModes[0] ?? ''
  let text = textsOfModes.get(accessModes)
  if (text === undefined) {
    text = [...new Set(accessModes)].sort().join(',')
    textsOfModes.set(accessModes, text)
  }
  return text
}

function availableKeysOf(volume: PersistentVolume): readonly string[] {
  const { spec, status } = volume
  if (status?.phase !== 'Available' || spec.claimRef) return none
  return [availableVolumeKey(classOf(volume), spec.volumeMode ?? 'Filesystem', spec.accessModes)]
}

const unnamed: readonly string[] = ['']

function sectionOf({ metadata: { name } }: KubernetesObject): string {
  const end = name.indexOf('/', name.indexOf('/') + 1)
  return end < 0 ? name : name.slice(0, end)
}

function isUnschedulable({ spec, status }: Pod): boolean {
  if (spec.nodeName || !status?.conditions) return false
  for (const { type, status: state, reason } of status.conditions)
    if (type === 'PodScheduled') return state === 'False' && reason !== 'SchedulingGated'
  return false
}

/** Not Ready, or kept by a taint from running pods. */
function isUnwell({ spec, status }: Node): boolean {
  if (spec?.taints?.some(({ effect }) => effect === 'NoExecute')) return true
  return !status?.conditions?.some(condition => condition.type === 'Ready' && condition.status === 'True')
}

/** By namespace, what no controller manages: a controller may adopt it. */
const orphanOf: IndexFunction = object => (controllerOf(object) ? none : [object.metadata.namespace ?? ''])

/** The minute in which an event last happened, `2026-01-01T00:00`. */
export function minuteOf({ lastTimestamp, series, eventTime, metadata }: Event): string {
  return (lastTimestamp ?? series?.lastObservedTime ?? eventTime ?? metadata.creationTimestamp).slice(0, 16)
}

/** Every index of every table, by kind and name. `owner` (by owner uid) exists for all kinds. */
export const indexes: Readonly<Record<string, Readonly<Record<string, IndexFunction>>>> = {
  Memo: {
    /** By actor and section: all but the last parts of `actor/section/…`. */
    section: object => [sectionOf(object)],
    /** By actor, section and node, `actor/section/node-1`: notes that name a node. */
    node: object => {
      const { value } = object as KubernetesObject & { readonly value?: { readonly node?: string } | null }
      return value?.node === undefined ? none : [`${sectionOf(object)}/${value.node}`]
    },
  },
  Pod: {
    /** By `spec.nodeName`; '' holds the pods without a node. */
    node: object => [(object as Pod).spec.nodeName ?? ''],
    /** By `namespace/claimName` of each claim the pod mounts; that of an ephemeral volume is named after pod and volume. */
    claim: object => claimsOf(object as Pod),
    uid: object => [object.metadata.uid],
    orphan: orphanOf,
    /** '' holds the pods that the scheduler has looked at and found no node for. */
    unschedulable: object => (isUnschedulable(object as Pod) ? unnamed : none),
    /** '' holds those of them for which room is being made on a node. */
    nominated: object => {
      const pod = object as Pod
      return pod.status?.nominatedNodeName && isUnschedulable(pod) ? unnamed : none
    },
  },
  Node: {
    /** '' holds the nodes that are not Ready, or tainted with NoExecute. */
    unwell: object => (isUnwell(object as Node) ? unnamed : none),
  },
  PersistentVolume: {
    /** By `namespace/name` of the claimRef. */
    claim: object => claimOf(object as PersistentVolume),
    /** CSI volumes by what a node's status calls them, `kubernetes.io/csi/driver^handle`. */
    device: object => {
      const { csi } = (object as PersistentVolume).spec
      return csi ? [`kubernetes.io/csi/${csi.driver}^${csi.volumeHandle}`] : none
    },
    /** Volumes that nobody has claimed, by `availableVolumeKey`. */
    available: object => availableKeysOf(object as PersistentVolume),
  },
  PersistentVolumeClaim: {
    /** Claims that name no volume, by class; '' holds those without one. */
    unbound: object => {
      const claim = object as PersistentVolumeClaim
      return claim.spec.volumeName ? none : [classOf(claim)]
    },
    /** By `spec.volumeName`. */
    volume: object => {
      const { volumeName } = (object as PersistentVolumeClaim).spec
      return volumeName ? [volumeName] : none
    },
  },
  VolumeAttachment: {
    /** By the PersistentVolume it is for. */
    volume: object => [(object as VolumeAttachment).spec.source.persistentVolumeName ?? ''],
    /** By node. */
    node: object => [(object as VolumeAttachment).spec.nodeName],
  },
  EndpointSlice: {
    /** By `namespace/service`. */
    service: object => {
      const name = (object as EndpointSlice).metadata.labels?.['kubernetes.io/service-name']
      return name ? [`${object.metadata.namespace}/${name}`] : none
    },
  },
  Event: {
    /** By uid of the involved object. */
    involved: object => [(object as Event).involvedObject.uid ?? ''],
    /** By the minute it last happened in, `2026-01-01T00:00`. */
    minute: object => [minuteOf(object as Event)],
  },
  Sandbox: {
    machine: object => [(object as Sandbox).spec.machine],
    podUID: object => [(object as Sandbox).spec.pod.metadata.uid],
    /** By `namespace/name` of the pod: two entries mean two processes of one identity. */
    pod: object => [`${(object as Sandbox).spec.pod.metadata.namespace}/${(object as Sandbox).spec.pod.metadata.name}`],
  },
  Disk: {
    /** By the PersistentVolume that leads to it. */
    volume: object => [(object as Disk).spec.volume ?? ''],
    /** By the uid of the pod whose own disk it is (emptyDir). */
    podUID: object => [(object as Disk).spec.podUID ?? ''],
  },
  ReplicaSet: {
    orphan: orphanOf,
  },
  ControllerRevision: {
    orphan: orphanOf,
    revision: object => [String((object as ControllerRevision).revision)],
  },
}

/** The indexes of one kind. */
export function indexesOf(kind: string): Readonly<Record<string, IndexFunction>> {
  return { owner: ownersOf, ...indexes[kind] }
}

/** Kinds whose old versions are kept only where a commit that is more than a heartbeat can see them: a lab left alone must not grow. */
export const latestOnlyKinds: ReadonlySet<string> = new Set(['Lease'])
