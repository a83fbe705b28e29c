import type { Deployment, DeploymentSpec } from '../../kinds'
import { aboveAllErrors, countOrPercentErrors, leadingCount } from './count-or-percent'
import { validateCollisionCount, validateNumber, validateParts } from './counters'
import { type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { uniqueErrors } from './pod-validation'
import { validateSameSelector, validateSelectorAndTemplate } from './template-validation'

type Strategy = DeploymentSpec['strategy']

/** A new deployment, already defaulted (`pkg/apis/apps/validation: ValidateDeployment`), without the rules of all metadata. */
export function deploymentErrors({ spec }: Deployment): readonly FieldError[] {
  return uniqueErrors(specErrors(spec, undefined))
}

/** `ValidateDeploymentUpdate`. A spec that is the same object is not looked at. */
export function deploymentUpdateErrors({ spec }: Deployment, previous: Deployment): readonly FieldError[] {
  if (spec === previous.spec) return []
  const errors = specErrors(spec, previous.spec)
  validateSameSelector(errors, spec, previous.spec)
  return uniqueErrors(errors)
}

/** `ValidateDeploymentSpec`. */
function specErrors(spec: DeploymentSpec, previous: DeploymentSpec | undefined): FieldError[] {
  const errors: FieldError[] = []
  const { minReadySeconds = 0, progressDeadlineSeconds } = spec
  validateNumber(errors, 'spec.replicas', spec.replicas)
  validateSelectorAndTemplate(errors, spec, previous)
  validateStrategy(errors, spec.strategy)
  validateNumber(errors, 'spec.minReadySeconds', minReadySeconds)
  validateNumber(errors, 'spec.revisionHistoryLimit', spec.revisionHistoryLimit)
  validateNumber(errors, 'spec.progressDeadlineSeconds', progressDeadlineSeconds)
  if (progressDeadlineSeconds <= minReadySeconds)
    errors.push(
      invalid('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds'),
    )
  return errors
}

/** `ValidateDeploymentStrategy`. */
function validateStrategy(errors: FieldError[], { type, rollingUpdate }: Strategy): void {
  const path = 'spec.strategy'
  if (type === 'Recreate') {
    if (rollingUpdate)
      errors.push(forbidden(`${path}.rollingUpdate`, "may not be specified when strategy `type` is 'Recreate'"))
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate) validateRollingUpdate(errors, `${path}.rollingUpdate`, rollingUpdate)
    else errors.push(required(`${path}.rollingUpdate`, 'this should be defaulted and never be nil'))
  } else {
    const { maxUnavailable = 0, maxSurge = 0 } = (rollingUpdate ?? {}) as Partial<RollingUpdate>
    const shown = {
      Type: type,
      RollingUpdate: rollingUpdate ? { MaxUnavailable: maxUnavailable, MaxSurge: maxSurge } : null,
    }
    errors.push(notSupported(path, shown, ['Recreate', 'RollingUpdate']))
  }
}

type RollingUpdate = NonNullable<Strategy['rollingUpdate']>

/** `ValidateRollingUpdateDeployment`. */
function validateRollingUpdate(errors: FieldError[], path: string, { maxUnavailable, maxSurge }: RollingUpdate): void {
  const at = `${path}.maxUnavailable`
  errors.push(...countOrPercentErrors(at, maxUnavailable), ...countOrPercentErrors(`${path}.maxSurge`, maxSurge))
  if (leadingCount(maxUnavailable) === 0 && leadingCount(maxSurge) === 0)
    errors.push(invalid(at, maxUnavailable, 'may not be 0 when `maxSurge` is 0'))
  errors.push(...aboveAllErrors(at, maxUnavailable))
}

const counters = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
] as const

/** `ValidateDeploymentStatusUpdate`, without the rules of all metadata. */
export function deploymentStatusErrors({ status }: Deployment, previous: Deployment): readonly FieldError[] {
  const errors: FieldError[] = []
  for (const name of counters) validateNumber(errors, `status.${name}`, status[name])
  validateParts(errors, status, ['updatedReplicas', 'readyReplicas', 'availableReplicas'])
  validateCollisionCount(errors, status.collisionCount, previous.status.collisionCount)
  return errors
}
