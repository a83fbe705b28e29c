import { isRecord } from '../base'
import { selectorText } from '../client'
import type { KubernetesObject, LabelSelector } from '../kinds'
import type { ApiContext, Caller } from './context'
import { badRequest, invalid } from './errors'
import { invalidValue, type Resource } from './resources'
import { updateObject } from './update'

/** What a Scale can be made of: anything with replicas and a selector. */
export type Scalable = KubernetesObject & {
  readonly spec: { readonly replicas?: number; readonly selector: LabelSelector }
  readonly status: { readonly replicas?: number }
}

/** The Scale view of an object (registry/apps/statefulset/storage: scaleFromStatefulSet). */
export function scaleOf({ metadata, spec, status }: Scalable): Record<string, unknown> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = metadata
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: spec.replicas ? { replicas: spec.replicas } : {},
    status: { replicas: status.replicas ?? 0, selector: selectorText(spec.selector) },
  }
}

/** Writes the replicas of a Scale into its object. Name, uid and resourceVersion in the Scale are enforced. */
export function writeScale(
  context: ApiContext,
  caller: Caller,
  resource: Resource,
  object: Scalable,
  scale: unknown,
  isPatch = false,
): Scalable {
  if (!isRecord(scale)) throw badRequest('the body must be a Scale')
  const { name } = object.metadata
  const given = isRecord(scale.metadata) ? scale.metadata : {}
  const { replicas = 0 } = (isRecord(scale.spec) ? scale.spec : {}) as { replicas?: number }
  if (typeof replicas !== 'number' || !Number.isInteger(replicas))
    throw badRequest('spec.replicas must be a whole number')
  if (replicas < 0)
    throw invalid({ kind: 'Scale', group: 'autoscaling' }, name, [
      invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'),
    ])
  const { uid, resourceVersion } = object.metadata
  const metadata = { ...object.metadata, ...pick(given, { name, uid, resourceVersion }) }
  const body: Scalable = { ...object, metadata, spec: { ...object.spec, replicas } }
  return updateObject(context, caller, resource, object, body, { isPatch }) as Scalable
}

/** What `given` says of the fields of `known`, and `known` where it says nothing. */
function pick<T extends Readonly<Record<string, string>>>(given: Readonly<Record<string, unknown>>, known: T): T {
  const entries = Object.entries(known).map(([field, value]) => [field, given[field] || value])
  return Object.fromEntries(entries) as T
}
