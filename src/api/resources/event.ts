import type { Event } from '../../kinds'
import { schemaOf } from '../schema'
import { ageOf, nameColumn, textColumn, wideColumn } from './columns'
import { type FieldError, invalid, required } from './field-error'
import { qualifiedNameProblems } from './names'
import { defineResource } from './types'

/** Fields that the rules read beside those the engine itself writes. */
export type EventFields = Event & {
  readonly action?: string
  readonly series?: { readonly count?: number; readonly lastObservedTime?: string }
}

/** The zero values that Go writes though nobody set them. */
function defaults(event: Event): Event {
  if (event.source && event.eventTime !== undefined && event.reportingInstance !== undefined) return event
  return {
    ...event,
    involvedObject: event.involvedObject ?? {},
    source: event.source ?? {},
    firstTimestamp: event.firstTimestamp ?? null,
    lastTimestamp: event.lastTimestamp ?? null,
    eventTime: event.eventTime ?? null,
    reportingComponent: event.reportingComponent ?? '',
    reportingInstance: event.reportingInstance ?? '',
  }
}

const mismatch = 'does not match event.namespace'

/** `pkg/apis/core/validation/events.go: legacyValidateEvent`, as it holds for v1; events with `eventTime` are held to more. */
export function validateEvent(event: EventFields, controllerField = 'reportingComponent'): readonly FieldError[] {
  const namespace = event.metadata.namespace ?? ''
  const involved = event.involvedObject.namespace ?? ''
  if (!event.eventTime) {
    const fits = involved === '' ? namespace === '' || namespace === 'default' : namespace === involved
    return fits ? [] : [invalid('involvedObject.namespace', involved, mismatch)]
  }
  const errors: FieldError[] = []
  if (involved === '' && namespace !== 'default' && namespace !== 'kube-system')
    errors.push(invalid('involvedObject.namespace', involved, mismatch))
  if (!event.reportingComponent) errors.push(required(controllerField))
  for (const problem of qualifiedNameProblems(event.reportingComponent))
    errors.push(invalid(controllerField, event.reportingComponent, problem))
  errors.push(...lengthErrors('reportingInstance', event.reportingInstance, 128))
  errors.push(...lengthErrors('action', event.action, 128))
  errors.push(...lengthErrors('reason', event.reason, 128))
  if ((event.message ?? '').length > 1024) errors.push(invalid('message', '', 'can have at most 1024 characters'))
  return errors
}

function lengthErrors(path: string, text: string | undefined, most: number): readonly FieldError[] {
  if (!text) return [required(path)]
  return text.length > most ? [invalid(path, '', `can have at most ${most} characters`)] : []
}

function sourceText({ source, reportingComponent, reportingInstance }: Event): string {
  const component = source.component || reportingComponent
  const instance = source.host || reportingInstance
  return instance ? `${component}, ${instance}` : component
}

function objectText({ involvedObject: { kind = '', name } }: Event): string {
  return name ? `${kind.toLowerCase()}/${name}` : kind.toLowerCase()
}

function firstSeen({ firstTimestamp, eventTime }: Event, now: number): string {
  return ageOf(firstTimestamp ?? eventTime, now)
}

function lastSeen(event: EventFields, now: number): string {
  if (event.series) return ageOf(event.series.lastObservedTime, now)
  return event.lastTimestamp ? ageOf(event.lastTimestamp, now) : firstSeen(event, now)
}

/** `pkg/registry/core/event/strategy.go: ToSelectableFields`. */
const fieldLabels: Readonly<Record<string, (event: Event) => string>> = {
  'involvedObject.kind': event => event.involvedObject.kind ?? '',
  'involvedObject.namespace': event => event.involvedObject.namespace ?? '',
  'involvedObject.name': event => event.involvedObject.name ?? '',
  'involvedObject.uid': event => event.involvedObject.uid ?? '',
  'involvedObject.apiVersion': event => event.involvedObject.apiVersion ?? '',
  'involvedObject.resourceVersion': event => event.involvedObject.resourceVersion ?? '',
  'involvedObject.fieldPath': event => event.involvedObject.fieldPath ?? '',
  reason: event => event.reason ?? '',
  reportingComponent: event => event.reportingComponent,
  source: event => event.source.component || event.reportingComponent,
  type: event => event.type ?? '',
}

export const eventResource = defineResource<Event>({
  kind: 'Event',
  group: '',
  version: 'v1',
  plural: 'events',
  singular: 'event',
  shortNames: ['ev'],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('Event')
  },
  subresources: [],
  createOnUpdate: true,
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults,
  validate: event => validateEvent(event),
  validateUpdate: event => validateEvent(event),
  fieldLabels,
  columns: [
    textColumn<Event>(
      'Last Seen',
      'The time at which the most recent occurrence of this event was recorded.',
      lastSeen,
    ),
    textColumn<Event>(
      'Type',
      'Type of this event (Normal, Warning), new types could be added in the future',
      event => event.type ?? '',
    ),
    textColumn<Event>(
      'Reason',
      "This should be a short, machine understandable string that gives the reason for the transition into the object's current status.",
      event => event.reason ?? '',
    ),
    textColumn<Event>('Object', 'The object that this event is about.', objectText),
    wideColumn<Event>(
      'Subobject',
      'If referring to a piece of an object instead of an entire object, this string should contain a valid JSON/Go field access statement, such as desiredState.manifest.containers[2]. For example, if the object reference is to a container within a pod, this would take on a value like: "spec.containers{name}" (where "name" refers to the name of the container that triggered the event) or if no container name is specified "spec.containers[2]" (container with index 2 in this pod). This syntax is chosen only to have some well-defined way of referencing a part of an object.',
      event => event.involvedObject.fieldPath ?? '',
    ),
    wideColumn<Event>(
      'Source',
      'The component reporting this event. Should be a short machine understandable string.',
      sourceText,
    ),
    textColumn<Event>('Message', 'A human-readable description of the status of this operation.', event =>
      (event.message ?? '').trim(),
    ),
    wideColumn<Event>(
      'First Seen',
      'The time at which the event was first recorded. (Time of server receipt is in TypeMeta.)',
      firstSeen,
    ),
    wideColumn<EventFields>(
      'Count',
      'The number of times this event has occurred.',
      event => event.series?.count ?? (event.count || 1),
    ),
    { ...nameColumn, priority: 1 },
  ],
})
