import { type Event, type KubernetesObject, parseTimestamp } from '../../src/kinds'
import { useNow, type View } from '../session'
import { durationText, Panel } from '../ui'

const shownEvents = 12

/** What components had to say about the object, newest first. */
export function EventsPanel({ view, object }: { readonly view: View; readonly object: KubernetesObject }) {
  const now = useNow(1000)
  const events = eventsAbout(view, object)
  if (events.length === 0) return null
  return (
    <Panel title="Events">
      <ul className="events">
        {events.slice(0, shownEvents).map(event => (
          <li
            key={event.metadata.name}
            className={event.type === 'Warning' ? 'events__item events__item--warning' : 'events__item'}
          >
            <p className="events__head">
              <span className="events__reason">{event.reason}</span>
              <span className="events__from">
                {event.source.component ?? event.reportingComponent}
                {now !== undefined && `, ${durationText(now - timeOf(event))} ago`}
                {(event.count ?? 1) > 1 && `, ${event.count} times`}
              </span>
            </p>
            <p className="events__message">{event.message}</p>
          </li>
        ))}
      </ul>
      {events.length > shownEvents && <p className="events__more">and {events.length - shownEvents} older ones</p>}
    </Panel>
  )
}

/** Kubelets and the node controller file a node's events under its name instead of its uid. */
function eventsAbout(view: View, { kind, metadata }: KubernetesObject): readonly Event[] {
  const found = [...view.lookup('Event', 'involved', metadata.uid)]
  if (kind === 'Machine') {
    const uid = view.get('Node', metadata.name)?.metadata.uid
    found.push(...view.lookup('Event', 'involved', metadata.name))
    if (uid) found.push(...view.lookup('Event', 'involved', uid))
  }
  return found.sort(
    (a, b) => timeOf(b) - timeOf(a) || Number(b.metadata.resourceVersion) - Number(a.metadata.resourceVersion),
  )
}

function timeOf({ lastTimestamp, eventTime, metadata }: Event): number {
  return parseTimestamp(lastTimestamp ?? eventTime ?? metadata.creationTimestamp)
}
