import {
  type Condition,
  type CustomResourceDefinition,
  conditionOf,
  customTable,
  isTerminating,
  type Time,
  timestamp,
  withCondition,
} from '../../kinds'
import type { View } from '../../store'
import { type Action, nothing, type Plan } from '../runtime'
import { statusWrite } from './names'

const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io'

/** [CD-4] [CD-5] Deletes what is left of the kind; then the definition may go. */
export function planDeletion(view: View, definition: CustomResourceDefinition, now: Time): Plan {
  const { metadata } = definition
  const finalizers = metadata.finalizers ?? []
  if (!finalizers.includes(cleanupFinalizer)) return nothing
  const objects = conditionOf(definition, 'Established')?.status === 'True' ? view.list(customTable(definition)) : []
  if (objects.length === 0) return { actions: [release(definition, finalizers)] }
  const actions: Action[] = progress(definition, now)
  for (const object of objects) {
    const { name, namespace } = object.metadata
    if (isTerminating(object)) continue
    const write = { verb: 'delete' as const, kind: customTable(definition), name, ...(namespace && { namespace }) }
    actions.push({ write, tolerate: ['NotFound'] })
  }
  return { actions }
}

function progress(definition: CustomResourceDefinition, now: Time): Action[] {
  const reason = 'InstanceDeletionInProgress'
  if (conditionOf(definition, 'Terminating')?.reason === reason) return []
  const message = 'CustomResource deletion is in progress'
  const condition: Condition = {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason,
    message,
  }
  const conditions = withCondition(definition.status.conditions, condition)
  return [statusWrite({ ...definition, status: { ...definition.status, conditions } })]
}

function release({ metadata }: CustomResourceDefinition, finalizers: readonly string[]): Action {
  const kept = finalizers.filter(name => name !== cleanupFinalizer)
  const body = { metadata: { uid: metadata.uid, finalizers: kept.length > 0 ? kept : null } }
  const write = { verb: 'patch' as const, kind: 'CustomResourceDefinition', name: metadata.name, body }
  return { write: { ...write, patchType: 'merge' }, tolerate: ['NotFound'] }
}
