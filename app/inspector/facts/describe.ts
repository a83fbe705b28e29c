import type {
  Deployment,
  KubernetesObject,
  Machine,
  Node,
  PersistentVolume,
  PersistentVolumeClaim,
  Pod,
  PodDisruptionBudget,
  ReplicaSet,
  Sandbox,
  Service,
  StatefulSet,
} from '../../../src/kinds'
import type { View } from '../../session'
import { describeBudget } from './budget'
import { describeMachine } from './machine'
import { describeNode } from './node'
import { describeAny, describeSandbox, describeService } from './others'
import { describePod } from './pod'
import { describeStatefulSet } from './stateful-set'
import { describeClaim, describeVolume } from './storage'
import type { Description } from './types'
import { describeDeployment, describeReplicaSet } from './workloads'

/** What there is to say about an object at a moment. Pure: nothing in it counts on by itself. */
export function describe(view: View, object: KubernetesObject): Description {
  switch (object.kind) {
    case 'Pod':
      return describePod(view, object as Pod)
    case 'StatefulSet':
      return describeStatefulSet(view, object as StatefulSet)
    case 'Deployment':
      return describeDeployment(view, object as Deployment)
    case 'ReplicaSet':
      return describeReplicaSet(view, object as ReplicaSet)
    case 'Machine':
      return describeMachine(view, object as Machine)
    case 'Node':
      return describeNode(view, object as Node)
    case 'PersistentVolumeClaim':
      return describeClaim(view, object as PersistentVolumeClaim)
    case 'PersistentVolume':
      return describeVolume(view, object as PersistentVolume)
    case 'Service':
      return describeService(view, object as Service)
    case 'PodDisruptionBudget':
      return describeBudget(view, object as PodDisruptionBudget)
    case 'Sandbox':
      return describeSandbox(view, object as Sandbox)
    default:
      return describeAny(object)
  }
}
