import type { NodeInfo } from '../snapshot/snapshot'
import { type Attempt, type Filter, isRejection, type NodeCheck, type Refusal, type Rejection } from './types'

/** What these filters have to ask nodes about a pod; or that no node will do. */
export function preparedChecks(attempt: Attempt, filters: readonly Filter[]): readonly NodeCheck[] | Rejection {
  const checks: NodeCheck[] = []
  for (const filter of filters) {
    const prepared = filter.prepare(attempt)
    if (!prepared) continue
    if (isRejection(prepared)) return prepared
    checks.push(prepared)
  }
  return checks
}

/** Tells checks from a rejection. */
export function areChecks(prepared: readonly NodeCheck[] | Rejection): prepared is readonly NodeCheck[] {
  return Array.isArray(prepared)
}

/** What the first says that refuses the node. */
export function firstRefusal(checks: readonly NodeCheck[], info: NodeInfo): Refusal | undefined {
  for (const check of checks) {
    const refusal = check(info)
    if (refusal) return refusal
  }
  return undefined
}
