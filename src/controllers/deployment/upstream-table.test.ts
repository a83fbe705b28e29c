import { describe, expect, test } from 'vitest'
import { type Deployment, type ReplicaSet, timestamp } from '../../kinds'
import { epoch, hour } from '../../sim'
import { VersionedStore } from '../../store'
import { sizeAnnotations } from './annotations'
import { fencepostsOf, maxUnavailable, roomForNewest } from './fenceposts'
import { scale } from './scaling'
import { newSync } from './sync'

/** The cases of upstream's unit tests (deployment_util_test.go, sync_test.go), in our words. */

type Bound = number | string
interface Shape {
  readonly replicas: number
  readonly surge?: Bound
  readonly unavailable?: Bound
  readonly type?: 'Recreate'
}

function deploymentOf({ replicas, surge = 0, unavailable = 0, type }: Shape): Deployment {
  const strategy = type
    ? { type }
    : { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'foo',
      namespace: 'default',
      uid: 'd',
      resourceVersion: '1',
      creationTimestamp: timestamp(epoch),
    },
    spec: {
      replicas,
      strategy,
      selector: {},
      template: { spec: { containers: [] } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
    },
    status: {},
  } as unknown as Deployment
}

function setOf(name: string, replicas: number, age: number, before: Deployment, available = replicas): ReplicaSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: timestamp(epoch - age * hour),
      annotations: sizeAnnotations(before),
    },
    spec: { replicas, selector: {}, template: {} },
    status: { replicas, availableReplicas: available },
  } as unknown as ReplicaSet
}

describe('TestResolveFenceposts', () => {
  test.each([
    ['0%', '0%', 0, 0, 1],
    ['39%', '39%', 10, 4, 3],
    [0, '39%', 10, 0, 3],
    ['39%', 0, 10, 4, 0],
    [0, 0, 10, 0, 1],
  ] as const)(
    '[DE-8] surge %s and unavailable %s of %i',
    (surge, unavailable, replicas, wantSurge, wantUnavailable) => {
      const expected = { surge: wantSurge, unavailable: wantUnavailable }
      expect(fencepostsOf(deploymentOf({ replicas, surge, unavailable }))).toEqual(expected)
    },
  )
})

describe('TestMaxUnavailable', () => {
  test.each([
    [10, 5, 5],
    [10, 10, 10],
    [5, 10, 5],
    [0, 10, 0],
    [10, '50%', 5],
    [10, '100%', 10],
    [5, '100%', 5],
  ] as const)('[DE-8] of %i, %s is %i', (replicas, unavailable, expected) => {
    expect(maxUnavailable(deploymentOf({ replicas, surge: 1, unavailable }))).toBe(expected)
  })

  test('[DE-8] none under Recreate', () => {
    expect(maxUnavailable(deploymentOf({ replicas: 3, type: 'Recreate' }))).toBe(0)
  })
})

describe('TestNewRSNewReplicas, reconcileNewReplicaSet', () => {
  test.each([
    ['no room', { replicas: 1, surge: 1 }, 5, 0, 5],
    ['up to the wanted number', { replicas: 6, surge: 10 }, 2, 0, 6],
    ['Recreate', { replicas: 3, type: 'Recreate' }, 1, 0, 3],
    ['no surge', { replicas: 10 }, 0, 10, 0],
    ['as far as surge allows', { replicas: 10, surge: 2 }, 0, 10, 2],
    ['more where old ones are fewer', { replicas: 10, surge: 2 }, 0, 5, 7],
    ['nothing left', { replicas: 10, surge: 2 }, 2, 10, 2],
  ] as const)('[DE-9] %s', (_, shape, present, old, expected) => {
    const deployment = deploymentOf(shape)
    expect(roomForNewest(deployment, [setOf('old', old, 1, deployment)], present)).toBe(expected)
  })
})

interface ScaleCase {
  readonly title: string
  readonly before: Shape
  readonly after: Shape
  /** Sizes, newest first; the first is null where there is no newest set. */
  readonly sizes: readonly (number | null)[]
  readonly expected: readonly number[]
  /** The size that sets remember, where it is not that of `before`. */
  readonly remembered?: readonly (number | undefined)[]
  readonly available?: readonly number[]
}

