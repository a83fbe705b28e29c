import type { KubernetesObject } from '../src/kinds'
import { hour } from '../src/sim'
import { VersionedStore } from '../src/store'
import { createWorld, type World } from '../src/world'
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

const podsPerMachine = 110

function worldFor(pods: number): World {
  const world = createWorld({ seed: 7, machines: Math.max(3, Math.ceil((pods * 1.1) / podsPerMachine)) })
  world.run(world.now + 60_000)
  return world
}

function setOf(replicas: number, podManagementPolicy: string): unknown {
  const labels = { app: 'web' }
  const containers = [{ name: 'main', image: 'luksa/kubia-pet', ports: [{ containerPort: 8080 }] }]
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas,
      serviceName: 'web',
      podManagementPolicy,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
    },
  }
}

function readyPods(world: World): number {
  return world.store.at().get('StatefulSet', 'web', 'default')?.status.readyReplicas ?? 0
}

/** One run from the POST of the set until its status counts every pod as ready. */
function startSet(replicas: number, policy: string): { wallMs: number; commits: number } {
  const world = worldFor(replicas)
  const revision = world.store.revision
  const from = performance.now()
  const path = '/apis/apps/v1/namespaces/default/statefulsets'
  const { code, body } = world.handle({ method: 'POST', path, body: setOf(replicas, policy) })
  if (code !== 201) throw new Error(JSON.stringify(body))
  const giveUpAt = world.now + 24 * hour
  world.run(giveUpAt, () => readyPods(world) >= replicas)
  const wallMs = performance.now() - from
  if (readyPods(world) < replicas) throw new Error(`only ${readyPods(world)} of ${replicas} pods became Ready`)
  return { wallMs, commits: world.store.revision - revision }
}

/** A StatefulSet of 300 and of 1,000 pods, in both modes, and what a pod costs in one compared with the other. */
export function benchSets(): Line[] {
  const lines: Line[] = []
  for (const policy of ['OrderedReady', 'Parallel']) {
    const costs: number[] = []
    for (const replicas of [300, 1000]) {
      let commits = 0
      const wallMs = fastestRun(3, () => {
        const run = startSet(replicas, policy)
        commits = run.commits
        return run.wallMs
      })
      costs.push(wallMs / replicas)
      lines.push({ name: `${replicas} pods, ${policy}, from apply to Ready`, value: Math.round(wallMs), unit: 'ms' })
      lines.push({ name: `  commits`, value: commits, unit: '' })
    }
    const ratio = (costs[1] as number) / (costs[0] as number)
    lines.push({ name: `  cost per pod, 1,000 against 300`, value: Number(ratio.toFixed(2)), unit: '×' })
  }
  return lines
}

function fastestRun(runs: number, run: () => number): number {
  return Math.min(...Array.from({ length: runs }, run))
}
