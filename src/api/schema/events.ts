import { eventSource } from './core-other'
import { objectReference } from './core-reference'
import { objectMeta } from './meta'
import { always, int32, microTime, structsOf, text, time, typeMeta } from './notation'

/** events.k8s.io/v1: the Events of the core group under other names. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/events/v1')

const eventSeries = struct('v1.EventSeries', { count: always(int32), lastObservedTime: always(microTime) })

export const eventView = struct('v1.Event', {
  ...typeMeta,
  metadata: always(objectMeta),
  eventTime: always(microTime),
  series: eventSeries,
  reportingController: text,
  reportingInstance: text,
  action: text,
  reason: text,
  regarding: always(objectReference),
  related: objectReference,
  note: text,
  type: text,
  deprecatedSource: always(eventSource),
  deprecatedFirstTimestamp: always(time),
  deprecatedLastTimestamp: always(time),
  deprecatedCount: int32,
})
