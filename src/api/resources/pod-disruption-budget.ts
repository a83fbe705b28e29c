import type { PodDisruptionBudget } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { aboveAllErrors, countOrPercentErrors } from './count-or-percent'
import { type FieldError, invalid, notSupported } from './field-error'
import { goForm } from './go-form'
import { negativeDetail, validateLabelSelector } from './metadata'
import { defineResource } from './types'

const policies: readonly string[] = ['AlwaysAllow', 'IfHealthyBudget']
const noStatus: PodDisruptionBudget['status'] = {
  disruptionsAllowed: 0,
  currentHealthy: 0,
  desiredHealthy: 0,
  expectedPods: 0,
}

/** `pkg/apis/policy/validation: ValidatePodDisruptionBudgetSpec`. */
function validate({ spec }: PodDisruptionBudget): readonly FieldError[] {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec
  const errors: FieldError[] = []
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    const shown = goForm('PodDisruptionBudgetSpec', spec)
    errors.push(invalid('spec', shown, 'minAvailable and maxUnavailable cannot be both set'))
  }
  for (const field of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[field]
    const path = `spec.${field}`
    if (value !== undefined) errors.push(...countOrPercentErrors(path, value), ...aboveAllErrors(path, value))
  }
  validateLabelSelector(errors, 'spec.selector', selector)
  if (policy !== undefined && !policies.includes(policy))
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, policies))
  return errors
}

const counts = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const

/** `ValidatePodDisruptionBudgetStatusUpdate`. */
function validateStatusUpdate({ status }: PodDisruptionBudget): readonly FieldError[] {
  return counts
    .filter(field => status[field] < 0)
    .map(field => invalid(`status.${field}`, status[field], negativeDetail))
}

function bound(value: number | string | undefined): string {
  return value === undefined ? 'N/A' : String(value)
}

export const podDisruptionBudgetResource = defineResource<PodDisruptionBudget>({
  kind: 'PodDisruptionBudget',
  group: 'policy',
  version: 'v1',
  plural: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('PodDisruptionBudget')
  },
  subresources: ['status'],
  hasGeneration: true,
  needsResourceVersion: true,
  nameRule: 'path',
  defaults: budget => (budget.spec ? budget : { ...budget, spec: {} }),
  prepareForCreate: budget => ({ ...budget, status: noStatus }),
  prepareForUpdate: (next, previous) => ({ ...next, status: previous.status }),
  validate,
  validateUpdate: (next, previous) => (next.spec === previous.spec ? [] : validate(next)),
  validateStatusUpdate,
  columns: [
    nameColumn,
    textColumn<PodDisruptionBudget>('Min Available', 'The minimum number of pods that must be available.', ({ spec }) =>
      bound(spec.minAvailable),
    ),
    textColumn<PodDisruptionBudget>(
      'Max Unavailable',
      'The maximum number of pods that may be unavailable.',
      ({ spec }) => bound(spec.maxUnavailable),
    ),
    {
      name: 'Allowed Disruptions',
      type: 'integer',
      description: 'Calculated number of pods that may be disrupted at this time.',
      cell: object => (object as PodDisruptionBudget).status.disruptionsAllowed,
    },
    ageColumn,
  ],
})
