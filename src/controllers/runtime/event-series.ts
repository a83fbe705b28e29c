import type { Result, WriteRequest } from '../../client'
import {
  type Event,
  type KubernetesObject,
  microTimestamp,
  type ObjectReference,
  parseTimestamp,
  type Time,
} from '../../kinds'
import { minute } from '../../sim'
import type { View } from '../../store'
import { eventName } from './event-name'
import type { EventNote } from './types'

/** A series that has been quiet for so long is over: the next occurrence is an event of its own. */
const finishMs = 6 * minute

/**
 * What client-go does with events of events.k8s.io/v1 (tools/events/event_broadcaster.go: recordToSink): the first is written, the second makes
 * it a series of two, and later ones are only counted in the component's memory, which writes them down half an hour later. What counts as the
 * same does not depend on the message.
 */
export function recordInSeries(
  note: EventNote,
  action: string,
  about: ObjectReference,
  source: string,
  view: View,
  now: Time,
  write: (request: WriteRequest) => Result<KubernetesObject>,
): void {
  const same = view
    .lookup('Event', 'involved', about.uid ?? '')
    .find(event => isSame(event, note, action, about, source) && now - lastSeen(event) <= finishMs)
  if (!same) write({ verb: 'create', kind: 'Event', body: newEvent(note, action, about, source, view.revision, now) })
  else if (!same.series) write(asSeries(same, now))
}

function isSame(event: Event, note: EventNote, action: string, about: ObjectReference, source: string): boolean {
  return (
    event.reason === note.reason &&
    event.type === note.type &&
    event.action === action &&
    event.reportingComponent === source &&
    event.involvedObject.resourceVersion === about.resourceVersion
  )
}

function lastSeen({ series, eventTime }: Event): Time {
  return parseTimestamp(series?.lastObservedTime ?? eventTime ?? '')
}

function asSeries({ metadata: { name, namespace } }: Event, now: Time): WriteRequest {
  const body = { series: { count: 2, lastObservedTime: microTimestamp(now) } }
  return { verb: 'patch', kind: 'Event', name, ...(namespace && { namespace }), patchType: 'merge', body }
}

function newEvent(
  note: EventNote,
  action: string,
  about: ObjectReference,
  source: string,
  revision: number,
  now: Time,
): Omit<Event, 'metadata'> & { metadata: { name: string; namespace: string } } {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName(about.name, now, revision), namespace: about.namespace ?? 'default' },
    involvedObject: about,
    reason: note.reason,
    message: note.message,
    source: {},
    firstTimestamp: null,
    lastTimestamp: null,
    type: note.type,
    eventTime: microTimestamp(now),
    action,
    reportingComponent: source,
    reportingInstance: `${source}-control-plane`,
  }
}
