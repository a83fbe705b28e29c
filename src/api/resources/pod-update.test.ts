import { describe, expect, it } from 'vitest'
import type { Pod, PodSpec } from '../../kinds'
import { defaultPod } from './pod-defaults'
import { podUpdateErrors } from './pod-update'

function podWith(spec: object): Pod {
  const metadata = { name: 'a', namespace: 'default', uid: 'u', resourceVersion: '1', creationTimestamp: '' }
  const containers = [{ name: 'm', image: 'i' }]
  return defaultPod({ apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...spec } } as unknown as Pod)
}

const pod = podWith({})
const changed = (change: Partial<PodSpec>, previous = pod): Pod => ({
  ...previous,
  spec: { ...previous.spec, ...change },
})
const paths = (next: Pod, previous = pod) => podUpdateErrors(next, previous).map(error => error.path)

describe('changing a pod', () => {
  it('costs nothing when the spec is the same object', () => {
    const broken = changed({ hostname: 'Bad_1' })
    expect(paths({ ...broken, metadata: { ...broken.metadata, labels: { a: 'b' } } }, broken)).toEqual([])
  })

  it('may change images, lower the deadline and add tolerations', () => {
    const containers = [{ ...pod.spec.containers[0], image: 'j' }] as PodSpec['containers']
    expect(paths(changed({ containers, activeDeadlineSeconds: 5, tolerations: [{ operator: 'Exists' }] }))).toEqual([])
  })

  it('may not raise or remove the deadline', () => {
    const previous = podWith({ activeDeadlineSeconds: 5 })
    expect(paths(changed({ activeDeadlineSeconds: 6 }, previous), previous)).toEqual(['spec.activeDeadlineSeconds'])
    expect(paths(changed({ activeDeadlineSeconds: undefined }, previous), previous)).toEqual([
      'spec.activeDeadlineSeconds',
    ])
  })

  it('may change how long a toleration lasts', () => {
    const toleration = { key: 'a', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 } as const
    const previous = podWith({ tolerations: [toleration] })
    expect(paths(changed({ tolerations: [{ ...toleration, tolerationSeconds: 9 }] }, previous), previous)).toEqual([])
    expect(paths(changed({ tolerations: [] }, previous), previous)).toEqual(['spec.tolerations'])
  })

  it('shows what changed that may not', () => {
    const [error] = podUpdateErrors(changed({ subdomain: 's' }), pod)
    expect(error?.path).toBe('spec')
    expect(error?.message).toMatch(/^Forbidden: pod updates may not change fields other than/)
    expect(error?.message).toContain('\n- "Subdomain": "",\n+ "Subdomain": "s",\n')
  })
})

describe('changing a gated pod', () => {
  const terms = (...values: string[]) => ({
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [
          { matchExpressions: values.map(value => ({ key: 'zone', operator: 'In' as const, values: [value] })) },
        ],
      },
    },
  })
  const gated = podWith({ schedulingGates: [{ name: 'g' }], nodeSelector: { a: 'b' }, affinity: terms('x') })

  it('may narrow where it goes', () => {
    expect(paths(changed({ nodeSelector: { a: 'b', c: 'd' }, affinity: terms('x', 'y') }, gated), gated)).toEqual([])
  })

  it('may not widen it', () => {
    expect(paths(changed({ nodeSelector: {} }, gated), gated)).toEqual(['spec.nodeSelector'])
    expect(paths(changed({ affinity: terms('z') }, gated), gated)).toEqual([
      'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0]',
    ])
  })

  it('may lose its gates but get no new ones', () => {
    expect(paths(changed({ schedulingGates: undefined }, gated), gated)).toEqual([])
    expect(paths(changed({ schedulingGates: [{ name: 'h' }] }, gated), gated)).toEqual(['spec.schedulingGates[0].name'])
  })
})
