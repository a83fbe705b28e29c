import type { Column } from '../resources'
import { ageColumn, integerColumn, nameColumn } from '../resources/columns'

interface Scale {
  readonly spec?: { readonly replicas?: number }
  readonly status?: { readonly replicas?: number }
}

const { format: _, ...plainName } = nameColumn

/** The table of a Scale, which is no stored kind (printers/internalversion: printScale). */
export const scaleColumns: readonly Column[] = [
  plainName,
  integerColumn(
    'Desired',
    'replicas is the desired number of instances for the scaled object.',
    object => (object as unknown as Scale).spec?.replicas ?? 0,
  ),
  integerColumn(
    'Available',
    'replicas is the actual number of observed instances of the scaled object.',
    object => (object as unknown as Scale).status?.replicas ?? 0,
  ),
  ageColumn,
]
