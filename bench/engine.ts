import type { KubernetesObject } from '../src/kinds'
import { VersionedStore } from '../src/store'
import { startSet } from './set'
import type { Line } from './table'

/** Runs `work` several times and gives the fastest wall time in milliseconds: noise only ever adds. */
function fastest(runs: number, work: () => void): number {
  let best = Number.POSITIVE_INFINITY
  for (let i = 0; i < runs; i++) {
    const from = performance.now()
    work()
    best = Math.min(best, performance.now() - from)
  }
  return best
}

const writes = 50_000

function pod(i: number, version: number): KubernetesObject {
  const name = `web-${i}`
  const metadata = { name, namespace: 'default', uid: name, resourceVersion: String(version), creationTimestamp: '' }
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { nodeName: `node-${i % 3}` } } as KubernetesObject
}

/** Writes of single pods into the versioned store, beside the same writes into a Map of JSON texts that keeps nothing. */
export function benchCommits(): Line[] {
  const ours = fastest(3, () => {
    const store = new VersionedStore({ clock: () => 0 })
    for (let i = 0; i < writes; i++) store.commit({ actor: 'bench', verb: 'write' }, tx => tx.put(pod(i % 1000, i)))
  })
  const baseline = fastest(3, () => {
    const map = new Map<string, string>()
    for (let i = 0; i < writes; i++) {
      const object = pod(i % 1000, i)
      map.set(object.metadata.name, JSON.stringify(object))
      JSON.parse(map.get(object.metadata.name) as string)
    }
  })
  return [
    { name: 'commits, every version kept and indexed', value: Math.round((writes / ours) * 1000), unit: '/s' },
    {
      name: 'baseline: JSON in a Map, only the last version',
      value: Math.round((writes / baseline) * 1000),
      unit: '/s',
    },
  ]
}

/** How often each size is tried: the least of all runs counts, for noise only ever adds. */
const sizes = [
  { replicas: 300, runs: 5 },
  { replicas: 1000, runs: 3 },
  { replicas: 3000, runs: 1 },
]

/** StatefulSets of growing size, in both modes, with and without claims, and how much more a pod costs among many than among 300. */
export function benchSets(): Line[] {
  const lines: Line[] = []
  // Before the engine is measured, the JavaScript engine has seen it run.
  for (const policy of ['OrderedReady', 'Parallel'] as const) startSet({ replicas: 1000, policy, hasClaims: true })
  for (const hasClaims of [false, true])
    for (const policy of ['OrderedReady', 'Parallel'] as const) {
      let least = 0
      for (const { replicas, runs } of sizes) {
        const costs = Array.from({ length: runs }, () => startSet({ replicas, policy, hasClaims }))
        const wallMs = Math.min(...costs.map(cost => cost.wallMs))
        const cpuMs = Math.min(...costs.map(cost => cost.cpuMs))
        const name = `${replicas} pods, ${policy}${hasClaims ? ', a claim each' : ''}`
        lines.push({ name: `${name}, from apply to Ready`, value: Math.round(wallMs), unit: 'ms' })
        lines.push({ name: '  CPU time', value: Math.round(cpuMs), unit: 'ms' })
        lines.push({ name: '  commits', value: costs[0]?.commits ?? 0, unit: '' })
        const ratio = wallMs / replicas / least
        if (least === 0) least = wallMs / replicas
        else lines.push({ name: '  cost per pod against 300 pods', value: Number(ratio.toFixed(2)), unit: '×' })
      }
    }
  return lines
}
