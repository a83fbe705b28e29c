import type { HttpRequest } from '../../client'
import { chance, type Seed } from '../../sim'
import type { View } from '../../store'
import { patch, post } from './requests'

/** What a swarm does with a Deployment beside the set: its bounds and its strategy vary with the seed. */

const path = '/apis/apps/v1/namespaces/default/deployments/pets'

/** The Deployment that a seed starts from. */
export function firstDeployment(seed: Seed, replicas: number): HttpRequest {
  const labels = { app: 'pets' }
  const containers = [{ name: 'main', image: 'luksa/kubia-pet' }]
  return post('/apis/apps/v1/namespaces/default/deployments', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'pets' },
    spec: {
      replicas,
      strategy: strategyOf(seed),
      minReadySeconds: chance(seed, 'min-ready') < 0.3 ? 5 : 0,
      revisionHistoryLimit: chance(seed, 'history') < 0.5 ? 1 : 10,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { terminationGracePeriodSeconds: 10, containers } },
    },
  })
}

function strategyOf(seed: Seed): object {
  const number = chance(seed, 'strategy')
  if (number < 0.2) return { type: 'Recreate' }
  if (number < 0.4) return { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }
  if (number < 0.6) return { rollingUpdate: { maxSurge: 2, maxUnavailable: 0 } }
  return { rollingUpdate: { maxSurge: '50%', maxUnavailable: '30%' } }
}

/** What can be done to it, each with the number that this step has drawn. */
export function deploymentSteps(number: number): readonly (readonly [what: string, request: HttpRequest])[] {
  const version = { metadata: { labels: { version: `v${number}` } } }
  return [
    [`scale the deployment to ${number}`, patch(path, { spec: { replicas: number } })],
    [`update the deployment to version ${number}`, patch(path, { spec: { template: version } })],
    [`update and scale the deployment to ${number}`, patch(path, { spec: { replicas: number, template: version } })],
    ['pause the deployment', patch(path, { spec: { paused: true } })],
    ['resume the deployment', patch(path, { spec: { paused: null } })],
  ]
}

/** At the end a paused rollout goes on. */
export function resumeDeployment(view: View): readonly HttpRequest[] {
  return view.get('Deployment', 'pets', 'default') ? [patch(path, { spec: { paused: null } })] : []
}

/** What a user would still miss of it; undefined when all is there, or it is not part of this seed. */
export function missingOfDeployment(view: View): string | undefined {
  const deployment = view.get('Deployment', 'pets', 'default')
  if (!deployment) return undefined
  const { spec, status, metadata } = deployment
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, observedGeneration = 0 } = status
  const isWhole = [replicas, updatedReplicas, availableReplicas].every(count => count === spec.replicas)
  if (isWhole && observedGeneration === metadata.generation) return undefined
  return `of ${spec.replicas} pods of the deployment ${replicas} exist, ${updatedReplicas} are updated, ${availableReplicas} available`
}
