import type { HttpRequest } from '../../client'
import { chance, chanceBetween, minute, type Seed, second } from '../../sim'
import type { WorldOptions } from '../../world'
import { firstDeployment } from './deployment'
import { post } from './requests'

/** What varies with the seed besides the steps. */
export interface SwarmPlan {
  readonly machines: number
  readonly steps: number
  readonly isParallel: boolean
  readonly hasClaims: boolean
  /** Its claims are of the class whose disks have to be attached; otherwise of none, and volumes are there for them. */
  readonly isAttached: boolean
  readonly replicas: number
  /** A Deployment is there too. */
  readonly hasDeployment: boolean
  /** What a PodDisruptionBudget asks for the set's pods; without one any eviction is granted. */
  readonly budget?: { readonly minAvailable: number | string } | { readonly maxUnavailable: number | string }
}

const budgets = [
  { maxUnavailable: 1 },
  { maxUnavailable: '40%' },
  { minAvailable: 2 },
  { minAvailable: '60%' },
] as const

export function planOf(seed: Seed): SwarmPlan {
  const budget = chance(seed, 'budget') < 0.6 ? budgets[chanceBetween(0, 3, seed, 'which-budget')] : undefined
  return {
    machines: chanceBetween(2, 5, seed, 'machines'),
    steps: chanceBetween(8, 25, seed, 'steps'),
    isParallel: chance(seed, 'parallel') < 0.4,
    hasClaims: chance(seed, 'claims') < 0.6,
    isAttached: chance(seed, 'attached') < 0.4,
    replicas: chanceBetween(1, 5, seed, 'replicas'),
    hasDeployment: chance(seed, 'deployment') < 0.5,
    ...(budget && { budget }),
  }
}

/** The world of a seed: its machines, and how long things take there. */
export function worldOptionsOf(seed: Seed): WorldOptions {
  const most = (leastMs: number, mostMs: number, what: string) => chanceBetween(leastMs, mostMs, seed, 'latency', what)
  return {
    seed,
    machines: planOf(seed).machines,
    settings: {
      nodeMonitorGracePeriodMs: most(20, 60, 'grace') * second,
      volumeBinderSyncPeriodMs: most(5, 30, 'binder') * second,
      attachMs: [second / 2, most(second, minute / 2, 'attach')],
      detachMs: [second / 2, most(second, minute / 2, 'detach')],
    },
  }
}

/** The manifests a swarm starts from: a headless Service, volumes for every ordinal that may come, the set and its budget. */
export function firstRequests(plan: SwarmPlan, seed: Seed): readonly HttpRequest[] {
  return [
    ...Array.from({ length: plan.hasClaims && !plan.isAttached ? 8 : 0 }, (_, i) => volume(`pv-${i}`)),
    post('/api/v1/namespaces/default/services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { clusterIP: 'None', selector: labels, ports: [{ name: 'http', port: 80 }] },
    }),
    firstSet(plan),
    ...(plan.budget ? [budget(plan.budget)] : []),
    ...(plan.hasDeployment ? [firstDeployment(seed, plan.replicas)] : []),
  ]
}

const labels = { app: 'web' }

function firstSet(plan: SwarmPlan): HttpRequest {
  const template = {
    metadata: { labels },
    spec: {
      terminationGracePeriodSeconds: 10,
      containers: [{ name: 'main', image: 'luksa/kubia-pet', ports: [{ name: 'http', containerPort: 8080 }] }],
    },
  }
  const claims = [
    {
      metadata: { name: 'data' },
      spec: {
        ...(plan.isAttached && { storageClassName: 'network-disk' }),
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '1Mi' } },
      },
    },
  ]
  return post('/apis/apps/v1/namespaces/default/statefulsets', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: {
      serviceName: 'web',
      replicas: plan.replicas,
      podManagementPolicy: plan.isParallel ? 'Parallel' : 'OrderedReady',
      selector: { matchLabels: labels },
      template,
      ...(plan.hasClaims && { volumeClaimTemplates: claims }),
    },
  })
}

/** A volume of one mebibyte that stays when its claim goes. */
export function volume(name: string): HttpRequest {
  return post('/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name },
    spec: {
      capacity: { storage: '1Mi' },
      accessModes: ['ReadWriteOnce'],
      persistentVolumeReclaimPolicy: 'Retain',
      gcePersistentDisk: { pdName: name },
    },
  })
}

function budget(bound: object): HttpRequest {
  return post('/apis/policy/v1/namespaces/default/poddisruptionbudgets', {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { ...bound, selector: { matchLabels: labels } },
  })
}
