import { selectorText } from '../../client'
import {
  type KubernetesObject,
  type LabelSelector,
  type PodTemplateSpec,
  parseTimestamp,
  type Time,
  type Timestamp,
} from '../../kinds'
import type { Column } from './types'

const nameText =
  'Name must be unique within a namespace. Is required when creating resources, although some resources may allow a client to request the generation of an appropriate name automatically. Name is primarily intended for creation idempotence and configuration definition. Cannot be updated. More info: https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names'
const ageText =
  'CreationTimestamp is a timestamp representing the server time when this object was created. It is not guaranteed to be set in happens-before order across separate operations. Clients may not set this value. It is represented in RFC3339 form and is in UTC.\n\nPopulated by the system. Read-only. Null for lists. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata'

type Cell<T> = (object: T, now: Time) => string | number | boolean

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

/** How long ago `since` was, `4m10s`; `<unknown>` when it is absent. */
export function ageOf(since: Timestamp | null | undefined, now: Time): string {
  return since ? humanDuration(now - parseTimestamp(since)) : '<unknown>'
}

/**
 * A duration as kubectl's tables show it: two units at most, the coarser the longer
 * (`k8s.io/apimachinery/pkg/util/duration: HumanDuration`). Two seconds of clock skew count as 0s; more is `<invalid>`.
 */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000)
  if (seconds < -1) return '<invalid>'
  if (seconds < 0) return '0s'
  if (seconds < 60 * 2) return `${seconds}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's')
  if (minutes < 60 * 3) return `${minutes}m`
  const hours = Math.floor(minutes / 60)
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm')
  if (hours < 48) return `${hours}h`
  const days = Math.floor(hours / 24)
  if (hours < 24 * 8) return withRest(days, 'd', hours % 24, 'h')
  if (hours < 24 * 365 * 2) return `${days}d`
  const years = Math.floor(days / 365)
  return hours < 24 * 365 * 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`
}

function withRest(count: number, unit: string, rest: number, restUnit: string): string {
  return rest ? `${count}${unit}${rest}${restUnit}` : `${count}${unit}`
}
