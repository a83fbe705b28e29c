import { ageOf, parseTimestamp, type Time } from '../../kinds'
import { now, type Run } from '../process'
import { type ApiObject, itemsOf, sendForObject, withQuery } from '../resources'
import type { Described } from './types'
import type { DescribeWriter } from './writer'

/** An Event, as far as descriptions show it. */
export interface EventObject extends ApiObject {
  readonly type?: string
  readonly reason?: string
  readonly message?: string
  readonly count?: number
  readonly firstTimestamp?: string | null
  readonly lastTimestamp?: string | null
  readonly eventTime?: string | null
  readonly series?: { readonly count: number; readonly lastObservedTime: string }
  readonly source?: { readonly component?: string }
  readonly reportingComponent?: string
  readonly involvedObject?: {
    readonly kind?: string
    readonly name?: string
    readonly fieldPath?: string
    readonly uid?: string
  }
}

/** The events of an object, oldest first (`searchEvents`, `SortableEvents`). */
export function* eventsOf({ info, object }: Described): Run<readonly EventObject[]> {
  const { name, namespace = '', uid } = object.metadata ?? {}
  const selector = [
    `involvedObject.kind=${info.type.kind}`,
    `involvedObject.name=${name}`,
    `involvedObject.namespace=${namespace}`,
    ...(uid === undefined ? [] : [`involvedObject.uid=${uid}`]),
  ].join(',')
  const place = namespace === '' ? '' : `/namespaces/${namespace}`
  const list = yield* sendForObject({
    method: 'GET',
    path: withQuery(`/api/v1${place}/events`, { fieldSelector: selector, limit: '500' }),
  })
  const events = itemsOf(list) as readonly EventObject[]
  return [...events].sort((a, b) => timeOf(a) - timeOf(b))
}

/** When an event was last seen (`eventTime` in `kubectl/pkg/util/event`). */
export function timeOf({ series, lastTimestamp, eventTime }: EventObject): Time {
  const text = series?.lastObservedTime ?? lastTimestamp ?? eventTime
  return text ? parseTimestamp(text) : 0
}

/** `4m (x3 over 10m)`: how long ago, and how often since when. */
export function intervalOf(event: EventObject, at: Time): string {
  const first = ageOf(event.eventTime ?? event.firstTimestamp, at)
  if (event.series) return `${ageOf(event.series.lastObservedTime, at)} (x${event.series.count} over ${first})`
  return (event.count ?? 0) > 1 ? `${ageOf(event.lastTimestamp, at)} (x${event.count} over ${first})` : first
}

/** `Events:` with a line for each, where they shall be shown (`DescribeEvents`). */
export function* writeEvents(described: Described, writer: DescribeWriter): Run {
  if (!described.showsEvents) return
  const events = yield* eventsOf(described)
  if (events.length === 0) return writer.line('Events:\t<none>')
  const at = yield* now()
  writer.flush()
  writer.line('Events:\n  Type\tReason\tAge\tFrom\tMessage')
  writer.line('----\t------\t----\t----\t-------', 1)
  for (const event of events) {
    const { type = '', reason = '', source, reportingComponent = '', involvedObject } = event
    const fieldPath = involvedObject?.fieldPath ? `${involvedObject.fieldPath}: ` : ''
    const words = [
      type,
      reason,
      intervalOf(event, at),
      source?.component || reportingComponent,
      fieldPath + (event.message ?? '').trim(),
    ]
    writer.line(words.join('\t'), 1)
  }
}
