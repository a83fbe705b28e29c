import { deepEqual } from '../../base'
import type { Affinity, Pod, PodSpec, Toleration } from '../../kinds'
import { type FieldError, forbidden, invalid, required } from './field-error'
import { validateImages, validatePod } from './pod-validation'
import type { WireContainer, WirePodSpec } from './pod-wire'
import { validateTolerations } from './scheduling-validation'
import { podSpecDiff } from './spec-diff'

const mutableFields = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',')
const mostSeconds = 2 ** 31 - 1
const deadline = 'spec.activeDeadlineSeconds'

/**
 * What may change in a pod (`pkg/apis/core/validation: ValidatePodUpdate`), without the rules of all metadata. A spec that is the same
 * object is not looked at.
 */
export function podUpdateErrors(next: Pod, previous: Pod): readonly FieldError[] {
  const errors: FieldError[] = []
  if (next.spec === previous.spec) {
    if (next.metadata.annotations !== previous.metadata.annotations) validatePod(errors, next)
    return errors
  }
  validatePod(errors, next)
  const after = next.spec as WirePodSpec
  const before = previous.spec as WirePodSpec
  if (!validateContainers(errors, 'spec.containers', after.containers, before.containers)) return errors
  if (!validateContainers(errors, 'spec.initContainers', after.initContainers, before.initContainers)) return errors
  if (!validateDeadline(errors, after, before)) return errors
  validateAddedTolerations(errors, after.tolerations ?? [], before.tolerations ?? [])
  validateRemovedGates(errors, after, before)
  if (deepEqual(after, before)) return errors
  const compared = withoutMutable(errors, after, before)
  if (deepEqual(compared, before)) return errors
  const difference = podSpecDiff(previous.spec, compared as PodSpec)
  errors.push(forbidden('spec', `pod updates may not change fields other than ${mutableFields}\n${difference}`))
  return errors
}

/** Whether the containers are still as many, so that comparing them makes sense. */
function validateContainers(
  errors: FieldError[],
  path: string,
  given: readonly WireContainer[] | null | undefined,
  previous: readonly WireContainer[] | null | undefined,
): boolean {
  const after = given ?? []
  const before = previous ?? []
  if (after.length !== before.length) {
    errors.push(forbidden(path, 'pod updates may not add or remove containers'))
    return false
  }
  after.forEach(({ image }, index) => {
    if (!image) errors.push(required(`${path}[${index}].image`))
  })
  validateImages(errors, path, after)
  return true
}

function validateDeadline(errors: FieldError[], after: WirePodSpec, before: WirePodSpec): boolean {
  const seconds = after.activeDeadlineSeconds
  const limit = before.activeDeadlineSeconds
  if (seconds === undefined) {
    if (limit !== undefined)
      errors.push(invalid(deadline, null, 'must not update from a positive integer to nil value'))
    return true
  }
  if (seconds < 0 || seconds > mostSeconds)
    errors.push(invalid(deadline, seconds, `must be between 0 and ${mostSeconds}, inclusive`))
  else if (limit !== undefined && limit < seconds)
    errors.push(invalid(deadline, seconds, 'must be less than or equal to previous value'))
  else return true
  return false
}

/** `validateOnlyAddedTolerations`. */
function validateAddedTolerations(
  errors: FieldError[],
  after: readonly Toleration[],
  before: readonly Toleration[],
): void {
  if (after === before) return
  const isKept = before.every(old => after.some(toleration => isSameToleration(toleration, old)))
  const detail = 'existing toleration can not be modified except its tolerationSeconds'
  if (isKept) validateTolerations(errors, 'spec.tolerations', after)
  else errors.push(forbidden('spec.tolerations', detail))
}

function isSameToleration(a: Toleration, b: Toleration): boolean {
  const text = (value: string | undefined) => value ?? ''
  return (['key', 'operator', 'value', 'effect'] as const).every(field => text(a[field]) === text(b[field]))
}

function validateRemovedGates(errors: FieldError[], after: WirePodSpec, before: WirePodSpec): void {
  const known = new Set(before.schedulingGates?.map(gate => gate.name))
  after.schedulingGates?.forEach(({ name }, index) => {
    const detail = `only deletion is allowed, but found new scheduling gate '${name}'`
    if (!known.has(name)) errors.push(forbidden(`spec.schedulingGates[${index}].name`, detail))
  })
}

/** `after` with everything put back that may change; what still differs may not. */
function withoutMutable(errors: FieldError[], after: WirePodSpec, before: WirePodSpec): WirePodSpec {
  const mayEndAtOnce = before.terminationGracePeriodSeconds < 0 && after.terminationGracePeriodSeconds === 1
  const compared: WirePodSpec = {
    ...after,
    containers: withImages(after.containers, before.containers),
    ...(after.initContainers && {
      initContainers: withImages(after.initContainers, before.initContainers ?? []),
    }),
    activeDeadlineSeconds: before.activeDeadlineSeconds,
    schedulingGates: before.schedulingGates,
    tolerations: before.tolerations,
    ...(mayEndAtOnce && { terminationGracePeriodSeconds: before.terminationGracePeriodSeconds }),
  }
  return before.schedulingGates?.length ? withoutGatedChanges(errors, compared, before) : compared
}

function withImages(after: readonly WireContainer[], before: readonly WireContainer[]): readonly WireContainer[] {
  return (after ?? []).map((container, index) => ({ ...container, image: before[index]?.image }))
}

/** While a pod is gated, the places it may go to can still be narrowed (`validateNodeSelectorMutation`, `validateNodeAffinityMutation`). */
function withoutGatedChanges(errors: FieldError[], compared: WirePodSpec, before: WirePodSpec): WirePodSpec {
  const old = before.nodeSelector ?? {}
  const selector = compared.nodeSelector ?? {}
  if (!Object.entries(old).every(([key, value]) => selector[key] === value)) {
    const detail = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)'
    errors.push(invalid('spec.nodeSelector', compared.nodeSelector, detail))
  }
  validateNodeAffinity(errors, compared.affinity?.nodeAffinity, before.affinity?.nodeAffinity)
  const { podAffinity, podAntiAffinity } = compared.affinity ?? {}
  const nodeAffinity = before.affinity?.nodeAffinity
  const hasAffinity = nodeAffinity || podAffinity || podAntiAffinity || before.affinity
  return {
    ...compared,
    nodeSelector: before.nodeSelector,
    affinity: hasAffinity ? { ...compared.affinity, nodeAffinity } : undefined,
  }
}

type NodeAffinity = Affinity['nodeAffinity']

function validateNodeAffinity(errors: FieldError[], after: NodeAffinity, before: NodeAffinity): void {
  const old = before?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const terms = after?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  const path = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms'
  if (old.length > 0 && old.length !== terms.length) {
    errors.push(invalid(path, terms, 'no additions/deletions to non-empty NodeSelectorTerms list are allowed'))
    return
  }
  old.forEach((term, index) => {
    const now = terms[index]
    const isKept = (['matchExpressions', 'matchFields'] as const).every(
      list =>
        (term[list]?.length ?? 0) <= (now?.[list]?.length ?? 0) &&
        (term[list] ?? []).every((requirement, i) => deepEqual(requirement, now?.[list]?.[i])),
    )
    if (!isKept)
      errors.push(invalid(`${path}[${index}]`, now, 'only additions are allowed (no mutations or deletions)'))
  })
}
