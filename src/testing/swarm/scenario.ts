import type { HttpRequest } from '../../client'
import type { Taint } from '../../kinds'
import { chance, chanceBetween, type Seed } from '../../sim'
import type { View } from '../../store'
import { deploymentSteps, firstDeployment, resumeDeployment } from './deployment'

/** One thing that is done to a world, and how long to let it run afterwards. */
export interface SwarmStep {
  readonly what: string
  readonly requests: readonly HttpRequest[]
  readonly thenMs: number
}

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
}

export function planOf(seed: Seed): SwarmPlan {
  return {
    machines: chanceBetween(2, 5, seed, 'machines'),
    steps: chanceBetween(8, 25, seed, 'steps'),
    isParallel: chance(seed, 'parallel') < 0.4,
    hasClaims: chance(seed, 'claims') < 0.6,
    isAttached: chance(seed, 'attached') < 0.4,
    replicas: chanceBetween(1, 5, seed, 'replicas'),
    hasDeployment: chance(seed, 'deployment') < 0.5,
  }
}

const setPath = '/apis/apps/v1/namespaces/default/statefulsets/web'
const outOfServiceTaint = 'node.kubernetes.io/out-of-service'
const merge = 'application/merge-patch+json'
const lab = '/apis/lab.sim/v1'

/** The manifests a swarm starts from: a headless Service, volumes for every ordinal that may come, and the set. */
export function firstRequests(plan: SwarmPlan, seed: Seed): readonly HttpRequest[] {
  const labels = { app: 'web' }
  const post = (path: string, body: unknown): HttpRequest => ({
    method: 'POST',
    path,
    body,
    contentType: 'application/json',
  })
  const volumes = Array.from({ length: plan.hasClaims && !plan.isAttached ? 8 : 0 }, (_, i) =>
    post('/api/v1/persistentvolumes', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: `pv-${i}` },
      spec: {
        capacity: { storage: '1Mi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Retain',
        gcePersistentDisk: { pdName: `pv-${i}` },
      },
    }),
  )
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
  return [
    ...volumes,
    post('/api/v1/namespaces/default/services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { clusterIP: 'None', selector: labels, ports: [{ name: 'http', port: 80 }] },
    }),
    post('/apis/apps/v1/namespaces/default/statefulsets', {
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
    }),
    ...(plan.hasDeployment ? [firstDeployment(seed, plan.replicas)] : []),
  ]
}

/** The step that this seed takes at this point, chosen by keyed chance from what the world offers. */
export function stepOf(seed: Seed, index: number, view: View): SwarmStep {
  const pick = <T>(items: readonly T[], what: string): T | undefined =>
    items.length > 0 ? items[chanceBetween(0, items.length - 1, seed, 'pick', what, index)] : undefined
  const pods = view.list('Pod', 'default').map(({ metadata }) => metadata.name)
  const machines = view.list('Machine').map(({ metadata }) => metadata.name)
  const thenMs = chanceBetween(50, 40_000, seed, 'then', index)
  const pod = pick(pods, 'pod')
  const machine = pick(machines, 'machine') ?? ''
  const number = chanceBetween(0, 6, seed, 'number', index)
  const choices = [
    () => step(`scale to ${number}`, patch(setPath, { spec: { replicas: number } })),
    () => step(`update to version ${number}`, patch(setPath, templateVersion(number))),
    () => step(`delete pod ${pod}`, remove(podPath(pod))),
    () => step(`evict pod ${pod}`, evict(pod)),
    () => step(`force-delete pod ${pod}`, remove(podPath(pod), { gracePeriodSeconds: 0 })),
    () => step(`power off ${machine}`, patch(`${lab}/machines/${machine}`, { spec: { power: 'Off' } })),
    () => step(`power on ${machine}`, patch(`${lab}/machines/${machine}`, { spec: { power: 'On' } })),
    () => step(`cut ${machine}`, patch(`${lab}/links/${machine}`, { spec: { state: 'Cut' } })),
    () => step(`mend ${machine}`, patch(`${lab}/links/${machine}`, { spec: { state: 'Up' } })),
    () => step(`stop the kubelet of ${machine}`, patch(`${lab}/machines/${machine}`, { spec: { kubelet: 'Stopped' } })),
    () => (planOf(seed).isAttached ? outOfService(machine) : cordon(machine)),
    () => step(`delete the claim of ${pod}`, remove(`/api/v1/namespaces/default/persistentvolumeclaims/data-${pod}`)),
    () => step(`delete node ${machine}`, remove(`/api/v1/nodes/${machine}`)),
    () => step('wait for minutes', []),
    ...(planOf(seed).hasDeployment
      ? deploymentSteps(number).map(
          ([what, request]) =>
            () =>
              step(what, request),
        )
      : []),
  ]
  const chosen = choices[chanceBetween(0, choices.length - 1, seed, 'choice', index)] as () => Omit<SwarmStep, 'thenMs'>
  const chosenStep = chosen()
  return { ...chosenStep, thenMs: chosenStep.requests.length > 0 ? thenMs : thenMs * 15 }
}

