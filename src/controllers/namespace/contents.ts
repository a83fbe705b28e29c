import {
  customTable,
  isTerminating,
  type KubernetesObject,
  type Namespace,
  type Pod,
  parseTimestamp,
  type Time,
  tableOf,
} from '../../kinds'
import { second } from '../../sim'
import type { View } from '../../store'
import type { Action, Plan } from '../runtime'
import { type Findings, namespaceConditions } from './conditions'
import { deletionDelayMs, finalizerEstimateSeconds, type NamespacedKind } from './settings'

/** One look at what is left in a namespace that is being deleted: pods first, the rest when no pod is left (OrderedNamespaceDeletion). */
export function planContents(view: View, namespace: Namespace, own: readonly NamespacedKind[], now: Time): Plan {
  const { name } = namespace.metadata
  const kinds = withCustomKinds(view, own)
  const pods = view.list('Pod', name)
  const contents = pods.length > 0 ? pods : kinds.flatMap(({ kind }) => view.list(kind, name) as KubernetesObject[])
  // [NS-2] [NS-3] Deleting is one thing, seeing what remains another: the next look is at once.
  const living = contents.filter(object => !isTerminating(object))
  if (living.length > 0) return { actions: living.map(deletion), wakeAt: now + 1 }
  if (contents.length === 0) return { actions: [...report(namespace, {}, now), finalization(namespace)] }
  return pods.length > 0 ? planPods(namespace, pods, now) : planRest(namespace, contents, kinds, now)
}

/** Kinds that definitions have added live in namespaces too. */
function withCustomKinds(view: View, own: readonly NamespacedKind[]): readonly NamespacedKind[] {
  const definitions = view.list('CustomResourceDefinition').filter(({ spec }) => spec.scope === 'Namespaced')
  const custom = definitions.map(definition => {
    const { group, names } = definition.spec
    return { kind: customTable(definition), plural: names.plural, group }
  })
  return custom.length > 0 ? [...own, ...custom] : own
}

/** [NS-4] Waits for kubelets; complains when a pod without finalizers is there after its grace. */
function planPods(namespace: Namespace, pods: readonly Pod[], now: Time): Plan {
  const isHeld = pods.some(({ metadata }) => metadata.finalizers?.length)
  const deletedAt = parseTimestamp(namespace.metadata.deletionTimestamp as string)
  const graceSeconds = Math.max(...pods.map(graceOf))
  if (now - deletedAt < graceSeconds * second) return next(namespace, {}, graceSeconds, now)
  if (isHeld) return next(namespace, {}, finalizerEstimateSeconds, now)
  const { name } = namespace.metadata
  const error = `unexpected items still remain in namespace: ${name} for gvr: /v1, Resource=pods`
  return { actions: report(namespace, { errors: [error] }, now), retry: error }
}

/** How long a pod may take (`estimateGracefulTerminationForPods`). */
function graceOf({ spec, status }: Pod): number {
  const isEnded = status.phase === 'Failed' || status.phase === 'Succeeded'
  return isEnded ? 0 : (spec.terminationGracePeriodSeconds ?? 0)
}

/** [NS-5] What is deleted and still there is held by finalizers: the namespace says by which. */
function planRest(
  namespace: Namespace,
  contents: readonly KubernetesObject[],
  kinds: readonly NamespacedKind[],
  now: Time,
): Plan {
  const remaining = new Map<string, number>()
  const finalizers = new Map<string, number>()
  const count = (counts: Map<string, number>, word: string) => counts.set(word, (counts.get(word) ?? 0) + 1)
  for (const object of contents) {
    const { metadata } = object
    const table = tableOf(object)
    const { plural = '', group = '' } = kinds.find(known => known.kind === table) ?? {}
    count(remaining, `${plural}.${group}`)
    for (const finalizer of metadata.finalizers ?? []) count(finalizers, finalizer)
  }
  return next(namespace, { remaining, finalizers }, finalizerEstimateSeconds, now)
}

/** [NS-6] Says what was found, and looks again: soon if that was news, else when half the estimate is over. */
function next(namespace: Namespace, findings: Findings, estimateSeconds: number, now: Time): Plan {
  const actions = report(namespace, findings, now)
  const halfMs = (Math.floor(estimateSeconds / 2) + 1) * second
  const dueAt = now + (actions.length > 0 ? Math.min(deletionDelayMs, halfMs) : halfMs)
  return { actions: [...actions, { memo: namespace.metadata.name, value: dueAt }], wakeAt: dueAt }
}

/** The write that brings the namespace's conditions up to date; nothing where they are. */
function report(namespace: Namespace, findings: Findings, now: Time): readonly Action[] {
  const conditions = namespaceConditions(namespace.status.conditions, findings, now)
  if (!conditions) return []
  const body = { ...namespace, status: { ...namespace.status, conditions } }
  const { name } = namespace.metadata
  return [{ write: { verb: 'update', kind: 'Namespace', name, subresource: 'status', body }, tolerate: ['NotFound'] }]
}

/** [NS-7] Takes its own finalizer; without one the namespace is gone. */
function finalization(namespace: Namespace): Action {
  const { resourceVersion: _, ...metadata } = namespace.metadata
  const finalizers = (namespace.spec.finalizers ?? []).filter(finalizer => finalizer !== 'kubernetes')
  const body = { ...namespace, metadata, spec: { ...namespace.spec, finalizers } }
  const { name } = metadata
  return { write: { verb: 'update', kind: 'Namespace', name, subresource: 'finalize', body }, tolerate: ['NotFound'] }
}

function deletion(object: KubernetesObject): Action {
  const { name, namespace } = object.metadata
  const body = { propagationPolicy: 'Background' }
  return {
    write: { verb: 'delete', kind: tableOf(object), name, ...(namespace && { namespace }), body },
    tolerate: ['NotFound'],
  }
}
