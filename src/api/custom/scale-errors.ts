import { isRecord } from '../../base'
import type { KubernetesObject } from '../../kinds'
import { goText } from '../patch'
import { type FieldError, invalidValue, type ScalePaths } from '../resources'

/** Replicas that are no numbers, or below zero (`pkg/registry/customresource/validator.go: ValidateScaleSpec, ValidateScaleStatus`). */
export function scaleErrors(object: KubernetesObject, paths: ScalePaths): readonly FieldError[] {
  return [...replicasErrors(object, paths.specReplicas), ...replicasErrors(object, paths.statusReplicas)]
}

function replicasErrors(object: unknown, names: readonly string[]): readonly FieldError[] {
  const path = `.${names.join('.')}`
  let value = object
  for (const name of names) {
    if (value === undefined) return []
    if (!isRecord(value)) return [accessor(path, value, 'map[string]interface{}')]
    value = Object.hasOwn(value, name) ? value[name] : undefined
  }
  if (value === undefined) return []
  if (!Number.isInteger(value)) return [accessor(path, value, 'int64')]
  return (value as number) < 0 ? [invalidValue(path, value, 'should be a non-negative integer')] : []
}

function accessor(path: string, value: unknown, wanted: string): FieldError {
  return invalidValue(
    path,
    0,
    `${path} accessor error: ${goText(value)} is of the type ${goType(value)}, expected ${wanted}`,
  )
}

function goType(value: unknown): string {
  if (value === null) return '<nil>'
  if (Array.isArray(value)) return '[]interface {}'
  if (isRecord(value)) return 'map[string]interface {}'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'number' ? (Number.isInteger(value) ? 'int64' : 'float64') : 'string'
}
