import { describe, expect, it } from 'vitest'
import type { Pod, PodStatus } from '../../kinds'
import { podColumns, summarizePod } from './pod-columns'

const now = Date.UTC(2026, 0, 1, 1)
const container = { name: 'main', ready: false, restartCount: 0, image: 'i', imageID: '' }

function podWith(status: Partial<PodStatus>, more: { readonly metadata?: object; readonly spec?: object } = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web-0', creationTimestamp: '2026-01-01T00:00:00Z', ...more.metadata },
    spec: { containers: [{ name: 'main' }], ...more.spec },
    status: { phase: 'Running', ...status },
  } as unknown as Pod
}

const stateOf = (state: object, ready = false) => ({ containerStatuses: [{ ...container, ready, state }] })
const running = { startedAt: '2026-01-01T00:00:00Z' }

describe('STATUS of a pod', () => {
  it.each<[string, Partial<PodStatus>]>([
    ['Pending', { phase: 'Pending' }],
    ['Evicted', { phase: 'Failed', reason: 'Evicted' }],
    ['Running', stateOf({ running }, true)],
    ['ContainerCreating', stateOf({ waiting: { reason: 'ContainerCreating' } })],
    ['CrashLoopBackOff', stateOf({ waiting: { reason: 'CrashLoopBackOff' } })],
    ['Error', stateOf({ terminated: { exitCode: 1, reason: 'Error' } })],
    ['ExitCode:3', stateOf({ terminated: { exitCode: 3 } })],
    ['Signal:9', stateOf({ terminated: { exitCode: 137, signal: 9 } })],
  ])('is %s', (expected, status) => expect(summarizePod(podWith(status)).status).toBe(expected))

  it('of a container that completed beside one that runs depends on readiness', () => {
    const two = {
      containerStatuses: [
        { ...container, ready: true, state: { running } },
        { ...container, name: 'other', state: { terminated: { exitCode: 0, reason: 'Completed' } } },
      ],
    }
    expect(summarizePod(podWith(two)).status).toBe('NotReady')
    const ready = { ...two, conditions: [{ type: 'Ready', status: 'True' as const }] }
    expect(summarizePod(podWith(ready)).status).toBe('Running')
  })

  it('is Terminating only while the phase is not an end', () => {
    const metadata = { deletionTimestamp: '2026-01-01T00:00:30Z' }
    expect(summarizePod(podWith({}, { metadata })).status).toBe('Terminating')
    expect(summarizePod(podWith({ phase: 'Failed' }, { metadata })).status).toBe('Failed')
    expect(summarizePod(podWith({ reason: 'NodeLost' }, { metadata })).status).toBe('Unknown')
  })

  it('tells how far the init containers are', () => {
    const spec = { initContainers: [{ name: 'a' }, { name: 'b' }] }
    const statuses = (second: object) => ({
      phase: 'Pending' as const,
      initContainerStatuses: [
        { ...container, name: 'a', state: { terminated: { exitCode: 0 } } },
        { ...container, name: 'b', state: second },
      ],
    })
    expect(summarizePod(podWith(statuses({ running }), { spec })).status).toBe('Init:1/2')
    expect(summarizePod(podWith(statuses({ terminated: { exitCode: 2 } }), { spec })).status).toBe('Init:ExitCode:2')
  })

  it('counts a started sidecar among the containers', () => {
    const spec = { initContainers: [{ name: 's', restartPolicy: 'Always' }] }
    const sidecar = { ...container, name: 's', started: true, ready: true, state: { running } }
    const pod = podWith({ ...stateOf({ running }, true), initContainerStatuses: [sidecar] }, { spec })
    expect(summarizePod(pod)).toMatchObject({ readyContainers: 2, totalContainers: 2, status: 'Running' })
  })
})

describe('columns of a pod', () => {
  it('say what kubectl prints', () => {
    const lastState = { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:59:48Z' } }
    const pod = podWith({
      podIPs: [{ ip: '10.1.1.1' }],
      containerStatuses: [{ ...container, ready: true, restartCount: 3, lastState, state: { running } }],
    })
    expect(podColumns.map(column => column.cell(pod, now))).toEqual([
      'web-0',
      '1/1',
      'Running',
      '3 (12s ago)',
      '60m',
      '10.1.1.1',
      '<none>',
      '<none>',
      '<none>',
    ])
  })
})
