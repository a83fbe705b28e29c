import { describe, expect, test } from 'vitest'
import type { Pod, Toleration } from '../../kinds'
import { admitPod, admitPodUpdate } from './pod-admission'

const pod = (...tolerations: readonly Toleration[]): Pod =>
  ({
    metadata: { name: 'web-0' },
    spec: { containers: [], ...(tolerations.length && { tolerations }) },
  }) as unknown as Pod
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
    expect(admitPod(pod(...given)).spec.tolerations).toEqual(wanted)
  })

  test('a pod that has them is not changed, and a change that takes one away is completed again', () => {
    const admitted = admitPod(pod())
    expect(admitPod(admitted)).toBe(admitted)
    expect(admitPodUpdate(admitted, admitted)).toBe(admitted)
    const without = { ...admitted, spec: { ...admitted.spec, tolerations: [notReady] } }
    expect(admitPodUpdate(without, admitted).spec.tolerations).toEqual([notReady, unreachable])
  })
})

describe('priority (plugin Priority)', () => {
  test('without a class it is 0; the classes of the system are known', () => {
    expect(admitPod(pod()).spec).toMatchObject({ priority: 0, preemptionPolicy: 'PreemptLowerPriority' })
    const critical = { ...pod(), spec: { ...pod().spec, priorityClassName: 'system-node-critical' } }
    expect(admitPod(critical).spec.priority).toBe(2_000_001_000)
  })

  test('a class that is not there, and a priority that the class does not have, are forbidden', () => {
    const nobody = { ...pod(), spec: { ...pod().spec, priorityClassName: 'nobody' } }
    expect(() => admitPod(nobody)).toThrow('no PriorityClass with name nobody was found')
    const own = { ...pod(), spec: { ...pod().spec, priority: 7 } }
    expect(() => admitPod(own)).toThrow('the integer value of priority (7) must not be provided in pod spec')
  })
})
