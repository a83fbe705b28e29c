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
import { eventName } from './event-name'
import { recordInSeries } from './event-series'
import type { EventNote } from './types'

/**
 * What client-go's EventCorrelator does, with the Event objects themselves as its memory: the same event again raises a count; the tenth
 * message of one reason, without a pause of ten minutes between two of them, and all further ones share one combined event; one source may
 * send 25 about one object, then one every five minutes (client-go tools/record/events_cache.go). Unlike there, what a source has saved up
 * while an event lived is not cut off at 25.
 */
const similarEventsMost = 10
const similarWithinMs = 10 * minute
const burst = 25
const refillMs = 5 * minute
const combinedPrefix = '(combined from similar events): '

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
  const known = knownEvents(view, about, source, note.host)
  if (isTooChatty(known, now)) return
  const similar = known.filter(event => event.reason === note.reason && event.type === note.type)
  const mustCombine = hasManyMessages(similar, note.message, now)
  const message = mustCombine ? combinedPrefix + note.message : note.message
  const same = similar.find(event =>
    mustCombine
      ? event.message.startsWith(combinedPrefix)
      : event.message === message && event.involvedObject.fieldPath === about.fieldPath,
  )
  if (same) write(raised(same, message, now))
  else write({ verb: 'create', kind: 'Event', body: newEvent(note, about, source, message, view.revision, now) })
}

/** What this source has said about this object. Objects without a uid are told apart by name (a pod that is gone). */
function knownEvents(view: View, about: ObjectReference, source: string, host: string | undefined): readonly Event[] {
  return view
    .lookup('Event', 'involved', about.uid ?? '')
    .filter(
      ({ source: from, involvedObject }) =>
        from.component === source &&
        from.host === host &&
        involvedObject.name === about.name &&
        involvedObject.namespace === about.namespace &&
        involvedObject.kind === about.kind,
    )
}

function isTooChatty(known: readonly Event[], now: Time): boolean {
  let used = 0
  for (const { count } of known) used += count ?? 1
  if (used < burst) return false
  let first = ''
  for (const { firstTimestamp, metadata } of known) {
    const text = firstTimestamp ?? metadata.creationTimestamp
    if (first === '' || text < first) first = text
  }
  return used >= burst + Math.floor((now - parseTimestamp(first)) / refillMs)
}

/** Whether a message comes on top of as many others of its reason as are told apart. */
function hasManyMessages(similar: readonly Event[], message: string, now: Time): boolean {
  if (similar.length < similarEventsMost - 1) return false
  const others = similar.filter(event => !event.message.startsWith(combinedPrefix))
  if (others.length < similarEventsMost - 1 || others.some(event => event.message === message)) return false
  const times = similar.map(({ lastTimestamp }) => parseTimestamp(lastTimestamp ?? '')).sort((a, b) => b - a)
  let after = now
  for (const time of times.slice(0, similarEventsMost - 1)) {
    if (after - time > similarWithinMs) return false
    after = time
  }
  return true
}

function raised(event: Event, message: string, now: Time): WriteRequest {
  const { name, namespace } = event.metadata
  const body = {
    count: (event.count ?? 1) + 1,
    lastTimestamp: timestamp(now),
    ...(message !== event.message && { message }),
  }
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
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: eventName(about.name, now, revision), namespace: about.namespace ?? 'default' },
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
