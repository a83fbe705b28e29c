import { type Event, parseTimestamp, type Timestamp } from '../../kinds'
import { hour } from '../../sim'
import { type Controller, nothing } from '../runtime'

/** `--event-ttl` of the API server. */
const keptMs = hour

/** Events go an hour after they last happened, as the API server's etcd lease makes them (registry/core/event: ttl 1 h). */
export const eventExpiryController: Controller = {
  name: 'event-expiry',
  interests: [{ kind: 'Event', keysOf: ({ after, namespace, name }) => (after ? [`${namespace}/${name}`] : []) }],
  plan(view, key, now) {
    const [namespace = '', name = ''] = key.split('/')
    const event = view.get('Event', name, namespace)
    if (!event) return nothing
    const goneAt = parseTimestamp(lastTimeOf(event)) + keptMs
    if (now < goneAt) return { actions: [], wakeAt: goneAt }
    return { actions: [{ write: { verb: 'delete', kind: 'Event', namespace, name }, tolerate: ['NotFound'] }] }
  },
}

function lastTimeOf({ lastTimestamp, series, eventTime, metadata }: Event): Timestamp {
  return lastTimestamp ?? series?.lastObservedTime ?? eventTime ?? metadata.creationTimestamp
}
