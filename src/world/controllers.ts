import { defaultStatefulSet, namespacedKinds } from '../api'
import { attachDetachController } from '../controllers/attach-detach'
import { createAttacher } from '../controllers/attacher'
import { customResourceDefinitionController } from '../controllers/custom-resource-definition'
import { deploymentController } from '../controllers/deployment'
import { disruptionController } from '../controllers/disruption'
import {
  endpointMirroringController,
  endpointSliceController,
  endpointsController,
} from '../controllers/endpoint-slice'
import { ephemeralVolumeController } from '../controllers/ephemeral-volume'
import { eventExpiryController } from '../controllers/event-expiry'
import { expansionController } from '../controllers/expansion'
import { garbageControllers } from '../controllers/garbage'
import { namespaceController } from '../controllers/namespace'
import { nodeLifecycleController } from '../controllers/node-lifecycle'
import { podGarbageController } from '../controllers/pod-garbage'
import { provisionerController } from '../controllers/provisioner'
import { replicaSetController } from '../controllers/replica-set'
import { rootCAPublisherController } from '../controllers/root-ca-publisher'
import type { Controller } from '../controllers/runtime'
import { serviceAccountController } from '../controllers/service-account'
import { createStatefulSetController } from '../controllers/stateful-set'
import { taintEvictionController } from '../controllers/taint-eviction'
import { volumeBindingController } from '../controllers/volume-binding'
import {
  claimProtectionController,
  claimUnusedController,
  volumeProtectionController,
} from '../controllers/volume-protection'
import { kubeletController, machineController } from '../node'
import { schedulerController } from '../scheduler'
import type { Seed } from '../sim'
import type { WorldSettings } from './types'

/** The control plane: what kube-controller-manager and kube-scheduler run. One line a controller. */
export function controlPlane(settings: WorldSettings, kinds: readonly string[], seed: Seed): readonly Controller[] {
  return [
    schedulerController({ seed }),
    endpointSliceController,
    endpointsController,
    endpointMirroringController,
    createStatefulSetController(defaultStatefulSet),
    replicaSetController,
    deploymentController,
    volumeBindingController({ ...settings, syncPeriodMs: settings.volumeBinderSyncPeriodMs }),
    claimProtectionController,
    claimUnusedController,
    volumeProtectionController,
    expansionController,
    attachDetachController,
    ephemeralVolumeController,
    nodeLifecycleController(settings),
    taintEvictionController,
    disruptionController,
    podGarbageController,
    ...garbageControllers(kinds),
    namespaceController(namespacedKinds),
    serviceAccountController,
    rootCAPublisherController,
    customResourceDefinitionController,
    eventExpiryController,
  ]
}

/** What only a lab with machines runs: kubelets, machines, and what makes network disks and brings them to machines. */
export function realWorld(settings: WorldSettings, seed: Seed): readonly Controller[] {
  return [
    provisionerController,
    createAttacher({ ...settings, seed }),
    machineController({ seed }),
    kubeletController({ seed }),
  ]
}
