import { type PrinterColumn, parseTimestamp, type Time } from '../../kinds'
import type { Column } from '../resources'
import { ageColumn, ageOf, nameColumn } from '../resources/columns'
import { findFirst } from './json-path'

/** The columns of a custom kind: the name, then its own, or the age where it has none (`pkg/registry/customresource/tableconvertor`). */
export function customColumns(own: readonly PrinterColumn[] | undefined): readonly Column[] {
  return [nameColumn, ...(own?.length ? own.map(columnOf) : [ageColumn])]
}

function columnOf({ name, type, format, description, priority, jsonPath }: PrinterColumn): Column {
  return {
    name,
    type: type as Column['type'],
    ...(format && { format }),
    description: description || `Custom resource definition column (in JSONPath format): ${jsonPath}`,
    ...(priority && { priority: priority as 1 }),
    cell: (object, now) => cellOf(findFirst(object, jsonPath), type, now),
  }
}

/** A value as a table shows it: null where it is absent or of another type than the column (`cellForJSONValue`). */
function cellOf(value: unknown, type: string, now: Time): string | number | boolean | null {
  if (value === undefined || value === null) return null
  switch (type) {
    case 'integer':
      return typeof value === 'number' ? Math.trunc(value) : null
    case 'number':
      return typeof value === 'number' ? value : null
    case 'boolean':
      return typeof value === 'boolean' ? value : null
    case 'date':
      return typeof value === 'string' ? dateCell(value, now) : null
    default:
      return typeof value === 'string' ? value : JSON.stringify(value)
  }
}

function dateCell(text: string, now: Time): string {
  return Number.isNaN(parseTimestamp(text)) ? '<invalid>' : ageOf(text, now)
}
