import { type Controller, dependents } from '../runtime'
import { planReplicaSet } from './plan'

/** The ReplicaSet controller (replica_set.go, NewReplicaSetController). */
export const replicaSetController: Controller = {
  name: 'replicaset-controller',
  interests: [
    { kind: 'ReplicaSet', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
    dependents('Pod', 'ReplicaSet'),
  ],
  plan: planReplicaSet,
}
