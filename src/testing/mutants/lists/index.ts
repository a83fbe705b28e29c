import type { MutantGroup } from '../types'
import { customResourceDefinition, garbage, namespace, rootCAPublisher, serviceAccount } from './cleaning'
import { deployment } from './deployment'
import { endpointSlice } from './endpoint-slice'
import { eviction } from './eviction'
import { disruption, nodeLifecycle, podGarbage, taintEviction } from './nodes'
import { provisioner } from './provisioner'
import { replicaSet } from './replica-set'
import { scheduler } from './scheduler'
import { attachDetach, attacher, ephemeralVolume, expansion } from './small-volumes'
import { statefulSet } from './stateful-set'
import { volumeBinding } from './volume-binding'
import { volumeProtection } from './volume-protection'

/** All mutants, by folder. */
export const mutantGroups: readonly MutantGroup[] = [
  statefulSet,
  volumeBinding,
  volumeProtection,
  provisioner,
  expansion,
  ephemeralVolume,
  attacher,
  attachDetach,
  nodeLifecycle,
  taintEviction,
  podGarbage,
  disruption,
  garbage,
  namespace,
  serviceAccount,
  rootCAPublisher,
  customResourceDefinition,
  deployment,
  replicaSet,
  endpointSlice,
  scheduler,
  eviction,
]
