import { type Event, parseTimestamp } from '../../kinds'
import { hour, minute } from '../../sim'
import { minuteOf } from '../../store'
import type { Controller } from '../runtime'

/** `--event-ttl` of the API server. */
const keptMs = hour
/** Events written within so long share a lease, which ends for all of them at once (storage/etcd3/lease_manager.go: reuse duration). */
const sharedMs = minute

/**
 * Events go an hour after they last happened, as the API server's etcd leases make them (registry/core/event: ttl 1 h). A key is the minute
 * they last happened in, so that a thousand events do not make a thousand deadlines.
 */
export const eventExpiryController: Controller = {
  name: 'event-expiry',
  interests: [
    { kind: 'Event', keysOf: ({ after }) => (after ? [minuteOf(after as Event)] : []), afterMs: sharedMs + keptMs },
  ],
  plan(view, key, now) {
    const events = view.lookup('Event', 'minute', key)
    const goneAt = parseTimestamp(`${key}:00Z`) + sharedMs + keptMs
    if (events.length > 0 && now < goneAt) return { actions: [], wakeAt: goneAt }
    const deletions = events.map(({ metadata: { namespace, name } }) => ({
      write: { verb: 'delete' as const, kind: 'Event', ...(namespace && { namespace }), name },
      tolerate: ['NotFound' as const],
    }))
    return { actions: deletions }
  },
}
