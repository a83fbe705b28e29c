import type { KubernetesObject, Time } from '../../kinds'
import { badRequest } from '../errors'
import type { ListMetadata } from '../list'
import type { Column, Resource } from '../resources'
import { partialMetadata } from './partial-metadata'

/** How a table is wanted. */
export interface TableOptions {
  readonly apiVersion: string
  /** How much of each object stands in its row. */
  readonly includeObject: 'None' | 'Metadata' | 'Object'
  /** A stream tells the columns once. */
  readonly hasColumns: boolean
  /** The objects are a list, not one that was asked for by name nor what a watch tells of. */
  readonly isList?: boolean
  readonly now: Time
  /** Whole objects, where they are shown otherwise than they are stored. */
  shown?(stored: KubernetesObject): KubernetesObject
}

/** `meta.k8s.io` Table: what `kubectl get` prints. */
export interface Table {
  readonly kind: 'Table'
  readonly apiVersion: string
  readonly metadata: Partial<ListMetadata>
  readonly columnDefinitions: readonly unknown[] | null
  readonly rows: readonly unknown[]
}

/** `includeObject` of a query. Throws 400 for unknown words. */
export function includeObjectOf(query: URLSearchParams): TableOptions['includeObject'] {
  const value = query.get('includeObject') ?? ''
  if (value === 'None' || value === 'Metadata' || value === 'Object') return value
  if (value === '') return 'Metadata'
  throw badRequest(
    `Unable to convert to Table as requested: includeObject: Invalid value: ${JSON.stringify(value)}: must be 'Metadata', 'Object', 'None', or empty`,
  )
}

/** Objects as the table their kind's printer makes of them. */
export function tableOf(
  resource: Pick<Resource, 'columns' | 'rowConditions'>,
  objects: readonly KubernetesObject[],
  metadata: Partial<ListMetadata>,
  options: TableOptions,
): Table {
  const { apiVersion, hasColumns } = options
  return {
    kind: 'Table',
    apiVersion,
    metadata,
    columnDefinitions: hasColumns ? resource.columns.map(definitionOf) : null,
    rows: objects.map(object => rowOf(resource, object, options, options.isList ? objects : undefined)),
  }
}

function definitionOf({ name, type, format = '', description, priority = 0 }: Column) {
  return { name, type, format, description, priority }
}

function rowOf(
  resource: Pick<Resource, 'columns' | 'rowConditions'>,
  object: KubernetesObject,
  { includeObject, apiVersion, now, shown = object => object }: TableOptions,
  list: readonly KubernetesObject[] | undefined,
) {
  // A bookmark is no object: it has a version, and nothing to print.
  const isBookmark = !object.metadata.uid
  const conditions = isBookmark ? undefined : resource.rowConditions?.(object)
  return {
    cells: resource.columns.map(column => (isBookmark ? '' : column.cell(object, now, list))),
    ...(conditions && { conditions }),
    object:
      includeObject === 'None'
        ? null
        : includeObject === 'Object'
          ? shown(object)
          : partialMetadata(object, apiVersion),
  }
}
