import { type Api, createApi } from '../api'
import type { HttpRequest, HttpResponse, Status } from '../client'
import type { KubernetesObject, Time } from '../kinds'
import { epoch } from '../sim'
import { VersionedStore } from '../store'

type Json = Readonly<Record<string, unknown>>
type Named = Json & { readonly name: string }

const merge = 'application/merge-patch+json'

/** The API alone: no controller reacts, and time stands still unless the test moves it. */
export class ApiBench {
  now: Time = epoch
  readonly store: VersionedStore
  readonly api: Api

  constructor(keptCommits?: number) {
    const clock = () => this.now
    this.store = new VersionedStore({ clock, freezes: true, ...(keptCommits !== undefined && { keptCommits }) })
    this.api = createApi({ store: this.store, clock, seed: 1, settings: { servicePrefix: '10.96' } })
    this.must('POST', '/api/v1/namespaces', { metadata: { name: 'default' } })
  }

  send(request: HttpRequest): HttpResponse {
    return this.api.handle(request)
  }

  request(method: HttpRequest['method'], path: string, body?: unknown): HttpResponse {
    const contentType = method === 'PATCH' ? merge : 'application/json'
    return this.send({ method, path, contentType, ...(body !== undefined && { body }) })
  }

  /** A request that must not be refused; its body. */
  must<T = KubernetesObject>(method: HttpRequest['method'], path: string, body?: unknown): T {
    const response = this.request(method, path, body)
    if (response.code >= 300) throw new Error(`${method} ${path}: ${response.code} ${JSON.stringify(response.body)}`)
    return response.body as T
  }

  /** A request that must be refused; code and message. */
  refused(method: HttpRequest['method'], path: string, body?: unknown): string {
    const response = this.request(method, path, body)
    if (response.code < 300) throw new Error(`${method} ${path}: ${response.code}`)
    return `${response.code} ${(response.body as Status).message}`
  }

  /** A pod in namespace default, bound to a node where it names one. */
  pod(metadata: Named, spec: Json = {}): KubernetesObject {
    const containers = [{ name: 'main', image: 'app' }]
    return this.must('POST', podsPath, { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, ...spec } })
  }

  configMap(metadata: Named): KubernetesObject {
    return this.must('POST', mapsPath, { apiVersion: 'v1', kind: 'ConfigMap', metadata })
  }

  statefulSet(metadata: Named, spec: Json = {}): KubernetesObject {
    const labels = { app: metadata.name }
    const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'app' }] } }
    const whole = { serviceName: metadata.name, selector: { matchLabels: labels }, template, ...spec }
    return this.must('POST', setsPath, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata, spec: whole })
  }
}

export const podsPath = '/api/v1/namespaces/default/pods'
export const mapsPath = '/api/v1/namespaces/default/configmaps'
export const setsPath = '/apis/apps/v1/namespaces/default/statefulsets'
