import { groupKindOf, type ResourceType } from '../discovery'
import { describeConfigMap } from './config-map'
import { describeCSINode } from './csi-node'
import { describeDeployment } from './deployment'
import { describeEndpointSlice } from './endpoint-slice'
import { describeEndpoints } from './endpoints'
import { describeGeneric } from './generic'
import { describeNamespace } from './namespace'
import { describeNode } from './node'
import { describePersistentVolume } from './persistent-volume'
import { describePersistentVolumeClaim } from './persistent-volume-claim'
import { describePod } from './pod'
import { describePodDisruptionBudget } from './pod-disruption-budget'
import { describePriorityClass } from './priority-class'
import { describeReplicaSet } from './replica-set'
import { describeSecret } from './secret'
import { describeService } from './service'
import { describeServiceAccount } from './service-account'
import { describeStatefulSet } from './stateful-set'
import { describeStorageClass } from './storage-class'
import type { Describer } from './types'

/** Who describes which kind. A new kind is a file in this folder and a line here. */
const describers: Readonly<Record<string, Describer>> = {
  ConfigMap: describeConfigMap,
  Endpoints: describeEndpoints,
  Namespace: describeNamespace,
  Node: describeNode,
  PersistentVolume: describePersistentVolume,
  PersistentVolumeClaim: describePersistentVolumeClaim,
  Pod: describePod,
  Secret: describeSecret,
  Service: describeService,
  ServiceAccount: describeServiceAccount,
  'CSINode.storage.k8s.io': describeCSINode,
  'Deployment.apps': describeDeployment,
  'EndpointSlice.discovery.k8s.io': describeEndpointSlice,
  'PodDisruptionBudget.policy': describePodDisruptionBudget,
  'PriorityClass.scheduling.k8s.io': describePriorityClass,
  'ReplicaSet.apps': describeReplicaSet,
  'StatefulSet.apps': describeStatefulSet,
  'StorageClass.storage.k8s.io': describeStorageClass,
}

/** Who describes a kind; those without a describer of their own are described field by field. */
export function describerFor(type: ResourceType): Describer {
  const name = groupKindOf(type)
  return Object.hasOwn(describers, name) ? (describers[name] as Describer) : describeGeneric
}
