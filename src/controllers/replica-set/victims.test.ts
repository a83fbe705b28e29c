import { describe, expect, test } from 'vitest'
import { type Pod, timestamp } from '../../kinds'
import { epoch, hour, minute, second } from '../../sim'
import { names, WorkloadCluster } from '../../testing/workload-cluster'
import { victimsAmong } from './victims'

const day = 24 * hour
const now = epoch + 400 * day

interface Traits {
  readonly node?: string
  readonly phase?: string
  readonly readyForMs?: number
  readonly cost?: string
  readonly restarts?: number
  readonly sidecarRestarts?: number
  readonly ageMs?: number
}

function podWith(name: string, traits: Traits): Pod {
  const {
    node = 'node-1',
    phase = 'Running',
    readyForMs,
    cost,
    restarts = 0,
    sidecarRestarts = 0,
    ageMs = day,
  } = traits
  const since = readyForMs === undefined ? undefined : timestamp(now - readyForMs)
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: timestamp(now - ageMs),
      ...(cost !== undefined && { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { nodeName: node, containers: [], initContainers: [{ name: 'side', restartPolicy: 'Always' }] },
    status: {
      phase,
      conditions: since ? [{ type: 'Ready', status: 'True', lastTransitionTime: since }] : [],
      containerStatuses: [{ name: 'main', restartCount: restarts }],
      initContainerStatuses: [{ name: 'side', restartCount: sidecarRestarts }],
    },
  } as unknown as Pod
}

/** Each line: what goes before what (controller_utils_test.go, TestSortingActivePodsWithRanks). */
const table: readonly (readonly [title: string, first: Traits, second: Traits])[] = [
  ['no node before a node', { node: '', phase: 'Pending' }, { phase: 'Pending' }],
  ['Pending before Unknown', { phase: 'Pending' }, { phase: 'Unknown' }],
  ['Unknown before Running', { phase: 'Unknown' }, { phase: 'Running' }],
  ['not Ready before Ready', {}, { readyForMs: hour }],
  ['lower cost before higher', { readyForMs: day, cost: '-10' }, { readyForMs: minute, cost: '10' }],
  ['no cost is zero', { readyForMs: day }, { readyForMs: minute, cost: '1' }],
  ['a cost that is no number is zero', { readyForMs: day, cost: '+5' }, { readyForMs: minute, cost: '1' }],
  ['ready for less time before more', { readyForMs: minute }, { readyForMs: hour }],
  ['more restarts before fewer', { readyForMs: hour, restarts: 9 }, { readyForMs: hour, restarts: 1 }],
  ['more restarts of sidecars', { readyForMs: hour, sidecarRestarts: 2 }, { readyForMs: hour }],
  ['restarts of containers count more', { restarts: 2 }, { restarts: 1, sidecarRestarts: 9 }],
  ['younger before older', { ageMs: minute }, { ageMs: hour }],
  ['youth counts less than restarts', { ageMs: day, restarts: 1 }, { ageMs: minute }],
]

describe('victims of a scale-down', () => {
  test.each(table)('[RS-5] %s', (_, first, second) => {
    const [a, b] = [podWith('a', first), podWith('b', second)]
    expect(names(victimsAmong([a, b], [], 1, now))).toEqual(['a'])
    expect(names(victimsAmong([b, a], [], 1, now))).toEqual(['a'])
  })

  test('[RS-5] when all go, nobody asks in what order', () => {
    const pods = [podWith('b', {}), podWith('a', { node: '' })]
    expect(victimsAmong(pods, [], 2, now)).toBe(pods)
  })

  test('[RS-6] the pod with more neighbours goes first, terminating ones do not count', () => {
    const alone = podWith('a', { readyForMs: minute, node: 'node-2' })
    const crowded = podWith('b', { readyForMs: day })
    const neighbour = podWith('c', {})
    expect(names(victimsAmong([alone, crowded], [alone, crowded, neighbour], 1, now))).toEqual(['b'])
    const ending = { ...neighbour, metadata: { ...neighbour.metadata, deletionTimestamp: timestamp(now) } }
    expect(names(victimsAmong([alone, crowded], [alone, crowded, ending], 1, now))).toEqual(['a'])
  })

  test('[RS-6] neighbours are the pods of all sets of the deployment', () => {
    const cluster = new WorkloadCluster(['node-1', 'node-2']).create('Deployment', 'web', {
      replicas: 2,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    })
    cluster
      .converge()
      .changeSpec('Deployment', 'web', { template: { spec: { containers: [{ name: 'main', image: 'app:2' }] } } })
    const newest = cluster.sets().at(-1)?.metadata.name as string
    const [fresh] = cluster.pods(newest) as [Pod]
    cluster.report('ready', fresh.metadata.name).pass(1)
    const left = cluster.living(cluster.sets()[0]?.metadata.name)
    expect(left).toHaveLength(1)
    expect(left[0]?.spec.nodeName).not.toBe(fresh.spec.nodeName)
  })

  test('[RS-7] times within a power of two count as equal, and the uid decides', () => {
    const a = podWith('a', { readyForMs: 60 * day })
    const b = podWith('b', { readyForMs: 59 * day })
    expect(names(victimsAmong([b, a], [], 1, now))).toEqual(['a'])
    const c = podWith('c', { ageMs: 100 * second })
    const d = podWith('d', { ageMs: 90 * second })
    expect(names(victimsAmong([d, c], [], 1, now))).toEqual(['c'])
  })
})
