import type { KubernetesObject, OwnerReference } from '../../kinds'
import type { Change, View } from '../../store'
import type { Controller, Interest, Plan } from '../runtime'
import { dependentsAt, ownerAt } from './dependents'
import { planObject } from './plan'

/** The garbage collector over these kinds: it follows owner references by uid, whatever the kinds are. Rules: README.md. */
export function garbageController(kinds: readonly string[]): Controller {
  return {
    name: 'garbage-collector-controller',
    // It asks for the owner, and for the object itself, before it deletes anything (attemptToDeleteItem).
    liveReads: 2,
    interests: kinds.map(kind => interestIn(kind, kinds)),
    plan(view: View, key: string): Plan {
      const [kind = '', namespace = '', name = ''] = key.split('|')
      const object = view.get(kind, name, namespace || undefined)
      return planObject(view, object, kinds)
    },
  }
}

function interestIn(kind: string, kinds: readonly string[]): Interest {
  return {
    kind,
    keysOf: (change, view) => keysOf(change, view, kinds),
  }
}

/**
 * Whom a change concerns. A dependent is looked at when its owner goes or begins to wait for it, and when it comes with an owner that is not
 * there; one that comes while its owner waits is not noticed (as upstream: a set that is deleted in the foreground makes its revision again).
 */
function keysOf({ before, after }: Change, view: View, kinds: readonly string[]): readonly string[] {
  if (after) {
    const { ownerReferences, deletionTimestamp } = after.metadata
    const isMarkedNow = deletionTimestamp !== undefined && before?.metadata.deletionTimestamp === undefined
    const hasNewOwners = ownerReferences !== undefined && ownerReferences !== before?.metadata.ownerReferences
    const isLost = hasNewOwners && ownerReferences.some(reference => !ownerAt(view, reference, after))
    const keys = isLost || deletionTimestamp !== undefined ? [keyOf(after)] : []
    return isMarkedNow ? [...keys, ...dependentsAt(view, after.metadata.uid, kinds).map(keyOf)] : keys
  }
  if (!before) return []
  const owners = (before.metadata.ownerReferences ?? []).flatMap(reference => ownerKey(reference, before, view))
  return [...dependentsAt(view, before.metadata.uid, kinds).map(keyOf), ...owners]
}

function keyOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}|${metadata.namespace ?? ''}|${metadata.name}`
}

function ownerKey({ kind, name }: OwnerReference, dependent: KubernetesObject, view: View): string[] {
  const { namespace } = dependent.metadata
  if (namespace && view.get(kind, name, namespace)) return [`${kind}|${namespace}|${name}`]
  return view.get(kind, name) ? [`${kind}||${name}`] : []
}
