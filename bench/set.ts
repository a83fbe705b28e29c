import { hour } from '../src/sim'
import { createWorld, type World } from '../src/world'

const podsPerMachine = 110
/** Where sets are created; one is below it. */
export const setsPath = '/apis/apps/v1/namespaces/default/statefulsets'

/** A StatefulSet to be measured. */
export interface Start {
  readonly replicas: number
  readonly policy: 'OrderedReady' | 'Parallel'
  /** Each pod has a claim, and a disk is made for it. */
  readonly hasClaims: boolean
  /** As many as the pods need, if absent. */
  readonly machines?: number
}

/** What something took, from the request until the end that was waited for. */
export interface Cost {
  readonly wallMs: number
  /** Of all threads: what the machine's other work does not spoil. */
  readonly cpuMs: number
  readonly commits: number
}

/** Machines that have been up for a minute. */
export function worldOf(machines: number): World {
  const world = createWorld({ seed: 7, machines })
  world.run(world.now + 60_000)
  return world
}

/** As few machines as so many pods fit on, with some room. */
export function machinesFor(pods: number): number {
  return Math.max(3, Math.ceil((pods * 1.1) / podsPerMachine))
}

/** From the POST of the set until its status counts every pod as ready. */
export function startSet(start: Start, world: World = worldOf(start.machines ?? machinesFor(start.replicas))): Cost {
  return costOf(world, () => {
    send(world, 'POST', setsPath, setOf('web', start))
    runUntil(world, () => readyPods(world, 'web') >= start.replicas)
  })
}

/** What `work` takes in a world. */
export function costOf(world: World, work: () => void): Cost {
  const revision = world.store.revision
  const before = process.cpuUsage()
  const from = performance.now()
  work()
  const wallMs = performance.now() - from
  const { user, system } = process.cpuUsage(before)
  return { wallMs, cpuMs: (user + system) / 1000, commits: world.store.revision - revision }
}

/** Sends a request that must be accepted. */
export function send(world: World, method: 'POST' | 'PATCH', path: string, body: unknown): void {
  const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
  const { code, body: answer } = world.handle({ method, path, body, contentType })
  if (code >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
}

/** Lets the cluster's time pass until it is so; a day is too long. */
export function runUntil(world: World, isSo: () => boolean): void {
  world.run(world.now + 24 * hour, isSo)
  if (!isSo()) throw new Error('what was waited for has not come within a day')
}

/** Pods of a set that its status counts as ready. */
export function readyPods(world: World, set: string): number {
  return world.store.at().get('StatefulSet', set, 'default')?.status.readyReplicas ?? 0
}

/** The manifest of such a set. */
export function setOf(name: string, { replicas, policy, hasClaims }: Start): unknown {
  const labels = { app: name }
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
    metadata: { name },
    spec: {
      replicas,
      serviceName: name,
      podManagementPolicy: policy,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers } },
      ...(hasClaims && { volumeClaimTemplates: [claim] }),
    },
  }
}
