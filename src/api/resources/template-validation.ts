import { deepEqual } from '../../base'
import { matchesSelector } from '../../client'
import type { LabelSelector, PodTemplateSpec } from '../../kinds'
import { type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { validateLabelSelector } from './metadata'
import { validatePodTemplate } from './pod-validation'

/** What ReplicaSets and Deployments have in common. */
interface TemplatedSpec {
  readonly selector: LabelSelector
  readonly template: PodTemplateSpec
}

/** Selector and template, which must fit; those that a stored object has already, by reference, are not looked at. */
export function validateSelectorAndTemplate(
  errors: FieldError[],
  spec: TemplatedSpec,
  previous: TemplatedSpec | undefined,
): void {
  if (spec.selector === previous?.selector && spec.template === previous?.template) return
  if (validateSelector(errors, spec.selector)) validateTemplate(errors, spec)
}

/** `ValidateImmutableField`. */
export function validateSameSelector(errors: FieldError[], spec: TemplatedSpec, previous: TemplatedSpec): void {
  if (!deepEqual(spec.selector, previous.selector))
    errors.push(invalid('spec.selector', spec.selector ?? null, 'field is immutable'))
}

/** False when the selector cannot be read, so that the template cannot be checked against it. Upstream's text says deployment for both kinds. */
function validateSelector(errors: FieldError[], selector: LabelSelector | undefined): boolean {
  const path = 'spec.selector'
  if (!selector) {
    errors.push(required(path))
    return true
  }
  const before = errors.length
  validateLabelSelector(errors, path, selector)
  const isReadable = errors.length === before
  if (isEmpty(selector)) errors.push(invalid(path, selector, 'empty selector is invalid for deployment'))
  if (!isReadable) errors.push(invalid(path, selector, 'invalid label selector'))
  return isReadable
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length + matchExpressions.length === 0
}

/** `ValidatePodTemplateSpecForReplicaSet`. */
function validateTemplate(errors: FieldError[], { selector, template }: TemplatedSpec): void {
  const path = 'spec.template'
  const labels = template.metadata?.labels
  // Go: an absent selector matches nothing, an empty one is only reported as such.
  if (!selector || (!isEmpty(selector) && !matchesSelector(selector, labels)))
    errors.push(invalid(`${path}.metadata.labels`, labels ?? null, '`selector` does not match template `labels`'))
  validatePodTemplate(errors, path, template)
  const { restartPolicy, activeDeadlineSeconds } = template.spec
  if (restartPolicy !== 'Always') errors.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy, ['Always']))
  if (activeDeadlineSeconds !== undefined)
    errors.push(forbidden(`${path}.spec.activeDeadlineSeconds`, 'activeDeadlineSeconds in ReplicaSet is not Supported'))
}
