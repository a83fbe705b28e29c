import { describe, expect, test } from 'vitest'
import type { Pod, PriorityClass, Toleration } from '../../kinds'
import { VersionedStore, type View } from '../../store'
import { admitPod, admitPodUpdate } from './pod-admission'

const pod = (...tolerations: readonly Toleration[]): Pod =>
  ({
    metadata: { name: 'web-0' },
    spec: { containers: [], ...(tolerations.length && { tolerations }) },
  }) as unknown as Pod
const nothing = new VersionedStore({ clock: () => 0 }).at()
const classes = [
  { metadata: { name: 'high' }, value: 1000, preemptionPolicy: 'Never' },
  { metadata: { name: 'usual' }, value: 20, globalDefault: true, preemptionPolicy: 'PreemptLowerPriority' },
  { metadata: { name: 'lowest' }, value: 10, globalDefault: true, preemptionPolicy: 'PreemptLowerPriority' },
] as unknown as readonly PriorityClass[]
const full = {
  list: () => classes,
  get: (_: string, name: string) => classes.find(({ metadata }) => metadata.name === name),
} as unknown as View
const withClass = (spec: Partial<Pod['spec']>): Pod => ({ ...pod(), spec: { ...pod().spec, ...spec } })
const toleration = (condition: string, extra: Partial<Toleration> = {}): Toleration => ({
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  effect: 'NoExecute',
  ...extra,
})
const [notReady, unreachable] = ['not-ready', 'unreachable'].map(name =>
  toleration(name, { tolerationSeconds: 300 }),
) as [Toleration, Toleration]

describe('tolerations of silent nodes (plugin DefaultTolerationSeconds, TestForgivenessAdmission; recorded: nodes/default-tolerations)', () => {
  const other: Toleration = {
    key: 'foo',
    operator: 'Equal',
    value: 'bar',
    effect: 'NoSchedule',
    tolerationSeconds: 700,
  }
  const own = toleration('not-ready', { tolerationSeconds: 700 })
  const ownUnreachable = toleration('unreachable', { tolerationSeconds: 700 })
  const anyEffect: Toleration = { key: 'node.kubernetes.io/not-ready', operator: 'Exists' }
  const everything: Toleration = { operator: 'Exists' }
  const everyExecute: Toleration = { operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 1 }

  test.each<readonly [string, readonly Toleration[], readonly Toleration[]]>([
    ['none: both are added', [], [notReady, unreachable]],
    ['others only: both are added behind', [other], [other, notReady, unreachable]],
    ['of not-ready: the other is added', [own], [own, unreachable]],
    ['of unreachable: the other is added', [ownUnreachable], [ownUnreachable, notReady]],
    ['of both: nothing is added', [own, ownUnreachable], [own, ownUnreachable]],
    ['of not-ready with any effect counts', [anyEffect], [anyEffect, unreachable]],
    ['of everything: nothing is added', [everything], [everything]],
    ['of every NoExecute: nothing is added', [everyExecute], [everyExecute]],
    [
      'of not-ready with another effect does not count',
      [toleration('not-ready', { effect: 'NoSchedule' })],
      [toleration('not-ready', { effect: 'NoSchedule' }), notReady, unreachable],
    ],
  ])('%s', (_, given, wanted) => {
    expect(admitPod(pod(...given), nothing).spec.tolerations).toEqual(wanted)
  })

  test('a pod that has them is not changed, and a change that takes one away is completed again', () => {
    const admitted = admitPod(pod(), nothing)
    expect(admitPod(admitted, nothing)).toBe(admitted)
    expect(admitPodUpdate(admitted, admitted)).toBe(admitted)
    const without = { ...admitted, spec: { ...admitted.spec, tolerations: [notReady] } }
    expect(admitPodUpdate(without, admitted).spec.tolerations).toEqual([notReady, unreachable])
  })
})

describe('priority (plugin Priority)', () => {
  test('without any class it is 0; a class gives its value and whether the pod may take the place of others', () => {
    expect(admitPod(pod(), nothing).spec).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority' })
    const { spec } = admitPod(withClass({ priorityClassName: 'high' }), full)
    expect(spec).toMatchObject({ priorityClassName: 'high', priority: 1000, preemptionPolicy: 'Never' })
  })

  test('a pod that names no class gets the default one, of several the lowest', () => {
    expect(admitPod(pod(), full).spec).toMatchObject({ priorityClassName: 'lowest', priority: 10 })
  })

  test('a class that is not there, and what differs from the class, are forbidden', () => {
    expect(() => admitPod(withClass({ priorityClassName: 'nobody' }), full)).toThrow(
      'no PriorityClass with name nobody was found',
    )
    expect(() => admitPod(withClass({ priority: 7 }), nothing)).toThrow(
      'the integer value of priority (7) must not be provided in pod spec',
    )
    const eager = withClass({ priorityClassName: 'high', preemptionPolicy: 'PreemptLowerPriority' })
    expect(() => admitPod(eager, full)).toThrow(
      'the string value of PreemptionPolicy (PreemptLowerPriority) must not be',
    )
  })

  test('a change that does not mention them keeps both', () => {
    const admitted = admitPod(pod(), nothing)
    const { priority: _, preemptionPolicy: _1, ...spec } = admitted.spec
    expect(admitPodUpdate({ ...admitted, spec }, admitted).spec).toEqual(admitted.spec)
  })
})
