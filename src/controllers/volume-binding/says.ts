import type { Event, KubernetesObject } from '../../kinds'
import type { View } from '../../store'
import type { Action, EventNote } from '../runtime'
import { controllerName } from './settings'

/** What the controller said last about an object; the Event is its memory. */
export function lastSaidAt(view: View, object: KubernetesObject): Event | undefined {
  let last: Event | undefined
  for (const event of view.lookup('Event', 'involved', object.metadata.uid))
    if (event.source.component === controllerName && (!last || versionOf(event) > versionOf(last))) last = event
  return last
}

/**
 * [VB-30] Says something about an object, unless that is what was said last. A real controller says it at each resync, and its recorder counts
 * how often; a lab that is left alone comes to rest.
 */
export function sayOnceAt(view: View, note: EventNote & { readonly about: KubernetesObject }): readonly Action[] {
  const last = lastSaidAt(view, note.about)
  return last?.reason === note.reason && last.message === note.message ? [] : [{ event: note }]
}

/** Whether the controller has looked at this very version of the object and found nothing to do but to say so. */
export function hasLookedAt(view: View, object: KubernetesObject): boolean {
  return lastSaidAt(view, object)?.involvedObject.resourceVersion === object.metadata.resourceVersion
}

function versionOf({ metadata }: Event): number {
  return Number(metadata.resourceVersion)
}
