import type { HttpRequest } from '../../client'
import { hour, minute, type Seed, second } from '../../sim'
import { createWorld, type World } from '../../world'
import { brokenInvariant } from '../invariants'
import { missingOfDeployment } from './deployment'
import { firstRequests, healingRequests, planOf, stepOf, stoppingRequests } from './scenario'

/** How one seed went: undefined text means well. */
export interface SwarmResult {
  readonly seed: Seed
  readonly commits: number
  readonly failure?: string
}

/** The cluster must be at rest and whole this long after the last fault. */
const settleMostMs = 2 * hour

/**
 * One run: a world, a workload and faults drawn from the seed, the invariants at every revision; then all faults stop, and within two hours
 * everything wanted must be there. `watch` hears of each step.
 */
export function runSeed(seed: Seed, watch: (line: string) => void = () => {}): SwarmResult {
  const plan = planOf(seed)
  const world = createWorld({ seed, machines: plan.machines, freezes: true })
  let checked = 0
  const check = (what: string): SwarmResult | undefined => {
    const broken = brokenInvariant(world, checked)
    checked = world.store.revision
    return broken && { seed, commits: checked, failure: `${what}: revision ${broken.revision}: ${broken.text}` }
  }
  world.run(world.now + 30 * second)
  for (const request of firstRequests(plan, seed)) world.handle(request)
  for (let index = 0; index < plan.steps; index++) {
    const { what, requests, thenMs } = stepOf(seed, index, world.store.at())
    watch(`${index}: ${what}`)
    for (const request of requests) {
      const { code } = world.handle(request)
      if (code >= 500 && code !== 503)
        return { seed, commits: world.store.revision, failure: `step ${index} (${what}): answered ${code}` }
    }
    world.run(world.now + thenMs)
    const broken = check(`step ${index} (${what})`)
    if (broken) return broken
  }
  return heal(world, seed, check)
}

function heal(world: World, seed: Seed, check: (what: string) => SwarmResult | undefined): SwarmResult {
  for (const request of stoppingRequests(world.store.at())) world.handle(request)
  world.run(world.now + second)
  for (const request of healingRequests(world.store.at())) world.handle(request)
  const giveUpAt = world.now + settleMostMs
  let missing = missingAt(world)
  while (missing !== undefined && world.now < giveUpAt) {
    world.run(world.now + minute)
    const broken = check('after the faults')
    if (broken) return broken
    // What Kubernetes leaves to a person: a new disk for a claim that waits, and the end of a pod whose claim is being deleted.
    for (const request of [...freshVolumes(world), ...stuckPods(world)]) world.handle(request)
    missing = missingAt(world)
  }
  const commits = world.store.revision
  return missing === undefined ? { seed, commits } : { seed, commits, failure: `did not settle: ${missing}` }
}

/** What a user would still miss; undefined when all is there. */
function missingAt(world: World): string | undefined {
  const view = world.store.at()
  for (const node of view.list('Machine')) {
    const ready = view.get('Node', node.metadata.name)?.status.conditions?.find(({ type }) => type === 'Ready')
    if (ready?.status !== 'True') return `node ${node.metadata.name} is ${ready?.status ?? 'not there'}`
  }
  const set = view.get('StatefulSet', 'web', 'default')
  if (!set) return 'the set is gone'
  const { replicas, readyReplicas = 0, updateRevision, currentRevision } = set.status
  const wanted = set.spec.replicas
  if (replicas !== wanted || readyReplicas !== wanted)
    return `${readyReplicas} of ${wanted} pods are Ready, ${replicas} exist`
  if (currentRevision !== updateRevision) return 'the rollout is not complete'
  const lacking = missingOfDeployment(view)
  if (lacking !== undefined) return lacking
  const twins = view.list('Sandbox').length - view.list('Pod').filter(pod => pod.spec.nodeName).length
  return twins > 0 ? `${twins} sandboxes run without a pod` : undefined
}

/** Pods that a kubelet refuses to start again because their claim is being deleted, which waits for the pod to go. */
function stuckPods(world: World): readonly HttpRequest[] {
  return world.store
    .at()
    .list('PersistentVolumeClaim')
    .filter(({ metadata }) => metadata.deletionTimestamp !== undefined)
    .map(({ metadata }) => ({
      method: 'DELETE',
      path: `/api/v1/namespaces/default/pods/${metadata.name.replace(/^data-/, '')}`,
    }))
}

/** Volumes for claims that wait for one. */
function freshVolumes(world: World): readonly HttpRequest[] {
  const view = world.store.at()
  const pending = view
    .list('PersistentVolumeClaim')
    .filter(({ spec, status }) => status.phase === 'Pending' && !spec.storageClassName).length
  const free = view.list('PersistentVolume').filter(({ status }) => status.phase === 'Available').length
  const count = view.list('PersistentVolume').length
  return Array.from({ length: Math.max(0, pending - free) }, (_, i) => ({
    method: 'POST' as const,
    path: '/api/v1/persistentvolumes',
    contentType: 'application/json',
    body: {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `fresh-${count + i}` },
      spec: {
        capacity: { storage: '1Mi' },
        accessModes: ['ReadWriteOnce'],
        gcePersistentDisk: { pdName: `fresh-${count + i}` },
      },
    },
  }))
}
