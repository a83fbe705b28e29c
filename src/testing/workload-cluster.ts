import type { HttpResponse } from '../client'
import { controllerOf, type Deployment, type KubernetesObject, type Pod, type ReplicaSet } from '../kinds'
import { AgentCluster } from './agent-cluster'

const root = '/apis/apps/v1/namespaces/default'
const paths = {
  ReplicaSet: `${root}/replicasets`,
  Deployment: `${root}/deployments`,
  Pod: '/api/v1/namespaces/default/pods',
} as const
type WorkloadKind = keyof typeof paths

/** A template with one container of this image and the label `app: web`. */
export function templateOf(image = 'app:1', labels: Readonly<Record<string, string>> = {}, spec: object = {}) {
  return { metadata: { labels: { app: 'web', ...labels } }, spec: { containers: [{ name: 'main', image }], ...spec } }
}

/** A control plane with one node, for the tests of ReplicaSets and Deployments; pods obey the test. */
export class WorkloadCluster extends AgentCluster {
  constructor(nodes: readonly string[] = ['node-1']) {
    super()
    this.nodes(...nodes)
  }

  /** Creates a workload that selects `app: web`. */
  create(kind: 'ReplicaSet' | 'Deployment', name: string, spec: object = {}, metadata: object = {}): this {
    const body = {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name, ...metadata },
      spec: { selector: { matchLabels: { app: 'web' } }, template: templateOf(), ...spec },
    }
    return this.must('POST', paths[kind], body).pass(1)
  }

  change(kind: WorkloadKind, name: string, patch: object): this {
    return this.must('PATCH', `${paths[kind]}/${name}`, patch).pass(1)
  }

  changeSpec(kind: WorkloadKind, name: string, spec: object): this {
    return this.change(kind, name, { spec })
  }

  /** A patch that the API may refuse, at once. */
  attempt(kind: WorkloadKind, name: string, patch: object): HttpResponse {
    return this.request('PATCH', `${paths[kind]}/${name}`, patch)
  }

  /** Deletes an object; its dependents go with it unless the options say otherwise. */
  delete(kind: WorkloadKind, name: string, options?: object): this {
    return this.must('DELETE', `${paths[kind]}/${name}`, options).pass(1)
  }

  /** A pod of nobody, or of whom `metadata` says. */
  bare(name: string, metadata: object = {}, spec: object = {}): this {
    const body = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: 'web' }, ...metadata },
      spec: { containers: [{ name: 'main', image: 'app:1' }], ...spec },
    }
    return this.must('POST', paths.Pod, body).pass(1)
  }

  set(name: string): ReplicaSet {
    return this.world.store.at().get('ReplicaSet', name, 'default') as ReplicaSet
  }

  /** The sets of a deployment, oldest first. */
  sets(deployment = 'web'): readonly ReplicaSet[] {
    return this.world.store
      .at()
      .list('ReplicaSet')
      .filter(set => controllerOf(set)?.name === deployment)
      .sort((a, b) => revisionOf(a) - revisionOf(b))
  }

  /** The wanted sizes of a deployment's sets, oldest revision first. */
  sizes(deployment = 'web'): readonly number[] {
    return this.sets(deployment).map(({ spec }) => spec.replicas)
  }

  deployment(name = 'web'): Deployment {
    return this.world.store.at().get('Deployment', name, 'default') as Deployment
  }

  pods(owner?: string): readonly Pod[] {
    const pods = this.world.store.at().list('Pod')
    return owner === undefined ? pods : pods.filter(pod => controllerOf(pod)?.name === owner)
  }

  /** Pods that are neither ended nor on their way out. */
  living(owner?: string): readonly Pod[] {
    return this.pods(owner).filter(
      ({ metadata, status }) =>
        !metadata.deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded',
    )
  }

  /** Every living pod becomes ready, and every terminating one goes, again and again until nothing moves. */
  converge(): this {
    for (let round = 0; round < 100; round++) {
      const waiting = this.living().filter(({ status }) => status.phase === 'Pending')
      const ending = this.pods().filter(({ metadata }) => metadata.deletionTimestamp)
      if (waiting.length === 0 && ending.length === 0) return this
      this.report('ready', ...names(waiting))
        .report('gone', ...names(ending))
        .pass(1)
    }
    throw new Error('does not converge')
  }

  /** Conditions as `Type Status Reason`, in their order. */
  conditions(name = 'web', kind: 'Deployment' | 'ReplicaSet' = 'Deployment'): readonly string[] {
    const object = this.world.store.at().get(kind, name, 'default')
    return (object?.status.conditions ?? []).map(({ type, status, reason }) => `${type} ${status} ${reason}`)
  }
}

/** The names of objects. */
export function names(objects: readonly KubernetesObject[]): readonly string[] {
  return objects.map(({ metadata }) => metadata.name)
}

function revisionOf({ metadata }: ReplicaSet): number {
  return Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0)
}
