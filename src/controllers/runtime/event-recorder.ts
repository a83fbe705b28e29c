import type { Result, WriteRequest } from '../../client'
import {
  type Event,
  type KubernetesObject,
  type ObjectReference,
  parseTimestamp,
  type Time,
  timestamp,
} from '../../kinds'
import { minute } from '../../sim'
import type { View } from '../../store'
import { recordInSeries } from './event-series'
import type { EventNote } from './types'

/**
 * What client-go's EventCorrelator does, with the Event objects themselves as its memory: the same event again raises a count; more than ten
 * of one reason within ten minutes are combined; one source may send 25 about one object, then one every five minutes
 * (client-go tools/record/events_cache.go).
 */
const similarEventsMost = 10
const similarWithinMs = 10 * minute
const burst = 25
const refillMs = 5 * minute

/** Writes an event about an object, or raises the count of the one that says the same, or drops it where the source talks too much. */
export function recordEvent(
  note: EventNote,
  component: string,
  view: View,
  now: Time,
  write: (request: WriteRequest) => Result<KubernetesObject>,
): void {
  const about = referenceTo(note.about)
  const source = note.component ?? component
  if (note.action) {
    recordInSeries(note, note.action, about, source, view, now, write)
    return
  }
  const known = view
    .lookup('Event', 'involved', about.uid ?? '')
    .filter(event => event.source.component === source && event.source.host === note.host)
  if (isTooChatty(known, now)) return
  const message = combined(note, known, now)
  const same = known.find(
    event =>
      event.reason === note.reason &&
      event.type === note.type &&
      event.message === message &&
      event.involvedObject.fieldPath === about.fieldPath,
  )
  if (same) write(raised(same, now))
  else write({ verb: 'create', kind: 'Event', body: newEvent(note, about, source, message, view.revision, now) })
}

function isTooChatty(known: readonly Event[], now: Time): boolean {
  let used = 0
  let first = now
  for (const event of known) {
    used += event.count ?? 1
    first = Math.min(first, parseTimestamp(event.firstTimestamp ?? event.metadata.creationTimestamp))
  }
  return used >= burst + Math.floor((now - first) / refillMs)
}

function combined(note: EventNote, known: readonly Event[], now: Time): string {
  const similar = new Set<string>()
  for (const event of known)
    if (event.reason === note.reason && event.type === note.type && isRecent(event, now)) similar.add(event.message)
  const isNew = !similar.has(note.message)
  return isNew && similar.size >= similarEventsMost ? `(combined from similar events): ${note.message}` : note.message
}

function isRecent(event: Event, now: Time): boolean {
  return event.lastTimestamp !== null && now - parseTimestamp(event.lastTimestamp) < similarWithinMs
}

function raised(event: Event, now: Time): WriteRequest {
  const { name, namespace } = event.metadata
  const body = { count: (event.count ?? 1) + 1, lastTimestamp: timestamp(now) }
  return { verb: 'patch', kind: 'Event', name, ...(namespace && { namespace }), patchType: 'merge', body }
}

function newEvent(
  note: EventNote,
  about: ObjectReference,
  source: string,
  message: string,
  revision: number,
  now: Time,
) {
  // The name is the object's with the moment in nanoseconds; the revision stands in for what a real clock has below a millisecond.
  const moment = (BigInt(now) * 1_000_000n + BigInt(revision % 1_000_000)).toString(16)
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${about.name}.${moment}`, namespace: about.namespace ?? 'default' },
    involvedObject: about,
    reason: note.reason,
    message,
    source: { component: source, ...(note.host && { host: note.host }) },
    firstTimestamp: timestamp(now),
    lastTimestamp: timestamp(now),
    count: 1,
    type: note.type,
    eventTime: null,
    reportingComponent: source,
    reportingInstance: note.host ?? '',
  }
}

function referenceTo(about: KubernetesObject | ObjectReference): ObjectReference {
  if (!('metadata' in about)) return about
  const { kind, apiVersion, metadata } = about
  const { name, namespace, uid, resourceVersion } = metadata
  return { kind, ...(namespace && { namespace }), name, uid, apiVersion, resourceVersion }
}
