import type { Secret, ServiceAccount } from './account'
import type { CSIDriver, CSINode, VolumeAttachment } from './attachment'
import type { ConfigMap, Event, Namespace } from './core'
import type { CustomResourceDefinition } from './custom'
import type { Deployment, ReplicaSet } from './deployment'
import type { Disk, Link, Machine, Sandbox } from './lab'
import type { EndpointSlice, Endpoints, Service } from './network'
import type { Lease, Node } from './node'
import type { Pod } from './pod'
import type { PodDisruptionBudget, PriorityClass } from './policy'
import type { ControllerRevision, StatefulSet } from './stateful-set'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from './storage'

/** Every kind the engine knows by type. A kind is also the name of its table in the store. */
export interface KindMap {
  CSIDriver: CSIDriver
  CSINode: CSINode
  ConfigMap: ConfigMap
  ControllerRevision: ControllerRevision
  CustomResourceDefinition: CustomResourceDefinition
  Deployment: Deployment
  Disk: Disk
  EndpointSlice: EndpointSlice
  Endpoints: Endpoints
  Event: Event
  Lease: Lease
  Link: Link
  Machine: Machine
  Namespace: Namespace
  Node: Node
  PersistentVolume: PersistentVolume
  PersistentVolumeClaim: PersistentVolumeClaim
  Pod: Pod
  ReplicaSet: ReplicaSet
  PodDisruptionBudget: PodDisruptionBudget
  PriorityClass: PriorityClass
  Sandbox: Sandbox
  Secret: Secret
  Service: Service
  ServiceAccount: ServiceAccount
  StatefulSet: StatefulSet
  StorageClass: StorageClass
  VolumeAttachment: VolumeAttachment
}
export type Kind = keyof KindMap

export type * from './account'
export * from './age'
export type * from './attachment'
export * from './conditions'
export type * from './core'
export * from './custom'
export type * from './deployment'
export * from './image-reference'
export type * from './lab'
export * from './meta'
export * from './names'
export type * from './network'
export type * from './node'
export type * from './pod'
export * from './policy'
export * from './quantity'
export type * from './stateful-set'
export * from './storage'
export * from './timestamp'
