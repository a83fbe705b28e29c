import { assert } from '../../base'
import { configMapResource } from './config-map'
import { controllerRevisionResource } from './controller-revision'
import { csiDriverResource } from './csi-driver'
import { csiNodeResource } from './csi-node'
import { customResourceDefinitionResource } from './custom-resource-definition'
import { deploymentResource } from './deployment'
import { diskResource } from './disk'
import { endpointSliceResource } from './endpoint-slice'
import { endpointsResource } from './endpoints'
import { eventResource } from './event'
import { eventViewResource } from './event-view'
import { leaseResource } from './lease'
import { linkResource } from './link'
import { machineResource } from './machine'
import { namespaceResource } from './namespace'
import { nodeResource } from './node'
import { persistentVolumeResource } from './persistent-volume'
import { persistentVolumeClaimResource } from './persistent-volume-claim'
import { podResource } from './pod'
import { podDisruptionBudgetResource } from './pod-disruption-budget'
import { priorityClassResource } from './priority-class'
import { replicaSetResource } from './replica-set'
import { sandboxResource } from './sandbox'
import { secretResource } from './secret'
import { serviceResource } from './service'
import { serviceAccountResource } from './service-account'
import { statefulSetResource } from './stateful-set'
import { storageClassResource } from './storage-class'
import type { Resource } from './types'
import { volumeAttachmentResource } from './volume-attachment'

/** Every kind the API serves. */
export const resources: readonly Resource[] = [
  configMapResource,
  controllerRevisionResource,
  customResourceDefinitionResource,
  deploymentResource,
  csiDriverResource,
  csiNodeResource,
  diskResource,
  endpointSliceResource,
  endpointsResource,
  eventResource,
  eventViewResource,
  leaseResource,
  linkResource,
  machineResource,
  namespaceResource,
  nodeResource,
  persistentVolumeClaimResource,
  persistentVolumeResource,
  podResource,
  podDisruptionBudgetResource,
  priorityClassResource,
  replicaSetResource,
  sandboxResource,
  secretResource,
  serviceAccountResource,
  serviceResource,
  statefulSetResource,
  storageClassResource,
  volumeAttachmentResource,
]

const byKind = new Map(resources.filter(({ view }) => !view).map(resource => [resource.kind, resource]))

/** The rules of a kind. Asking for a kind the API does not serve is a programming error; see `Catalog` for a person's input. */
export function resourceOf(kind: string): Resource {
  const resource = byKind.get(kind)
  assert(resource, `no resource for kind ${kind}`)
  return resource
}
