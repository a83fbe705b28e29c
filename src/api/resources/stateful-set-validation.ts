import { deepEqual } from '../../base'
import { matchesSelector } from '../../client'
import type { PersistentVolumeClaimSpec, PodTemplateSpec, StatefulSet, StatefulSetSpec } from '../../kinds'
import { parseQuantity } from '../../kinds'
import { claimSpecErrors } from './claim-spec'
import { aboveAllErrors, countOrPercentErrors, leadingCount } from './count-or-percent'
import { validateCollisionCount, validateNumber } from './counters'
import { type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { goForm } from './go-form'
import { validateLabelSelector } from './metadata'
import { labelProblems } from './names'
import { uniqueErrors, validatePodTemplate, validateTemplateMetadata } from './pod-validation'

const immutableDetail = 'field is immutable'
const retentionPolicies = ['Retain', 'Delete']
const rollingDetail = "only allowed for updateStrategy 'RollingUpdate'"

/** What a write may skip, because an object that was let in before the rules were there must stay writable. */
interface Tolerances {
  readonly isServiceNameTolerated?: boolean
  readonly areClaimsTolerated?: boolean
  readonly isTemplateTolerated?: boolean
}

/** A new set, already defaulted (`pkg/apis/apps/validation: ValidateStatefulSet`), without the rules of all metadata. */
export function statefulSetErrors({ spec }: StatefulSet): readonly FieldError[] {
  return uniqueErrors(specErrors(spec, {}))
}

/** `ValidateStatefulSetUpdate`. A spec that is the same object is not looked at. */
export function statefulSetUpdateErrors(next: StatefulSet, previous: StatefulSet): readonly FieldError[] {
  const { spec } = next
  const before = previous.spec
  if (spec === before) return []
  const tolerances = { isServiceNameTolerated: true, areClaimsTolerated: true }
  const isSameTemplate = spec.template === before.template && spec.volumeClaimTemplates === before.volumeClaimTemplates
  const errors = specErrors(spec, { ...tolerances, isTemplateTolerated: isSameTemplate })
  // An invalid template that is stored already may stay; finding that out costs a second look, taken only when there are errors.
  const isOldInvalid = errors.length > 0 && specErrors(before, tolerances).length > 0
  const kept = isOldInvalid ? specErrors(spec, { ...tolerances, isTemplateTolerated: true }) : errors
  validateImmutable(kept, 'spec.selector', spec.selector, before.selector)
  if (!areSameClaims(spec.volumeClaimTemplates, before.volumeClaimTemplates)) {
    const shown = spec.volumeClaimTemplates?.map(shownClaim) ?? null
    kept.push(invalid('spec.volumeClaimTemplates', shown, immutableDetail))
  }
  validateImmutable(kept, 'spec.serviceName', spec.serviceName ?? '', before.serviceName ?? '')
  validateImmutable(kept, 'spec.podManagementPolicy', spec.podManagementPolicy, before.podManagementPolicy)
  return uniqueErrors(kept)
}

function validateImmutable(errors: FieldError[], path: string, next: unknown, previous: unknown): void {
  if (!deepEqual(next, previous)) errors.push(invalid(path, next, immutableDetail))
}

/** A claim as Go prints the struct, whose metadata is not a field of its own. */
function shownClaim({ metadata, spec, status }: NonNullable<ClaimTemplates>[number]): unknown {
  return {
    ...metadata,
    Spec: goForm('PersistentVolumeClaimSpec', spec),
    Status: goForm('PersistentVolumeClaimStatus', status),
  }
}

type ClaimTemplates = StatefulSetSpec['volumeClaimTemplates']

/** Equal up to how quantities are written: `1Gi` is `1024Mi`. */
function areSameClaims(next: ClaimTemplates = [], previous: ClaimTemplates = []): boolean {
  if (next === previous) return true
  return deepEqual(next.map(comparable), previous.map(comparable))
}

function comparable(template: NonNullable<ClaimTemplates>[number]): unknown {
  const resources = template.spec?.resources ?? {}
  const amounts = Object.entries(resources).map(([list, quantities]) => [
    list,
    Object.fromEntries(Object.entries(quantities ?? {}).map(([name, text]) => [name, parseQuantity(text)])),
  ])
  return { ...template, spec: { ...template.spec, resources: Object.fromEntries(amounts) } }
}

/** `ValidateStatefulSetSpec`. */
function specErrors(spec: StatefulSetSpec, tolerances: Tolerances): FieldError[] {
  const errors: FieldError[] = []
  const { podManagementPolicy: policy, ordinals, serviceName } = spec
  if (!policy) errors.push(required('spec.podManagementPolicy'))
  else if (policy !== 'OrderedReady' && policy !== 'Parallel')
    errors.push(invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"))
  validateStrategy(errors, spec.updateStrategy)
  validateRetention(errors, spec.persistentVolumeClaimRetentionPolicy)
  if (!tolerances.areClaimsTolerated) validateClaims(errors, spec.volumeClaimTemplates)
  validateNumber(errors, 'spec.replicas', spec.replicas)
  validateNumber(errors, 'spec.minReadySeconds', spec.minReadySeconds)
  validateNumber(errors, 'spec.ordinals.start', ordinals?.start)
  if (serviceName && !tolerances.isServiceNameTolerated)
    for (const problem of labelProblems(serviceName)) errors.push(invalid('spec.serviceName', serviceName, problem))
  if (validateSelector(errors, spec.selector)) validateTemplate(errors, spec, tolerances)
  const { restartPolicy, activeDeadlineSeconds } = spec.template.spec
  if (restartPolicy !== 'Always')
    errors.push(notSupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']))
  if (activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in StatefulSet is not Supported'
    errors.push(forbidden('spec.template.spec.activeDeadlineSeconds', detail))
  }
  return errors
}

function validateStrategy(errors: FieldError[], strategy: StatefulSetSpec['updateStrategy']): void {
  const path = 'spec.updateStrategy'
  const { type, rollingUpdate } = strategy
  if (!type) errors.push(required(path))
  else if (type === 'OnDelete') {
    if (rollingUpdate) errors.push(invalid(`${path}.rollingUpdate`, shownRollingUpdate(rollingUpdate), rollingDetail))
  } else if (type === 'RollingUpdate') {
    if (rollingUpdate) validateRollingUpdate(errors, `${path}.rollingUpdate`, rollingUpdate)
  } else {
    const shown = { Type: type, RollingUpdate: rollingUpdate ? shownRollingUpdate(rollingUpdate) : null }
    errors.push(invalid(path, shown, "must be 'RollingUpdate' or 'OnDelete'"))
  }
}

type RollingUpdate = NonNullable<StatefulSetSpec['updateStrategy']['rollingUpdate']>

/** The struct as Go prints it. */
function shownRollingUpdate({ partition = 0, maxUnavailable = null }: Nullable<RollingUpdate>): unknown {
  return { Partition: partition, MaxUnavailable: maxUnavailable }
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null }

/** `validateRollingUpdateStatefulSet`. */
function validateRollingUpdate(errors: FieldError[], path: string, { partition, maxUnavailable }: RollingUpdate): void {
  validateNumber(errors, `${path}.partition`, partition)
  if (maxUnavailable === undefined) return
  const at = `${path}.maxUnavailable`
  errors.push(...countOrPercentErrors(at, maxUnavailable))
  if (leadingCount(maxUnavailable) === 0) errors.push(invalid(at, maxUnavailable, 'cannot be 0'))
  errors.push(...aboveAllErrors(at, maxUnavailable))
}

function validateRetention(
  errors: FieldError[],
  policy: StatefulSetSpec['persistentVolumeClaimRetentionPolicy'] | undefined,
): void {
  if (!policy) return
  for (const field of ['whenDeleted', 'whenScaled'] as const) {
    const path = `spec.persistentVolumeClaimRetentionPolicy.${field}`
    if (!retentionPolicies.includes(policy[field])) errors.push(notSupported(path, policy[field], retentionPolicies))
  }
}

function validateClaims(errors: FieldError[], templates: ClaimTemplates): void {
  templates?.forEach(({ spec }, index) => {
    errors.push(...claimSpecErrors(spec as PersistentVolumeClaimSpec, `spec.volumeClaimTemplates[${index}].spec`))
  })
}

/** False when the selector cannot be read, so that the template cannot be checked against it. */
function validateSelector(errors: FieldError[], selector: StatefulSetSpec['selector'] | undefined): boolean {
  const path = 'spec.selector'
  if (!selector) {
    errors.push(required(path))
    return true
  }
  const before = errors.length
  validateLabelSelector(errors, path, selector)
  if (errors.length > before) {
    errors.push(invalid(path, selector, ''))
    return false
  }
  const count = Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0)
  if (count === 0) errors.push(invalid(path, selector, 'empty selector is invalid for statefulset'))
  return true
}

/** `ValidatePodTemplateSpecForStatefulSet`. */
function validateTemplate(errors: FieldError[], spec: StatefulSetSpec, { isTemplateTolerated }: Tolerances): void {
  const path = 'spec.template'
  const { selector, template } = spec
  const isEmpty = !Object.keys(selector?.matchLabels ?? {}).length && !selector?.matchExpressions?.length
  // Go: an absent selector matches nothing, an empty one is only reported as such.
  const labels = template.metadata?.labels
  if (!selector || (!isEmpty && !matchesSelector(selector, labels ?? {})))
    errors.push(invalid(`${path}.metadata.labels`, labels ?? null, '`selector` does not match template `labels`'))
  if (!isTemplateTolerated) validatePodTemplate(errors, path, templateWithClaims(spec))
  validateTemplateMetadata(errors, path, template.metadata)
}

/**
 * The template as pods will be made of it: the claims' volumes come first and replace volumes of their names; host name and subdomain
 * are the controller's to set.
 */
function templateWithClaims({ template, volumeClaimTemplates = [] }: StatefulSetSpec): PodTemplateSpec {
  const { hostname, subdomain, ...podSpec } = template.spec
  if (!hostname && !subdomain && volumeClaimTemplates.length === 0) return template
  const names = new Set(volumeClaimTemplates.map(claim => claim.metadata?.name ?? ''))
  const claims = [...names].map(name => ({ name, persistentVolumeClaim: { claimName: name } }))
  const others = (podSpec.volumes ?? []).filter(volume => !names.has(volume.name))
  return { ...template, spec: { ...podSpec, volumes: [...claims, ...others] } }
}

const countNames = ['readyReplicas', 'currentReplicas', 'updatedReplicas', 'availableReplicas'] as const

/** `ValidateStatefulSetStatusUpdate`, without the rules of all metadata. */
export function statefulSetStatusErrors(next: StatefulSet, previous: StatefulSet): readonly FieldError[] {
  const errors: FieldError[] = []
  const {
    replicas = 0,
    readyReplicas = 0,
    currentReplicas = 0,
    updatedReplicas = 0,
    availableReplicas = 0,
  } = next.status
  const parts = { readyReplicas, currentReplicas, updatedReplicas, availableReplicas }
  validateNumber(errors, 'status.replicas', replicas)
  for (const name of countNames) validateNumber(errors, `status.${name}`, parts[name])
  validateNumber(errors, 'status.observedGeneration', next.status.observedGeneration)
  validateNumber(errors, 'status.collisionCount', next.status.collisionCount)
  for (const name of countNames)
    if (parts[name] > replicas)
      errors.push(invalid(`status.${name}`, parts[name], 'cannot be greater than status.replicas'))
  if (availableReplicas > readyReplicas)
    errors.push(invalid('status.availableReplicas', availableReplicas, 'cannot be greater than status.readyReplicas'))
  validateCollisionCount(errors, next.status.collisionCount, previous.status.collisionCount)
  return errors
}
