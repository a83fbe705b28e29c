import type { ReplicaSetStatus } from '../../kinds'
import { type FieldError, invalid } from './field-error'
import { negativeDetail } from './metadata'

/** A counter that must not be below zero; absent is zero (`ValidateNonnegativeField`). */
export function validateNumber(errors: FieldError[], path: string, value: number | undefined): void {
  if (value !== undefined && value < 0) errors.push(invalid(path, value, negativeDetail))
}

type Counters = Pick<ReplicaSetStatus, 'readyReplicas' | 'availableReplicas'> & { readonly replicas?: number }

/** No part may exceed the whole: what the statuses of ReplicaSets and Deployments have in common. */
export function validateParts<T extends Counters>(
  errors: FieldError[],
  status: T,
  parts: readonly (keyof T & string)[],
) {
  for (const name of parts) {
    const value = (status[name] ?? 0) as number
    if (value > (status.replicas ?? 0))
      errors.push(invalid(`status.${name}`, value, 'cannot be greater than status.replicas'))
  }
  const { availableReplicas = 0, readyReplicas = 0 } = status
  if (availableReplicas > readyReplicas)
    errors.push(invalid('status.availableReplicas', availableReplicas, 'cannot be greater than readyReplicas'))
}

/** It names what was made before, so it only grows (`IsDecremented`). */
export function validateCollisionCount(
  errors: FieldError[],
  next: number | undefined,
  previous: number | undefined,
): void {
  if (previous !== undefined && (next ?? -1) < previous)
    errors.push(invalid('status.collisionCount', next ?? 0, 'cannot be decremented'))
}
