import { describe, expect, test } from 'vitest'
import { timestamp } from '../../kinds'
import { hour, minute } from '../../sim'
import { AgentCluster } from '../../testing/agent-cluster'
import { PlanBench, wordsOf } from '../../testing/plan-bench'
import { eventExpiryController } from '.'

const key = 'default/web-0.1'

function bench(times: object) {
  const metadata = { name: 'web-0.1', namespace: 'default' }
  return new PlanBench(eventExpiryController).put({ kind: 'Event', metadata, involvedObject: {}, ...times })
}

describe('events go an hour after they last happened', () => {
  test('an event is looked at again when its hour is over, and deleted then', () => {
    const at = bench({}).now
    const cluster = bench({ lastTimestamp: timestamp(at) })
    expect(cluster.keys()).toEqual([key])
    expect(cluster.plan(key)).toEqual({ actions: [], wakeAt: at + hour })
    cluster.now = at + hour
    expect(wordsOf(cluster.plan(key))).toEqual(['delete Event default/web-0.1'])
  })

  test('each repetition begins the hour anew', () => {
    const at = bench({}).now
    const cluster = bench({ firstTimestamp: timestamp(at), lastTimestamp: timestamp(at + 40 * minute) })
    expect(cluster.plan(key).wakeAt).toBe(at + 40 * minute + hour)
  })

  test('without a last time the event’s own time counts, and without that its creation', () => {
    const at = bench({}).now
    expect(bench({ lastTimestamp: null, eventTime: timestamp(at + minute) }).plan(key).wakeAt).toBe(at + minute + hour)
    expect(bench({ lastTimestamp: null, eventTime: null }).plan(key).wakeAt).toBe(at + hour)
  })

  test('a series counts from when it was last observed', () => {
    const at = bench({}).now
    const series = { count: 2, lastObservedTime: timestamp(at + 30 * minute) }
    expect(bench({ lastTimestamp: null, eventTime: timestamp(at), series }).plan(key).wakeAt).toBe(at + 90 * minute)
  })

  test('what is gone already needs nothing', () => {
    expect(wordsOf(bench({}).remove('Event', 'web-0.1', 'default').plan(key))).toEqual([])
  })

  test('in a cluster that says nothing new no event is left after an hour', () => {
    const cluster = new AgentCluster().nodes('node-1').silence('node-1')
    expect(cluster.events('node-1')).toHaveLength(1)
    cluster.world.run(cluster.world.now + hour + minute)
    expect(cluster.world.store.at().list('Event')).toEqual([])
  })
})
