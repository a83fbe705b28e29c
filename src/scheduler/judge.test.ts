import { describe, expect, test } from 'vitest'
import { bodiesOf, PlanBench, type Sketch, wordsOf } from '../testing/plan-bench'
import { schedulerController } from '.'
import { feasibleMost } from './judge'

describe('how many nodes are looked at', () => {
  test.each([
    [1, 1],
    [99, 99],
    [100, 100],
    [101, 100],
    [300, 144],
    [1000, 420],
    [5000, 500],
    [6000, 300],
  ])('[SC-20] of %i nodes %i that will do are enough', (nodes, enough) => {
    expect(feasibleMost(nodes)).toBe(enough)
  })

  const names = Array.from({ length: 130 }, (_, i) => `node-${i}`)

  function clusterOf(nodes: readonly Sketch[], pods: readonly object[]): PlanBench {
    const status = { allocatable: { cpu: '8', memory: '16Gi', pods: '110' } }
    const bench = new PlanBench(schedulerController({ seed: 5 }))
    for (const node of nodes) bench.put({ spec: {}, status, ...node })
    pods.forEach((spec, i) => {
      const metadata = { name: `pod-${i}`, namespace: 'default' }
      const whole = { schedulerName: 'default-scheduler', containers: [{ name: 'main', image: 'app' }], ...spec }
      bench.put({ kind: 'Pod', metadata, spec: whole, status: { phase: 'Pending' } })
    })
    return bench
  }

  function nodeOf(bench: PlanBench, pod: string): unknown {
    const [body] = bodiesOf(bench.plan(`default/${pod}`)) as readonly { readonly target?: { readonly name: string } }[]
    return body?.target?.name
  }

  test('[SC-20] in a large cluster pods begin at other nodes, and at the same in the same world', () => {
    const nodes = names.map(name => ({ kind: 'Node', metadata: { name } }))
    const drawn = [0, 1].map(() => {
      const bench = clusterOf(nodes, [{}, {}, {}, {}])
      return [0, 1, 2, 3].map(i => nodeOf(bench, `pod-${i}`))
    })
    expect(drawn[0]).toEqual(drawn[1])
    expect(new Set(drawn[0]).size).toBeGreaterThan(1)
  })

  test('[SC-20] the best node is not always among those that are found, wherever it is', () => {
    const status = { allocatable: { cpu: '800', memory: '1600Gi', pods: '110' } }
    for (const best of ['node-0', 'node-99']) {
      const nodes = names.map(name => ({ kind: 'Node', metadata: { name }, ...(name === best && { status }) }))
      const pods = Array.from({ length: 30 }, () => ({}))
      const bench = clusterOf(nodes, pods)
      const found = pods.filter((_, i) => nodeOf(bench, `pod-${i}`) === best)
      expect(found.length).toBeGreaterThan(10)
      expect(found.length).toBeLessThan(30)
    }
  })

  test('[SC-20] the only node that will do is found wherever it is', () => {
    for (const special of ['node-0', 'node-64', 'node-129']) {
      const nodes = names.map(name => ({
        kind: 'Node',
        metadata: { name, ...(name === special && { labels: { disk: 'ssd' } }) },
      }))
      expect(nodeOf(clusterOf(nodes, [{ nodeSelector: { disk: 'ssd' } }]), 'pod-0')).toBe(special)
    }
  })

  test('[SC-7] a refusal in the same words is an event again, but not written into the pod', () => {
    const bench = clusterOf([], [{}])
    const node = { kind: 'Node', metadata: { name: 'a' }, spec: { unschedulable: true }, status: {} }
    bench.put(node)
    const first = bench.plan('default/pod-0')
    expect(wordsOf(first)).toContain('update Pod default/pod-0 status')
    bench.put(bodiesOf(first)[0] as Sketch)
    const again = wordsOf(bench.plan('retry default/pod-0'))
    expect(again).toEqual([expect.stringMatching(/^memo /), expect.stringMatching(/^event pod-0 FailedScheduling: /)])
  })

  test('[SC-20] [SC-2] a pod that is refused has been refused by all', () => {
    const nodes = names.map(name => ({ kind: 'Node', metadata: { name } }))
    const { actions } = clusterOf(nodes, [{ nodeSelector: { disk: 'tape' } }]).plan('default/pod-0')
    expect(JSON.stringify(actions)).toContain(
      "0/130 nodes are available: 130 node(s) didn't match Pod's node affinity/selector.",
    )
  })
})
