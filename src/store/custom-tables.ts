import { customTable } from '../kinds'
import type { View } from './types'

/** Whether a table holds objects of a kind that a definition has added. */
export function isCustomTable(table: string): boolean {
  return table.includes('.')
}

/** The tables of all kinds that definitions have added. */
export function customTablesAt(view: View): readonly string[] {
  const definitions = view.list('CustomResourceDefinition')
  return definitions.length === 0 ? none : [...new Set(definitions.map(customTable))]
}

const none: readonly string[] = []
