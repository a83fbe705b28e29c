import type { ReplicaSet, ReplicaSetSpec } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, containersColumn, imagesColumn, integerColumn, nameColumn, selectorColumn } from './columns'
import { validateNumber, validateParts } from './counters'
import type { FieldError } from './field-error'
import { defaultPodTemplate } from './pod-defaults'
import { uniqueErrors } from './pod-validation'
import { withField, withMissing, withSameParts } from './sharing'
import { validateSameSelector, validateSelectorAndTemplate } from './template-validation'
import { templateWarnings } from './template-warnings'
import { defineResource } from './types'

/** `pkg/apis/apps/v1: SetDefaults_ReplicaSet` and what is below it. The set itself when nothing is missing. */
function defaults(set: ReplicaSet): ReplicaSet {
  const spec = withMissing((set.spec ?? {}) as ReplicaSetSpec, { replicas: 1 })
  return withField(set, 'spec', withField(spec, 'template', defaultPodTemplate(spec.template)))
}

function prepareForUpdate(next: ReplicaSet, previous: ReplicaSet): ReplicaSet {
  const spec = withSameParts(next.spec, previous.spec, ['template', 'selector'])
  return spec === next.spec && next.status === previous.status ? next : { ...next, spec, status: previous.status }
}

/** `pkg/apis/apps/validation: ValidateReplicaSetSpec`. */
function specErrors(spec: ReplicaSetSpec, previous: ReplicaSetSpec | undefined): FieldError[] {
  const errors: FieldError[] = []
  validateNumber(errors, 'spec.replicas', spec.replicas)
  validateNumber(errors, 'spec.minReadySeconds', spec.minReadySeconds)
  validateSelectorAndTemplate(errors, spec, previous)
  return errors
}

/** `ValidateReplicaSetUpdate`. */
function updateErrors({ spec }: ReplicaSet, previous: ReplicaSet): readonly FieldError[] {
  if (spec === previous.spec) return []
  const errors = specErrors(spec, previous.spec)
  validateSameSelector(errors, spec, previous.spec)
  return uniqueErrors(errors)
}

const counters = [
  'replicas',
  'fullyLabeledReplicas',
  'readyReplicas',
  'availableReplicas',
  'observedGeneration',
  'terminatingReplicas',
] as const

/** `ValidateReplicaSetStatus`. */
function statusErrors({ status }: ReplicaSet): readonly FieldError[] {
  const errors: FieldError[] = []
  for (const name of counters) validateNumber(errors, `status.${name}`, status[name])
  validateParts(errors, status, ['fullyLabeledReplicas', 'readyReplicas', 'availableReplicas'])
  return errors
}

export const replicaSetResource = defineResource<ReplicaSet>({
  kind: 'ReplicaSet',
  group: 'apps',
  version: 'v1',
  plural: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  get schema() {
    return schemaOf('ReplicaSet')
  },
  subresources: ['status', 'scale'],
  hasGeneration: true,
  nameRule: 'subdomain',
  defaults,
  prepareForCreate: set => ({ ...set, status: { replicas: 0 } }),
  prepareForUpdate,
  validate: ({ spec }) => uniqueErrors(specErrors(spec, undefined)),
  validateUpdate: updateErrors,
  validateStatusUpdate: statusErrors,
  warnings: templateWarnings,
  columns: [
    nameColumn,
    integerColumn<ReplicaSet>(
      'Desired',
      'Replicas is the number of desired pods. This is a pointer to distinguish between explicit zero and unspecified. Defaults to 1. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset',
      ({ spec }) => spec.replicas,
    ),
    integerColumn<ReplicaSet>(
      'Current',
      'Replicas is the most recently observed number of non-terminating pods. More info: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset',
      ({ status }) => status.replicas,
    ),
    integerColumn<ReplicaSet>(
      'Ready',
      'The number of non-terminating pods targeted by this ReplicaSet with a Ready Condition.',
      ({ status }) => status.readyReplicas ?? 0,
    ),
    ageColumn,
    containersColumn,
    imagesColumn,
    selectorColumn(
      "Selector is a label query over pods that should match the replica count. Label keys and values that must match in order to be controlled by this replica set. It must match the pod template's labels. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors",
    ),
  ],
})
