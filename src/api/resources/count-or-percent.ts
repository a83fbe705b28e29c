import { type FieldError, invalid } from './field-error'
import { negativeDetail } from './metadata'
import { percentProblems } from './names'

/** What is wrong with a number of pods or a share of them (`ValidatePositiveIntOrPercent`). */
export function countOrPercentErrors(path: string, value: number | string): readonly FieldError[] {
  if (typeof value === 'number') return value < 0 ? [invalid(path, value, negativeDetail)] : []
  return percentProblems(value).map(problem => invalid(path, value, problem))
}

/** A share of more than all (`IsNotMoreThan100Percent`). */
export function aboveAllErrors(path: string, value: number | string): readonly FieldError[] {
  const isAbove = typeof value === 'string' && percentProblems(value).length === 0 && leadingCount(value) > 100
  return isAbove ? [invalid(path, value, 'must not be greater than 100%')] : []
}

/** The number in `3`, `"3"` or `"3%"`; 0 for any other text (`getIntOrPercentValue`). */
export function leadingCount(value: number | string): number {
  if (typeof value === 'number') return value
  return /^(?:\d+%|[+-]?\d+)$/.test(value) ? Number.parseInt(value, 10) : 0
}