const table: readonly ScaleCase[] = [
  { title: '10 → 12', before: { replicas: 10 }, after: { replicas: 12 }, sizes: [10], expected: [12] },
  { title: '10 → 5', before: { replicas: 10 }, after: { replicas: 5 }, sizes: [10], expected: [5] },
  { title: '5 → 10', before: { replicas: 5 }, after: { replicas: 10 }, sizes: [2, 3], expected: [4, 6] },
  { title: '5 → 3', before: { replicas: 5 }, after: { replicas: 3 }, sizes: [2, 3], expected: [1, 2] },
  { title: '9 → 4', before: { replicas: 9 }, after: { replicas: 4 }, sizes: [8, 1], expected: [4, 0] },
  { title: '7 → 10', before: { replicas: 7 }, after: { replicas: 10 }, sizes: [2, 3, 2], expected: [3, 4, 3] },
  { title: '13 → 8', before: { replicas: 13 }, after: { replicas: 8 }, sizes: [2, 8, 3], expected: [1, 5, 2] },
  { title: 'the newest gains', before: { replicas: 3 }, after: { replicas: 4 }, sizes: [1, 1, 1], expected: [2, 1, 1] },
  { title: 'the oldest loses', before: { replicas: 3 }, after: { replicas: 2 }, sizes: [1, 1, 1], expected: [1, 1, 0] },
  { title: 'no newest set', before: { replicas: 4 }, after: { replicas: 5 }, sizes: [null, 2, 2], expected: [3, 2] },
  { title: '6 → 0', before: { replicas: 6 }, after: { replicas: 0 }, sizes: [3, 2, 1], expected: [0, 0, 0] },
  { title: '0 → 6', before: { replicas: 6 }, after: { replicas: 6 }, sizes: [0, 0, 0], expected: [6, 0, 0] },
  {
    title: 'one set had failed to follow',
    before: { replicas: 5 },
    after: { replicas: 5 },
    sizes: [2, 1, 1],
    expected: [2, 2, 1],
    remembered: [undefined, 3, undefined],
  },
  {
    title: 'with surge',
    before: { replicas: 10, surge: 2 },
    after: { replicas: 20, surge: 2 },
    sizes: [6, 6],
    expected: [11, 11],
  },
  {
    title: 'other surge too',
    before: { replicas: 10, surge: 3 },
    after: { replicas: 50, surge: 6 },
    sizes: [5, 8],
    expected: [22, 34],
  },
  {
    title: 'size and template',
    before: { replicas: 10 },
    after: { replicas: 14 },
    sizes: [null, 7, 3],
    expected: [10, 4],
  },
  {
    title: 'full but broken',
    before: { replicas: 2, surge: 1, unavailable: 1 },
    after: { replicas: 2, surge: 1, unavailable: 1 },
    sizes: [2, 1],
    expected: [2, 1],
    available: [0, 1],
  },
]

describe('TestScale', () => {
  test.each(table)('[DE-12] [DE-13] $title', ({ before, after, sizes, expected, remembered, available }) => {
    const deployment = deploymentOf(after)
    const sets = sizes.map((size, index) => {
      if (size === null) return undefined
      const memory = remembered?.[index]
      const known = deploymentOf(memory === undefined ? before : { ...before, replicas: memory })
      return setOf(`foo-v${sizes.length - index}`, size, index, known, available?.[index])
    })
    const [newest, ...older] = sets
    const old = older.filter(set => set !== undefined).reverse()
    const all = [...old, ...(newest ? [newest] : [])]
    const sync = newSync(new VersionedStore({ clock: () => epoch }).at(), deployment, epoch, all)
    scale(sync, { newest, old })
    const scaled = new Map<string, number>()
    for (const action of sync.actions)
      if ('write' in action && action.write.name) {
        const { spec } = action.write.body as { spec: { replicas?: number } }
        if (spec.replicas !== undefined) scaled.set(action.write.name, spec.replicas)
      }
    const result = sets.flatMap(set => (set ? [scaled.get(set.metadata.name) ?? set.spec.replicas] : []))
    expect(result).toEqual(expected)
  })
})
