import { deepEqual } from '../../base'
import type { Deployment, DeploymentSpec } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, containersColumn, imagesColumn, nameColumn, selectorColumn, textColumn } from './columns'
import { deploymentErrors, deploymentStatusErrors, deploymentUpdateErrors } from './deployment-validation'
import { defaultPodTemplate } from './pod-defaults'
import { withField, withMissing, withSameParts } from './sharing'
import { templateWarnings } from './template-warnings'
import { defineResource } from './types'

type Strategy = DeploymentSpec['strategy']

const specDefaults = { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 }
const quarter: NonNullable<Strategy['rollingUpdate']> = { maxUnavailable: '25%', maxSurge: '25%' }

/** `pkg/apis/apps/v1: SetDefaults_Deployment` and what is below it. The deployment itself when nothing is missing. */
function defaults(deployment: Deployment): Deployment {
  let spec = withMissing((deployment.spec ?? {}) as DeploymentSpec, specDefaults)
  spec = withField(spec, 'strategy', defaultStrategy(spec.strategy))
  return withField(deployment, 'spec', withField(spec, 'template', defaultPodTemplate(spec.template)))
}

function defaultStrategy(given: Strategy | undefined): Strategy {
  const strategy = given?.type ? given : { ...given, type: 'RollingUpdate' as const }
  if (strategy.type !== 'RollingUpdate') return strategy
  return withField(strategy, 'rollingUpdate', withMissing(strategy.rollingUpdate ?? quarter, quarter))
}

function prepareForUpdate(next: Deployment, previous: Deployment): Deployment {
  const spec = withSameParts(next.spec, previous.spec, ['template', 'selector'])
  return spec === next.spec && next.status === previous.status ? next : { ...next, spec, status: previous.status }
}

/** The door of the status changes no labels, but annotations (`deploymentStatusStrategy.PrepareForUpdate`). */
function prepareForStatusUpdate(next: Deployment, previous: Deployment): Deployment {
  const { labels: _, ...others } = next.metadata
  const { labels } = previous.metadata
  return { ...previous, metadata: labels ? { ...others, labels } : others, status: next.status }
}

/** Annotations count: they are copied to the deployment's ReplicaSets. */
function hasNewGeneration(next: Deployment, previous: Deployment): boolean {
  if (next.spec !== previous.spec && !deepEqual(next.spec, previous.spec)) return true
  return !deepEqual(next.metadata.annotations ?? {}, previous.metadata.annotations ?? {})
}

export const deploymentResource = defineResource<Deployment>({
  kind: 'Deployment',
  group: 'apps',
  version: 'v1',
  plural: 'deployments',
  singular: 'deployment',
  shortNames: ['deploy'],
  categories: ['all'],
  namespaced: true,
  get schema() {
    return schemaOf('Deployment')
  },
  subresources: ['status', 'scale'],
  hasGeneration: true,
  hasNewGeneration,
  nameRule: 'subdomain',
  defaults,
  prepareForCreate: deployment => ({ ...deployment, status: {} }),
  prepareForUpdate,
  prepareForStatusUpdate,
  validate: deploymentErrors,
  validateUpdate: deploymentUpdateErrors,
  validateStatusUpdate: deploymentStatusErrors,
  warnings: templateWarnings,
  columns: [
    nameColumn,
    textColumn<Deployment>(
      'Ready',
      'Number of the pod with ready state',
      ({ spec, status }) => `${status.readyReplicas ?? 0}/${spec.replicas}`,
    ),
    textColumn<Deployment>(
      'Up-to-date',
      'Total number of non-terminating pods targeted by this deployment that have the desired template spec.',
      ({ status }) => status.updatedReplicas ?? 0,
    ),
    textColumn<Deployment>(
      'Available',
      'Total number of available non-terminating pods (ready for at least minReadySeconds) targeted by this deployment.',
      ({ status }) => status.availableReplicas ?? 0,
    ),
    ageColumn,
    containersColumn,
    imagesColumn,
    selectorColumn(
      "Label selector for pods. Existing ReplicaSets whose pods are selected by this will be the ones affected by this deployment. It must match the pod template's labels.",
    ),
  ],
})
