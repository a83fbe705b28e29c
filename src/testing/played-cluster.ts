import type { HttpResponse } from '../client'
import type { Event, KubernetesObject, Node, Pod } from '../kinds'
import { conditionOf, timestamp } from '../kinds'
import { second } from '../sim'
import { createWorld, type World, type WorldOptions } from '../world'

/** A node as a test asks for it. */
export interface PlayedNode {
  readonly labels?: Readonly<Record<string, string>>
  readonly capacity?: Readonly<Record<string, string>>
  readonly spec?: Node['spec']
}

/** A control plane without machines: the test plays the kubelets. Requests must succeed, except those of `request`. */
export class PlayedCluster {
  readonly world: World
  private nextAddress = 1

  constructor(options: WorldOptions = {}) {
    this.world = createWorld({ machines: 0, seed: 7, freezes: true, ...options })
    this.run(1)
  }

  /** Lets seconds pass. */
  run(seconds: number): void {
    this.world.run(this.world.now + seconds * second)
  }

  request(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): HttpResponse {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    return this.world.handle({ method, path, contentType, ...(body !== undefined && { body }) })
  }

  must(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): unknown {
    const response = this.request(method, path, body)
    if (response.code >= 300) throw new Error(`${method} ${path}: ${response.code} ${JSON.stringify(response.body)}`)
    return response.body
  }

  /** A node that is Ready, and falls silent at once: tests are shorter than the grace period. */
  node(name: string, { labels, capacity, spec = {} }: PlayedNode = {}): void {
    const metadata = { name, labels: { 'kubernetes.io/hostname': name, ...labels } }
    this.must('POST', '/api/v1/nodes', { apiVersion: 'v1', kind: 'Node', metadata, spec })
    const room = { cpu: '8', memory: '16Gi', pods: '110', ...capacity }
    const now = timestamp(this.world.now)
    const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: now, lastTransitionTime: now }]
    this.must('PATCH', `/api/v1/nodes/${name}/status`, { status: { capacity: room, allocatable: room, conditions } })
    this.run(0.5)
  }

  /** Creates a pod and gives the control plane a moment. */
  pod(name: string, spec: object = {}, labels: Readonly<Record<string, string>> = { app: name }): void {
    const whole = { containers: [{ name: 'main', image: 'app' }], ...spec }
    this.must('POST', podsPath, { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: whole })
    this.run(0.1)
  }

  create(path: string, body: object): void {
    this.must('POST', path, body)
    this.run(0.1)
  }

  patchNode(name: string, body: object, subresource = ''): void {
    this.must('PATCH', `/api/v1/nodes/${name}${subresource}`, body)
    this.run(0.1)
  }

  /** Removes the pod at once, as its kubelet does when it has stopped it. */
  gone(name: string): void {
    this.must('DELETE', `${podsPath}/${name}`, { gracePeriodSeconds: 0 })
    this.run(0.1)
  }

  /** The kubelet reports the pod running, with an address of its own. */
  running(name: string, isReady = true): void {
    const known = this.get('Pod', name)?.status.podIP
    const ip = known ?? `10.244.0.${this.nextAddress++}`
    const ready = { type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: timestamp(this.world.now) }
    const others = (this.get('Pod', name)?.status.conditions ?? []).filter(({ type }) => type !== 'Ready')
    const status = { phase: 'Running', podIP: ip, podIPs: [{ ip }], conditions: [...others, ready] }
    this.must('PATCH', `${podsPath}/${name}/status`, { status })
    this.run(0.1)
  }

  /** Writes past the API: for kinds it does not serve. */
  place(object: KubernetesObject): void {
    this.world.store.commit({ actor: 'test', verb: 'create' }, tx => tx.put(object))
  }

  get(kind: 'Pod', name: string): Pod | undefined {
    return this.world.store.at().get(kind, name, 'default')
  }

  nodeOf(name: string): string | undefined {
    return this.get('Pod', name)?.spec.nodeName
  }

  /** The message of PodScheduled. */
  refusal(name: string): string | undefined {
    const pod = this.get('Pod', name)
    return pod && conditionOf(pod, 'PodScheduled')?.message
  }

  /** Events about an object of this name: `Reason message`, with the count where it is more than one (a series stops counting at two). */
  events(name: string): readonly string[] {
    return this.world.store
      .at()
      .list('Event')
      .filter((event: Event) => event.involvedObject.name === name)
      .map(({ reason, message, count, series }) => {
        const times = series?.count ?? count ?? 1
        return `${reason} ${message}${times > 1 ? ` ×${times}` : ''}`
      })
  }
}

const podsPath = '/api/v1/namespaces/default/pods'