/** What comes before the end of all faults: a kubelet whose Node was deleted registers again only when it is started again. */
export function stoppingRequests(view: View): readonly HttpRequest[] {
  const machines = view.list('Machine').map(({ metadata }) => metadata.name)
  return machines
    .filter(name => !view.get('Node', name))
    .map(name => patch(`${lab}/machines/${name}`, { spec: { kubelet: 'Stopped' } }))
}

/** What ends all faults: every machine on and connected, every kubelet running, every node open. */
export function healingRequests(view: View): readonly HttpRequest[] {
  const machines = view.list('Machine').map(({ metadata }) => metadata.name)
  const machinesHeal = machines.flatMap(name => [
    patch(`${lab}/links/${name}`, { spec: { state: 'Up' } }),
    patch(`${lab}/machines/${name}`, { spec: { power: 'On', kubelet: 'Running' } }),
    patch(`/api/v1/nodes/${name}`, {
      spec: { unschedulable: null, taints: taintsWithout(view, name, outOfServiceTaint) },
    }),
  ])
  return [...machinesHeal, ...resumeDeployment(view)]
}

function cordon(machine: string): Omit<SwarmStep, 'thenMs'> {
  return step(`cordon ${machine}`, patch(`/api/v1/nodes/${machine}`, { spec: { unschedulable: true } }))
}

/** As a person does for a machine that is down for good; here it may well be up. The other taints come back by themselves. */
function outOfService(machine: string): Omit<SwarmStep, 'thenMs'> {
  const taints = [{ key: outOfServiceTaint, effect: 'NoExecute' }]
  return step(`declare ${machine} out of service`, patch(`/api/v1/nodes/${machine}`, { spec: { taints } }))
}

function taintsWithout(view: View, node: string, key: string): readonly Taint[] {
  return view.get('Node', node)?.spec.taints?.filter(taint => taint.key !== key) ?? []
}

function step(what: string, request: HttpRequest | readonly HttpRequest[]): Omit<SwarmStep, 'thenMs'> {
  return { what, requests: Array.isArray(request) ? request : [request as HttpRequest] }
}

function patch(path: string, body: unknown): HttpRequest {
  return { method: 'PATCH', path, body, contentType: merge }
}

function remove(path: string, body?: unknown): HttpRequest {
  return { method: 'DELETE', path, ...(body !== undefined && { body }) }
}

function podPath(pod: string | undefined): string {
  return `/api/v1/namespaces/default/pods/${pod ?? 'nobody'}`
}

function evict(pod: string | undefined): HttpRequest {
  const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod ?? 'nobody' } }
  return { method: 'POST', path: `${podPath(pod)}/eviction`, body, contentType: 'application/json' }
}

function templateVersion(version: number) {
  return { spec: { template: { metadata: { labels: { app: 'web', version: `v${version}` } } } } }
}
