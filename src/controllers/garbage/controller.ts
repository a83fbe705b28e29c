import { type KubernetesObject, type OwnerReference, tableOf } from '../../kinds'
import type { Change, View } from '../../store'
import { type Controller, everyCustomKind, type Plan } from '../runtime'
import { dependentsAt, ownerAt } from './dependents'
import { planDependent, planOwner } from './plan'

const name = 'garbage-collector-controller'

/**
 * The garbage collector over these kinds: it follows owner references by uid, whatever the kinds are. Two loops, as upstream has two kinds of
 * work on its graph: owners that wait for their dependents are looked at as soon as the graph changes; a dependent is deleted only after its
 * owner and it were asked for once more (attemptToDeleteItem), which takes two requests. Rules: README.md.
 */
export function garbageControllers(kinds: readonly string[]): readonly Controller[] {
  return [
    // Its dependents are deleted by other workers: an owner is looked at again while they are at it.
    { ...collector(`${name}/owners`, kinds, 0, ownerKeys, planOwner), delegatesWrites: true },
    collector(`${name}/dependents`, kinds, 2, dependentKeys, planDependent),
  ]
}

type KeysOf = (change: Change, view: View, kinds: readonly string[]) => readonly string[]
type PlanOf = (view: View, object: KubernetesObject, kinds: readonly string[]) => Plan

function collector(
  loop: string,
  kinds: readonly string[],
  liveReads: number,
  keysOf: KeysOf,
  planOf: PlanOf,
): Controller {
  return {
    name: loop,
    liveReads,
    interests: [...kinds, everyCustomKind].map(kind => ({
      kind,
      keysOf: (change, view) => keysOf(change, view, kinds),
    })),
    plan(view, key) {
      const [kind = '', namespace = '', objectName = ''] = key.split('|')
      const object = view.get(kind, objectName, namespace || undefined) as KubernetesObject | undefined
      return { ...(object ? planOf(view, object, kinds) : { actions: [] }), actor: name }
    },
  }
}

/** An owner is looked at when it is marked for deletion, and when a dependent of it goes. */
function ownerKeys({ before, after }: Change, view: View): readonly string[] {
  if (!after) return (before?.metadata.ownerReferences ?? []).flatMap(reference => ownerKey(reference, before, view))
  const isMarkedNow = after.metadata.deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined
  return isMarkedNow ? [keyOf(after)] : []
}

/** A dependent is looked at when its owner is gone, also if it comes too late. */
function dependentKeys({ before, after }: Change, view: View, kinds: readonly string[]): readonly string[] {
  if (!after) return before ? dependentsAt(view, before.metadata.uid, kinds).map(keyOf) : []
  const { ownerReferences } = after.metadata
  if (ownerReferences === undefined || ownerReferences === before?.metadata.ownerReferences) return []
  return ownerReferences.some(reference => !ownerAt(view, reference, after)) ? [keyOf(after)] : []
}

function keyOf(object: KubernetesObject): string {
  const { metadata } = object
  return `${tableOf(object)}|${metadata.namespace ?? ''}|${metadata.name}`
}

function ownerKey(reference: OwnerReference, dependent: KubernetesObject | undefined, view: View): string[] {
  const owner = dependent && ownerAt(view, reference, dependent)
  return owner ? [keyOf(owner)] : []
}
