import { assert } from '../../base'
import { customResourceDefinition } from './apiextensions'
import { controllerRevision, deployment, replicaSet, statefulSet } from './apps'
import { persistentVolumeClaim } from './core-claim'
import { node } from './core-node'
import { binding, configMap, event, namespace, secret, serviceAccount } from './core-other'
import { persistentVolume } from './core-persistent-volume'
import { pod } from './core-pod'
import { endpoints, service } from './core-service'
import { endpointSlice } from './discovery'
import { eventView } from './events'
import { disk, link, machine, sandbox } from './lab'
import { deleteOptions } from './meta'
import { eviction, lease, podDisruptionBudget, priorityClass, scale } from './other-groups'
import {
  localSubjectAccessReview,
  selfSubjectAccessReview,
  selfSubjectReview,
  selfSubjectRulesReview,
  subjectAccessReview,
  tokenRequest,
  tokenReview,
} from './reviews'
import { csiDriver, csiNode, storageClass, volumeAttachment } from './storage'
import type { ObjectSchema } from './types'

const schemas: ReadonlyMap<string, ObjectSchema> = new Map(
  Object.entries({
    Binding: binding,
    CSIDriver: csiDriver,
    CSINode: csiNode,
    ConfigMap: configMap,
    ControllerRevision: controllerRevision,
    CustomResourceDefinition: customResourceDefinition,
    DeleteOptions: deleteOptions,
    Deployment: deployment,
    Disk: disk,
    EndpointSlice: endpointSlice,
    Endpoints: endpoints,
    Event: event,
    'Event.events.k8s.io': eventView,
    Eviction: eviction,
    Lease: lease,
    Link: link,
    LocalSubjectAccessReview: localSubjectAccessReview,
    Machine: machine,
    Namespace: namespace,
    Node: node,
    PersistentVolume: persistentVolume,
    PersistentVolumeClaim: persistentVolumeClaim,
    Pod: pod,
    PodDisruptionBudget: podDisruptionBudget,
    PriorityClass: priorityClass,
    ReplicaSet: replicaSet,
    Sandbox: sandbox,
    Scale: scale,
    Secret: secret,
    SelfSubjectAccessReview: selfSubjectAccessReview,
    SelfSubjectReview: selfSubjectReview,
    SelfSubjectRulesReview: selfSubjectRulesReview,
    Service: service,
    ServiceAccount: serviceAccount,
    StatefulSet: statefulSet,
    StorageClass: storageClass,
    SubjectAccessReview: subjectAccessReview,
    TokenRequest: tokenRequest,
    TokenReview: tokenReview,
    VolumeAttachment: volumeAttachment,
  }),
)

/** The shape of a kind's objects. Asking for a kind without one is a programming error. */
export function schemaOf(kind: string): ObjectSchema {
  const schema = schemas.get(kind)
  assert(schema, `no schema for kind ${kind}`)
  return schema
}

/** The same for a kind that somebody names: undefined where there is none. */
export function knownSchema(kind: string): ObjectSchema | undefined {
  return schemas.get(kind)
}

/** The shapes of all kinds, served or not. */
export function allSchemas(): Iterable<ObjectSchema> {
  return schemas.values()
}
