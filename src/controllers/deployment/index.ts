import { controllerOf } from '../../kinds'
import type { Change, View } from '../../store'
import { type Controller, dependents, managerAt } from '../runtime'
import { planDeployment } from './plan'

/** The Deployment controller (deployment_controller.go, NewDeploymentController). */
export const deploymentController: Controller = {
  name: 'deployment-controller',
  interests: [
    { kind: 'Deployment', keysOf: ({ namespace, name }) => [`${namespace}/${name}`] },
    dependents('ReplicaSet', 'Deployment'),
    { kind: 'Pod', keysOf: keysOfGonePod },
  ],
  plan: planDeployment,
}

const none: readonly string[] = []

/** A pod that has gone concerns a deployment that waits for all old pods to go (deletePod). */
function keysOfGonePod({ namespace, before, after }: Change, view: View): readonly string[] {
  if (after || !before) return none
  const set = managerAt(view, 'ReplicaSet', controllerOf(before), namespace)
  const deployment = set && managerAt(view, 'Deployment', controllerOf(set), namespace)
  return deployment?.spec.strategy.type === 'Recreate' ? [`${namespace}/${deployment.metadata.name}`] : none
}
