import type { HttpResponse } from '../client'
import type { Event, KubernetesObject, Pod, PodSpec, Sandbox } from '../kinds'
import { second } from '../sim'
import { createWorld, type World, type WorldOptions } from '../world'

/** A world with machines, and the few gestures that tests about reality need. Writes must succeed. */
export class Lab {
  readonly world: World

  constructor(options: WorldOptions = {}) {
    this.world = createWorld({ machines: 3, seed: 7, freezes: true, ...options })
    this.run(5)
  }

  /** Lets seconds pass. */
  run(seconds: number): void {
    this.world.run(this.world.now + seconds * second)
  }

  request(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): HttpResponse {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    return this.world.handle({ method, path, contentType, ...(body !== undefined && { body }) })
  }

  /** A request that must not be refused; returns its body. */
  must(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): unknown {
    const response = this.request(method, path, body)
    if (response.code >= 300) throw new Error(`${method} ${path}: ${response.code} ${JSON.stringify(response.body)}`)
    return response.body
  }

  /** Creates a pod with one container that is bound to a machine without a scheduler. */
  createPod(name: string, node: string, container: object, spec: Partial<PodSpec> = {}): void {
    const body = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: name } },
      spec: { nodeName: node, containers: [{ name: 'main', ...container }], ...spec },
    }
    this.must('POST', podsPath, body)
  }

  /** Creates a volume with this source and a claim that is bound to it, as the volume controller would. */
  createBoundClaim(name: string, volume: string, source: object): void {
    const resources = { requests: { storage: '1Mi' } }
    const spec = { accessModes: ['ReadWriteOnce'], resources, volumeName: volume, storageClassName: '' }
    const claims = '/api/v1/namespaces/default/persistentvolumeclaims'
    this.must('POST', '/api/v1/persistentvolumes', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: volume },
      spec: {
        capacity: { storage: '1Mi' },
        accessModes: ['ReadWriteOnce'],
        claimRef: { namespace: 'default', name },
        ...source,
      },
    })
    this.must('POST', claims, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name }, spec })
    this.must('PATCH', `${claims}/${name}/status`, { status: { phase: 'Bound' } })
  }

  deletePod(name: string, graceSeconds?: number): void {
    this.must(
      'DELETE',
      `${podsPath}/${name}`,
      graceSeconds === undefined ? undefined : { gracePeriodSeconds: graceSeconds },
    )
  }

  pod(name: string): Pod | undefined {
    return this.world.store.at().get('Pod', name, 'default')
  }

  sandboxes(podName: string): readonly Sandbox[] {
    return this.world.store.at().lookup('Sandbox', 'pod', `default/${podName}`)
  }

  setPower(machine: string, power: 'On' | 'Off'): void {
    this.must('PATCH', `/apis/lab.sim/v1/machines/${machine}`, { spec: { power } })
  }

  setKubelet(machine: string, kubelet: 'Running' | 'Stopped'): void {
    this.must('PATCH', `/apis/lab.sim/v1/machines/${machine}`, { spec: { kubelet } })
  }

  setLink(machine: string, state: 'Up' | 'Cut'): void {
    this.must('PATCH', `/apis/lab.sim/v1/links/${machine}`, { spec: { state } })
  }

  /** `POST` or `GET` through the API server's proxy; the answered text. */
  ask(pod: string, body?: string): HttpResponse {
    return this.request(body === undefined ? 'GET' : 'POST', `${podsPath}/${pod}/proxy/`, body)
  }

  /** What was said about objects of this name, as `Reason message`, in order. */
  events(name: string): readonly string[] {
    return this.eventObjects(name).map(event => `${event.reason} ${event.message}`)
  }

  eventObjects(name: string): readonly Event[] {
    const events = this.world.store
      .at()
      .list('Event')
      .filter(event => event.involvedObject.name === name)
    return [...events].sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
  }

  /** Every version of an object that the store still has, oldest first. */
  history<T extends KubernetesObject>(kind: string, name: string): readonly (T | undefined)[] {
    const commits = this.world.store.changesSince(0)
    if (commits === 'compacted') throw new Error('the history is not kept')
    const changes = commits.flatMap(commit => commit.changes)
    return changes
      .filter(change => change.kind === kind && change.name === name)
      .map(change => change.after as T | undefined)
  }
}

const podsPath = '/api/v1/namespaces/default/pods'
