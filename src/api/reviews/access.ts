import { deepEqual } from '../../base'
import type { KubernetesObject } from '../../kinds'
import { badRequest, invalid } from '../errors'
import { type FieldError, invalidValue } from '../resources'
import type { Asker } from './types'

interface AccessReview extends KubernetesObject {
  readonly spec: {
    readonly resourceAttributes?: { readonly namespace?: string }
    readonly nonResourceAttributes?: { readonly path?: string; readonly verb?: string }
    readonly user?: string
    readonly groups?: readonly string[]
  }
}

/** There is no authorization here: everybody may do everything. */
const yes = { allowed: true }

/** `ValidateSelfSubjectAccessReview`. */
export function answerSelfAccess(question: KubernetesObject): KubernetesObject {
  const review = question as AccessReview
  refuse([...unionErrors(review), ...metadataErrors(review, {}, 'must be empty')])
  return { ...review, status: yes } as KubernetesObject
}

/** `ValidateSubjectAccessReview`. */
export function answerAccess(question: KubernetesObject): KubernetesObject {
  const review = question as AccessReview
  refuse([...unionErrors(review), ...subjectErrors(review), ...metadataErrors(review, {}, 'must be empty')])
  return { ...review, status: yes } as KubernetesObject
}

/** `ValidateLocalSubjectAccessReview`, and the namespace of the path (registry/authorization/localsubjectaccessreview). */
export function answerLocalAccess(question: KubernetesObject, { namespace }: Asker): KubernetesObject {
  const review = question as AccessReview
  const own = review.metadata.namespace ?? ''
  if (own !== '' && own !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request')
  const { resourceAttributes, nonResourceAttributes } = review.spec
  const errors = [
    ...unionErrors(review),
    ...subjectErrors(review),
    ...metadataErrors(review, own ? { namespace: own } : {}, 'must be empty except for namespace'),
  ]
  const wanted = resourceAttributes?.namespace ?? ''
  if (resourceAttributes && wanted !== namespace)
    errors.push(invalidValue('spec.resourceAttributes.namespace', wanted, 'must match metadata.namespace'))
  if (nonResourceAttributes)
    errors.push(
      invalidValue('spec.nonResourceAttributes', goForm(nonResourceAttributes), 'disallowed on this kind of request'),
    )
  refuse(errors)
  return { ...review, metadata: { ...review.metadata, namespace }, status: yes } as KubernetesObject
}

function unionErrors({ spec }: AccessReview): readonly FieldError[] {
  const { resourceAttributes, nonResourceAttributes } = spec
  if (Boolean(resourceAttributes) !== Boolean(nonResourceAttributes)) return []
  const detail = 'exactly one of nonResourceAttributes or resourceAttributes must be specified'
  return [invalidValue('spec', nonResourceAttributes && goForm(nonResourceAttributes), detail)]
}

/** The struct as Go prints it. */
function goForm({ path = '', verb = '' }: { readonly path?: string; readonly verb?: string }) {
  return { Path: path, Verb: verb }
}

function subjectErrors({ spec }: AccessReview): readonly FieldError[] {
  if (spec.user || spec.groups?.length) return []
  return [invalidValue('spec.user', spec.user ?? '', 'at least one of user or group must be specified')]
}

function metadataErrors({ metadata }: AccessReview, allowed: object, detail: string): readonly FieldError[] {
  return deepEqual(metadata, allowed) ? [] : [invalidValue('metadata', metadata, detail)]
}

/** Upstream names no kind in these errors. */
function refuse(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw invalid({ kind: '', group: 'authorization.k8s.io' }, '', errors)
}
