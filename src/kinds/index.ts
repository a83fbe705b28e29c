import type { ConfigMap, Event, Namespace } from './core'
import type { Disk, Link, Machine, Sandbox } from './lab'
import type { EndpointSlice, Service } from './network'
import type { Lease, Node } from './node'
import type { Pod } from './pod'
import type { ControllerRevision, StatefulSet } from './stateful-set'
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from './storage'

/** Every kind the engine knows by type. A kind is also the name of its table in the store. */
export interface KindMap {
  ConfigMap: ConfigMap
  ControllerRevision: ControllerRevision
  Disk: Disk
  EndpointSlice: EndpointSlice
  Event: Event
  Lease: Lease
  Link: Link
  Machine: Machine
  Namespace: Namespace
  Node: Node
  PersistentVolume: PersistentVolume
  PersistentVolumeClaim: PersistentVolumeClaim
  Pod: Pod
  Sandbox: Sandbox
  Service: Service
  StatefulSet: StatefulSet
  StorageClass: StorageClass
}
export type Kind = keyof KindMap

export * from './conditions'
export type * from './core'
export type * from './lab'
export * from './meta'
export type * from './network'
export type * from './node'
export type * from './pod'
export * from './quantity'
export type * from './stateful-set'
export * from './storage'
export * from './timestamp'
