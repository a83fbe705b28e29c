import { compareText } from '../../base'
import type { KubernetesObject, LabelSelector, ObjectMeta, OwnerReference } from '../../kinds'
import { type FieldError, forbidden, invalid, required, tooLong } from './field-error'
import { labelProblems, labelValueProblems, nameProblems, qualifiedNameProblems } from './names'
import type { Resource } from './types'

const mostAnnotationBytes = 256 * 1024
const standardFinalizers: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion'])
const immutableDetail = 'field is immutable'
/** Detail of a number that must not be below zero. */
export const negativeDetail = 'must be greater than or equal to 0'

type Texts = Readonly<Record<string, string>>
type Scope = Pick<Resource, 'namespaced' | 'nameRule'>

/**
 * The metadata rules that all kinds share, for a new object with its name and namespace already set
 * (`pkg/apis/core/validation: ValidateObjectMeta`).
 */
export function validateMetadata(object: KubernetesObject, resource: Scope): readonly FieldError[] {
  const errors: FieldError[] = []
  const metadata = object.metadata
  if (metadata.generateName) {
    for (const problem of nameProblems(resource.nameRule, metadata.generateName, true))
      errors.push(invalid('metadata.generateName', metadata.generateName, problem))
  }
  if (!metadata.name) errors.push(required('metadata.name', 'name or generateName is required'))
  else {
    for (const problem of nameProblems(resource.nameRule, metadata.name))
      errors.push(invalid('metadata.name', metadata.name, problem))
  }
  validateNamespace(errors, metadata, resource.namespaced)
  validateGeneration(errors, metadata)
  validateCommon(errors, metadata)
  if (metadata.finalizers) validateFinalizers(errors, metadata.finalizers)
  return errors
}

