import type { HttpRequest, HttpResponse } from '../client'
import type { Node, Pod } from '../kinds'
import { second } from '../sim'
import { createWorld, recordedSettings, type World, type WorldSettings } from '../world'
import { Agent, type NodeStep, type PodState } from './conformance/agent'

/**
 * A control plane with the settings of the recordings, and nodes whose kubelets a test plays: they renew their Leases each second until they
 * are silenced.
 */
export class AgentCluster {
  readonly world: World
  readonly agent: Agent

  constructor(settings: Partial<WorldSettings> = {}) {
    this.world = createWorld({ seed: 7, settings: { ...recordedSettings, ...settings }, freezes: true })
    this.agent = new Agent(this.world)
    this.pass(1)
  }

  /** Lets seconds pass. */
  pass(seconds: number): this {
    this.agent.pass(this.world.now + seconds * second)
    return this
  }

  nodes(...nodes: readonly (string | NodeStep)[]): this {
    for (const node of nodes) this.agent.addNode(node)
    return this.pass(0.3)
  }

  silence(...names: readonly string[]): this {
    for (const name of names) this.agent.silence(name)
    return this
  }

  report(state: PodState, ...names: readonly string[]): this {
    for (const name of names) this.agent.pod(name, state)
    return this.pass(0.1)
  }

  request(method: HttpRequest['method'], path: string, body?: unknown): HttpResponse {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json'
    return this.world.handle({ method, path, contentType, ...(body !== undefined && { body }) })
  }

  /** A request that must not be refused; then a moment passes. */
  must(method: HttpRequest['method'], path: string, body?: unknown): this {
    const response = this.request(method, path, body)
    if (response.code >= 300) throw new Error(`${method} ${path}: ${response.code} ${JSON.stringify(response.body)}`)
    return this.pass(0.1)
  }

  /** A pod that is bound to a node from the beginning, and runs there. */
  runningPod(name: string, nodeName: string, spec: object = {}): this {
    const containers = [{ name: 'main', image: 'app' }]
    const body = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name, labels: { app: 'web' } },
      spec: { nodeName, containers, ...spec },
    }
    return this.must('POST', podsPath, body).report('ready', name)
  }

  deletePod(name: string, body?: object): this {
    return this.must('DELETE', `${podsPath}/${name}`, body)
  }

  patchNode(name: string, spec: object): this {
    return this.must('PATCH', `/api/v1/nodes/${name}`, { spec })
  }

  pod(name: string): Pod | undefined {
    return this.world.store.at().get('Pod', name, 'default')
  }

  node(name: string): Node | undefined {
    return this.world.store.at().get('Node', name)
  }

  /** The node's taints as `key:effect`. */
  taints(name: string): readonly string[] {
    return (this.node(name)?.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`)
  }

  /** What was said about objects of this name, `Reason message`, in order. */
  events(name: string): readonly string[] {
    return this.world.store
      .at()
      .list('Event')
      .filter(event => event.involvedObject.name === name)
      .map(event => `${event.reason} ${event.message}`)
  }
}

const podsPath = '/api/v1/namespaces/default/pods'
