import { isRecord } from '../base'
import { failure, StatusError, selectorText } from '../client'
import type { KubernetesObject, LabelSelector } from '../kinds'
import type { ApiContext, Caller } from './context'
import { valueAt } from './custom'
import { badRequest, invalid } from './errors'
import { withScaleOwners } from './owned-fields'
import { invalidValue, type Resource, type ScalePaths } from './resources'
import { updateObject } from './update'

/** What a Scale can be made of: anything with replicas and a selector. */
export type Scalable = KubernetesObject & {
  readonly spec: { readonly replicas?: number; readonly selector: LabelSelector }
  readonly status: { readonly replicas?: number }
}

/** The Scale view of an object (registry/apps/statefulset/storage: scaleFromStatefulSet). */
export function scaleOf({ scalePaths }: Resource, object: Scalable): Record<string, unknown> {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata
  const { replicas, status } = scalePaths ? partsAt(object, scalePaths) : partsOf(object)
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas ? { replicas } : {},
    status,
  }
}

interface ScaleParts {
  readonly replicas: number | undefined
  readonly status: { readonly replicas: number; readonly selector?: string }
}

function partsOf({ spec, status }: Scalable): ScaleParts {
  return {
    replicas: spec.replicas,
    status: { replicas: status.replicas ?? 0, selector: selectorText(spec.selector) },
  }
}

/** The same of a custom resource (`pkg/registry/customresource/etcd.go: scaleFromCustomResource`). */
function partsAt(object: KubernetesObject, { specReplicas, statusReplicas, selector }: ScalePaths): ScaleParts {
  const replicas = valueAt(object, specReplicas)
  if (replicas === undefined) {
    const path = JSON.stringify(`.${specReplicas.join('.')}`)
    const problem = `the spec replicas field ${path} does not exist`
    const details = { causes: [{ message: problem }] }
    throw new StatusError(failure('InternalError', `Internal error occurred: ${problem}`, details))
  }
  const counted = valueAt(object, statusReplicas)
  const labels = selector && valueAt(object, selector)
  const status = {
    replicas: typeof counted === 'number' ? counted : 0,
    ...(typeof labels === 'string' && labels && { selector: labels }),
  }
  return { replicas: typeof replicas === 'number' ? replicas : 0, status }
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
  const names = resource.scalePaths?.specReplicas ?? ['spec', 'replicas']
  const body = withValueAt({ ...object, metadata }, names, replicas) as KubernetesObject
  const before = Number(valueAt(object, names) ?? 0)
  const owned = withScaleOwners(caller, names, object, body, [before, replicas])
  const writer = { ...caller, hasSettledOwners: true }
  return updateObject(context, writer, resource, object, owned, { isPatch }) as Scalable
}

/** What `given` says of the fields of `known`, and `known` where it says nothing. */
function pick<T extends Readonly<Record<string, string>>>(given: Readonly<Record<string, unknown>>, known: T): T {
  const entries = Object.entries(known).map(([field, value]) => [field, given[field] || value])
  return Object.fromEntries(entries) as T
}

/** The record with a value put where a list of names leads. */
function withValueAt(record: object, [name = '', ...rest]: readonly string[], value: unknown): object {
  const below = (record as Readonly<Record<string, unknown>>)[name]
  const next = rest.length === 0 ? value : withValueAt(isRecord(below) ? below : {}, rest, value)
  return { ...record, [name]: next }
}
