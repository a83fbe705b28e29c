import { selectorText } from '../../client'
import { ageOf, type KubernetesObject, type LabelSelector, type PodTemplateSpec, type Time } from '../../kinds'
import type { Column } from './types'

export { ageOf, humanDuration } from '../../kinds'

const nameText =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names'
export const ageText =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata'

type Cell<T> = (object: T, now: Time, list?: readonly T[]) => string | number | boolean

/** A string column. `T` is the kind whose printer it belongs to. */
export function textColumn<T extends KubernetesObject>(name: string, description: string, cell: Cell<T>): Column {
  return { name, type: 'string', description, cell: cell as Cell<KubernetesObject> }
}

/** A string column that shows in `-o wide` only. */
export function wideColumn<T extends KubernetesObject>(name: string, description: string, cell: Cell<T>): Column {
  return { ...textColumn(name, description, cell), priority: 1 }
}

/** A column of whole numbers. */
export function integerColumn<T extends KubernetesObject>(name: string, description: string, cell: Cell<T>): Column {
  return { ...textColumn(name, description, cell), type: 'integer' }
}

export const nameColumn: Column = {
  name: 'Name',
  type: 'string',
  format: 'name',
  description: nameText,
  cell: object => object.metadata.name,
}

export const ageColumn: Column = {
  name: 'Age',
  type: 'string',
  description: ageText,
  cell: (object, now) => ageOf(object.metadata.creationTimestamp, now),
}

/** What pods are made from a template: StatefulSets, ReplicaSets, Deployments. */
interface Templated extends KubernetesObject {
  readonly spec: { readonly selector: LabelSelector; readonly template: PodTemplateSpec }
}

export const containersColumn = wideColumn<Templated>(
  'Containers',
  'Names of each container in the template.',
  ({ spec }) => spec.template.spec.containers.map(container => container.name).join(','),
)

export const imagesColumn = wideColumn<Templated>(
  'Images',
  'Images referenced by each container in the template.',
  ({ spec }) => spec.template.spec.containers.map(container => container.image ?? '').join(','),
)

/** The selector as a query would write it. */
export function selectorColumn(description: string): Column {
  return wideColumn<Templated>('Selector', description, ({ spec }) => selectorText(spec.selector))
}
