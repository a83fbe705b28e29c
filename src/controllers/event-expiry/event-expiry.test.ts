import { describe, expect, test } from 'vitest'
import { timestamp } from '../../kinds'
import { hour, minute, second } from '../../sim'
import { AgentCluster } from '../../testing/agent-cluster'
import { PlanBench, type Sketch, wordsOf } from '../../testing/plan-bench'
import { eventExpiryController } from '.'

const start = new PlanBench(eventExpiryController).now

function event(name: string, times: object): Sketch {
  return { kind: 'Event', metadata: { name, namespace: 'default' }, involvedObject: {}, ...times }
}

function bench(times: object) {
  return new PlanBench(eventExpiryController).put(event('web-0.1', times))
}

/** When the event that was put last is looked at again. */
function deadlineOf(cluster: PlanBench): number | undefined {
  return cluster.plan(cluster.keys()[0] as string).wakeAt
}

describe('events go an hour after they last happened', () => {
  test('an event is looked at again an hour after the minute it happened in, and deleted then', () => {
    const cluster = bench({ lastTimestamp: timestamp(start + 20 * second) })
    const [key = ''] = cluster.keys()
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: start + minute + hour })
    cluster.now = start + minute + hour
    expect(wordsOf(cluster.plan(key))).toEqual(['delete Event default/web-0.1'])
  })

  test('events of one minute go together, those of the next minute later', () => {
    const cluster = bench({ lastTimestamp: timestamp(start) })
    const [key = ''] = cluster.keys()
    cluster.put(event('web-1.1', { lastTimestamp: timestamp(start + 59 * second) }))
    expect(cluster.keys()).toEqual([key])
    cluster.put(event('web-2.1', { lastTimestamp: timestamp(start + minute) }))
    expect(cluster.keys()).not.toEqual([key])
    cluster.now = start + minute + hour
    expect(wordsOf(cluster.plan(key))).toEqual(['delete Event default/web-0.1', 'delete Event default/web-1.1'])
  })

  test('each repetition begins the hour anew', () => {
    const times = { firstTimestamp: timestamp(start), lastTimestamp: timestamp(start + 40 * minute) }
    expect(deadlineOf(bench(times))).toBe(start + 41 * minute + hour)
  })

  test('without a last time the event’s own time counts, and without that its creation', () => {
    const later = timestamp(start + minute)
    expect(deadlineOf(bench({ lastTimestamp: null, eventTime: later }))).toBe(start + 2 * minute + hour)
    expect(deadlineOf(bench({ lastTimestamp: null, eventTime: null }))).toBe(start + minute + hour)
  })

  test('a series counts from when it was last observed', () => {
    const series = { count: 2, lastObservedTime: timestamp(start + 30 * minute) }
    expect(deadlineOf(bench({ lastTimestamp: null, eventTime: timestamp(start), series }))).toBe(start + 91 * minute)
  })

  test('what is gone already needs nothing', () => {
    const cluster = bench({})
    const [key = ''] = cluster.keys()
    expect(cluster.remove('Event', 'web-0.1', 'default').plan(key)).toEqual({ actions: [] })
  })

  test('in a cluster that says nothing new no event is left after an hour and two minutes', () => {
    const cluster = new AgentCluster().nodes('node-1').silence('node-1')
    expect(cluster.events('node-1')).toHaveLength(1)
    cluster.world.run(cluster.world.now + hour + 2 * minute)
    expect(cluster.world.store.at().list('Event')).toEqual([])
  })
})