/** The metadata rules of a change (`ValidateObjectMetaUpdate`). What is the same object in both is not looked at again. */
export function validateMetadataUpdate(next: KubernetesObject, previous: KubernetesObject): readonly FieldError[] {
  const metadata = next.metadata
  const before = previous.metadata
  if (metadata === before) return []
  const errors: FieldError[] = []
  if (before.deletionTimestamp) validateNoNewFinalizers(errors, metadata, before)
  if (!metadata.resourceVersion) errors.push(invalid('metadata.resourceVersion', '', 'must be specified for an update'))
  validateGeneration(errors, metadata)
  if ((metadata.generation ?? 0) < (before.generation ?? 0))
    errors.push(invalid('metadata.generation', metadata.generation ?? 0, 'must not be decremented'))
  for (const field of ['name', 'namespace', 'uid'] as const) {
    if (metadata[field] !== before[field])
      errors.push(invalid(`metadata.${field}`, metadata[field] ?? '', immutableDetail))
  }
  for (const field of ['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    if (metadata[field] !== before[field]) errors.push(invalid(`metadata.${field}`, metadata[field], immutableDetail))
  }
  validateCommon(errors, metadata, before)
  return errors
}

function validateNamespace(errors: FieldError[], metadata: ObjectMeta, isNamespaced: boolean): void {
  const namespace = metadata.namespace
  if (!isNamespaced) {
    if (namespace) errors.push(forbidden('metadata.namespace', 'not allowed on this type'))
  } else if (!namespace) errors.push(required('metadata.namespace'))
  else for (const problem of labelProblems(namespace)) errors.push(invalid('metadata.namespace', namespace, problem))
}

function validateGeneration(errors: FieldError[], { generation }: ObjectMeta): void {
  if (generation !== undefined && generation < 0)
    errors.push(invalid('metadata.generation', generation, negativeDetail))
}

function validateCommon(errors: FieldError[], metadata: ObjectMeta, before?: ObjectMeta): void {
  const { labels, annotations, ownerReferences } = metadata
  if (labels && labels !== before?.labels) validateLabels(errors, 'metadata.labels', labels)
  if (annotations && annotations !== before?.annotations)
    validateAnnotations(errors, 'metadata.annotations', annotations)
  if (ownerReferences && ownerReferences !== before?.ownerReferences) validateOwners(errors, ownerReferences)
}

/** Keys and values of labels (`ValidateLabels`). The path does not name the key. */
export function validateLabels(errors: FieldError[], path: string, labels: Texts | undefined): void {
  for (const key in labels) {
    for (const problem of qualifiedNameProblems(key)) errors.push(invalid(path, key, problem))
    const value = labels[key] as string
    for (const problem of labelValueProblems(value)) errors.push(invalid(path, value, problem))
  }
}

/** Keys of annotations, whose case does not matter, and their size altogether (`ValidateAnnotations`). */
export function validateAnnotations(errors: FieldError[], path: string, annotations: Texts | undefined): void {
  let bytes = 0
  for (const key in annotations) {
    for (const problem of qualifiedNameProblems(key.toLowerCase())) errors.push(invalid(path, key, problem))
    bytes += key.length + (annotations[key] as string).length
  }
  if (bytes > mostAnnotationBytes) errors.push(tooLong(path, `may not be more than ${mostAnnotationBytes} bytes`))
}

function validateOwners(errors: FieldError[], owners: readonly OwnerReference[]): void {
  let controller: string | undefined
  owners.forEach((owner, index) => {
    validateOwner(errors, `metadata.ownerReferences[${index}]`, owner)
    if (!owner.controller) return
    const name = `${owner.kind}/${owner.name}`
    if (controller === undefined) controller = name
    else
      errors.push(
        invalid(
          'metadata.ownerReferences',
          owners,
          `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`,
        ),
      )
  })
}

function validateOwner(errors: FieldError[], path: string, owner: OwnerReference): void {
  const parts = (owner.apiVersion ?? '').split('/')
  if (!owner.apiVersion) errors.push(required(`${path}.apiVersion`, 'must not be empty'))
  else if (parts.length > 2 || parts.at(-1) === '')
    errors.push(invalid(`${path}.apiVersion`, owner.apiVersion, 'must be <group>/<version> or <version>'))
  for (const field of ['kind', 'name', 'uid'] as const)
    if (!owner[field]) errors.push(required(`${path}.${field}`, 'must not be empty'))
  if (owner.apiVersion === 'v1' && owner.kind === 'Event')
    errors.push(invalid(path, owner, '/v1, Kind=Event is disallowed from being an owner'))
}

function validateFinalizers(errors: FieldError[], finalizers: readonly string[]): void {
  const path = 'metadata.finalizers'
  for (const finalizer of finalizers)
    for (const problem of qualifiedNameProblems(finalizer)) errors.push(invalid(path, finalizer, problem))
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion'))
    errors.push(invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'))
  finalizers.forEach((finalizer, index) => {
    if (finalizer.includes('/') || standardFinalizers.has(finalizer)) return
    const detail = 'name is neither a standard finalizer name nor is it fully qualified'
    errors.push(invalid(`${path}[${index}]`, finalizer, detail))
  })
}

function validateNoNewFinalizers(errors: FieldError[], next: ObjectMeta, previous: ObjectMeta): void {
  if (next.finalizers === previous.finalizers) return
  const known = new Set(previous.finalizers)
  const added = [...new Set(next.finalizers)].filter(finalizer => !known.has(finalizer)).sort(compareText)
  if (added.length === 0) return
  const list = `[]string{${added.map(finalizer => JSON.stringify(finalizer)).join(', ')}}`
  const detail = `no new finalizers can be added if the object is being deleted, found new finalizers ${list}`
  errors.push(forbidden('metadata.finalizers', detail))
}

/** `k8s.io/apimachinery/pkg/apis/meta/v1/validation: ValidateLabelSelector`. An absent selector has no errors. */
export function validateLabelSelector(errors: FieldError[], path: string, selector: LabelSelector | undefined): void {
  if (!selector) return
  validateLabels(errors, `${path}.matchLabels`, selector.matchLabels)
  selector.matchExpressions?.forEach((requirement, index) => {
    const at = `${path}.matchExpressions[${index}]`
    const { key = '', operator, values = [] } = requirement
    if (operator === 'In' || operator === 'NotIn') {
      if (values.length === 0) errors.push(required(`${at}.values`, valuesNeededDetail))
    } else if (operator === 'Exists' || operator === 'DoesNotExist') {
      if (values.length > 0) errors.push(forbidden(`${at}.values`, valuesForbiddenDetail))
    } else errors.push(invalid(`${at}.operator`, operator ?? '', 'not a valid selector operator'))
    for (const problem of qualifiedNameProblems(key)) errors.push(invalid(`${at}.key`, key, problem))
    values.forEach((value, i) => {
      for (const problem of labelValueProblems(value)) errors.push(invalid(`${at}.values[${i}]`, value, problem))
    })
  })
}

/** Details that label selectors and node selectors have in common. */
export const valuesNeededDetail = "must be specified when `operator` is 'In' or 'NotIn'"
export const valuesForbiddenDetail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'"
