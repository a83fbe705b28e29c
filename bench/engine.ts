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

interface Start {
  readonly replicas: number
  readonly policy: 'OrderedReady' | 'Parallel'
  /** Each pod has a claim, and a disk is made for it. */
  readonly hasClaims: boolean
}

function setOf({ replicas, policy, hasClaims }: Start): unknown {
  const labels = { app: 'web' }
  const main = { name: 'main', image: 'luksa/kubia-pet', ports: [{ containerPort: 8080 }] }
  const containers = [hasClaims ? { ...main, volumeMounts: [{ name: 'data', mountPath: '/var/data' }] } : main]
  const claim = {
    metadata: { name: 'data' },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: 'standard',
      resources: { requests: { storage: '1Gi' } },
    },
  }
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      replicas,
      serviceName: 'web',
      podManagementPolicy: policy,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
      ...(hasClaims && { volumeClaimTemplates: [claim] }),
    },
  }
}

function readyPods(world: World): number {
  return world.store.at().get('StatefulSet', 'web', 'default')?.status.readyReplicas ?? 0
}

/** What it took from the POST of the set until its status counts every pod as ready. */
interface Cost {
  readonly wallMs: number
  /** Of all threads: what the machine's other work does not spoil. */
  readonly cpuMs: number
  readonly commits: number
}

function startSet(start: Start): Cost {
  const { replicas } = start
  const world = worldFor(replicas)
  const revision = world.store.revision
  const before = process.cpuUsage()
  const from = performance.now()
  const path = '/apis/apps/v1/namespaces/default/statefulsets'
  const { code, body } = world.handle({ method: 'POST', path, body: setOf(start) })
  if (code !== 201) throw new Error(JSON.stringify(body))
  const giveUpAt = world.now + 24 * hour
  world.run(giveUpAt, () => readyPods(world) >= replicas)
  const wallMs = performance.now() - from
  const { user, system } = process.cpuUsage(before)
  if (readyPods(world) < replicas) throw new Error(`only ${readyPods(world)} of ${replicas} pods became Ready`)
  return { wallMs, cpuMs: (user + system) / 1000, commits: world.store.revision - revision }
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
