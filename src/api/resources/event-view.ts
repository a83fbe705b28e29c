import { deepEqual } from '../../base'
import type { Event, KubernetesObject } from '../../kinds'
import { schemaOf } from '../schema'
import { type EventFields, eventResource, validateEvent } from './event'
import { type FieldError, invalid, required } from './field-error'
import { defineResource, type Resource, tableNameOf } from './types'

/** Names of fields in events.k8s.io/v1, and what the core group calls them (`pkg/apis/events/v1/conversion.go`). */
const names = {
  regarding: 'involvedObject',
  note: 'message',
  reportingController: 'reportingComponent',
  deprecatedSource: 'source',
  deprecatedFirstTimestamp: 'firstTimestamp',
  deprecatedLastTimestamp: 'lastTimestamp',
  deprecatedCount: 'count',
} as const
const shownNames = new Map<string, string>(Object.entries(names).map(([shown, stored]) => [stored, shown]))
const storedNames = new Map<string, string>(Object.entries(names))
/** Texts that core/v1 always writes, and events.k8s.io/v1 only where they say something. */
const optionalTexts = ['reportingController', 'reportingInstance']

function renamed(object: KubernetesObject, to: ReadonlyMap<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [to.get(name) ?? name, value]))
}

function shown(stored: KubernetesObject): KubernetesObject {
  const object = renamed(stored, shownNames)
  for (const name of optionalTexts) if (object[name] === '') delete object[name]
  return object as unknown as KubernetesObject
}

function stored(object: KubernetesObject): KubernetesObject {
  return renamed(object, storedNames) as unknown as KubernetesObject
}

/** `ValidateEventCreate` for what comes through this group: nothing of old may be set. */
function validate(event: EventFields): readonly FieldError[] {
  const errors = [...validateEvent(event, 'reportingController'), ...seriesErrors(event)]
  if (!event.eventTime) errors.push(required('eventTime'))
  if (event.type !== 'Normal' && event.type !== 'Warning')
    errors.push(invalid('type', '', `has invalid value: ${event.type ?? ''}`))
  const { component, host } = event.source ?? {}
  const old = {
    firstTimestamp: event.firstTimestamp,
    lastTimestamp: event.lastTimestamp,
    count: event.count,
    source: component || host,
  }
  for (const [name, value] of Object.entries(old)) if (value) errors.push(invalid(name, '', 'needs to be unset'))
  return errors
}

function seriesErrors({ series }: EventFields): readonly FieldError[] {
  if (!series) return []
  const errors: FieldError[] = []
  if ((series.count ?? 0) < 2) errors.push(invalid('series.count', '', 'should be at least 2'))
  if (!series.lastObservedTime) errors.push(required('series.lastObservedTime'))
  return errors
}

/** What may not change, in the order of `ValidateEventUpdate`. */
const fixed = [
  'involvedObject',
  'reason',
  'message',
  'source',
  'firstTimestamp',
  'lastTimestamp',
  'count',
  'reason',
  'type',
  'eventTime',
  'action',
  'related',
  'reportingController',
  'reportingInstance',
] as const

function validateUpdate(next: EventFields, previous: EventFields): readonly FieldError[] {
  const errors = [...validateEvent(next, 'reportingController')]
  if (!deepEqual(next.series, previous.series)) errors.push(...seriesErrors(next))
  for (const name of fixed) {
    const field = (name === 'reportingController' ? 'reportingComponent' : name) as keyof EventFields
    if (!deepEqual(next[field], previous[field])) errors.push(invalid(name, next[field], 'field is immutable'))
  }
  return errors
}

/** `AddFieldLabelConversionsForEvent`: selectors name fields as this group does. */
function fieldLabels(): NonNullable<Resource['fieldLabels']> {
  const { source: _, ...labels } = eventResource.fieldLabels ?? {}
  const own = (label: string) =>
    label.replace(/^involvedObject\./, 'regarding.').replace(/^reportingComponent$/, 'reportingController')
  return Object.fromEntries(Object.entries(labels).map(([label, read]) => [own(label), read]))
}

/** Events once more, as newer clients write them. */
export const eventViewResource = defineResource<Event>({
  kind: 'Event',
  group: 'events.k8s.io',
  version: 'v1',
  plural: eventResource.plural,
  singular: eventResource.singular,
  shortNames: eventResource.shortNames,
  categories: eventResource.categories,
  namespaced: true,
  view: { of: eventResource, shown, stored },
  table: tableNameOf(eventResource),
  get schema() {
    return schemaOf('Event.events.k8s.io')
  },
  subresources: [],
  createOnUpdate: true,
  hasGeneration: false,
  nameRule: eventResource.nameRule,
  defaults: event => eventResource.defaults(event) as Event,
  validate,
  validateUpdate,
  fieldLabels: fieldLabels(),
  columns: eventResource.columns,
})
