import { ageOf, parseTimestamp, type Time } from '../../kinds'
import { goSorted } from '../output'
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

/** Which events of an object are meant. */
export interface EventChoice {
  /** Whatever kind the events say that the object has. */
  readonly anyKind?: boolean
  /** Which the events say that the object has, besides its own: the kubelet's are about the node's name. */
  readonly otherUid?: string
}

/** The events of an object, oldest first (`searchEvents`, `SortableEvents`). */
export function* eventsOf(described: Described, { anyKind, otherUid }: EventChoice = {}): Run<readonly EventObject[]> {
  const { info, object } = described
  const { name = '', namespace = '', uid } = object.metadata ?? {}
  const kind = anyKind ? undefined : info.type.kind
  const about = { name, namespace, kind }
  const events = yield* eventsAbout(about, uid)
  const others = otherUid === undefined ? [] : yield* eventsAbout(about, otherUid)
  const lastSeen = ({ lastTimestamp }: EventObject) => (lastTimestamp ? parseTimestamp(lastTimestamp) : 0)
  return goSorted([...events, ...others], (a, b) => lastSeen(a) < lastSeen(b))
}

function* eventsAbout(
  { kind, name, namespace }: { readonly kind: string | undefined; readonly name: string; readonly namespace: string },
  uid: string | undefined,
): Run<readonly EventObject[]> {
  const selector = [
    ...(kind === undefined ? [] : [`involvedObject.kind=${kind}`]),
    `involvedObject.name=${name}`,
    `involvedObject.namespace=${namespace}`,
    ...(uid === undefined ? [] : [`involvedObject.uid=${uid}`]),
  ].join(',')
  const place = namespace === '' ? '' : `/namespaces/${namespace}`
  const path = withQuery(`/api/v1${place}/events`, { fieldSelector: selector, limit: '500' })
  return itemsOf(yield* sendForObject({ method: 'GET', path })) as readonly EventObject[]
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
export function* writeEvents(described: Described, writer: DescribeWriter, choice?: EventChoice): Run {
  if (!described.showsEvents) return
  const events = yield* eventsOf(described, choice)
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
