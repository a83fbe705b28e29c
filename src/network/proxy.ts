import { failure, type HttpRequest } from '../client'
import type { EndpointSlice, Pod, Service, Time } from '../kinds'
import { chance, type Seed } from '../sim'
import type { View } from '../store'
import { askKubelet, kubeletTrouble, serveKubelet } from './kubelet'
import { answer, type Reached, reach } from './reach'

/** Where a proxied request goes, as the URL says it. `port` is a number, a name, or absent. */
export interface ProxyRoute {
  readonly kind: 'Pod' | 'Service' | 'Node' | 'Kubelet'
  readonly namespace?: string
  readonly name: string
  readonly port?: string
  readonly scheme?: string
  /** Path with query, beginning with `/`. */
  readonly path: string
}

/**
 * The API server's proxy: follows what the API *believes* (a pod's address, a service's endpoints) and then what the network really does.
 * Nothing is written here; the caller commits `puts` (kubernetes.md G4).
 */
export function proxyRequest(view: View, route: ProxyRoute, request: HttpRequest, now: Time, seed: Seed): Reached {
  if (route.kind === 'Pod') return proxyPod(view, route, request, now, seed)
  if (route.kind === 'Service') return proxyService(view, route, request, now, seed)
  if (route.kind === 'Kubelet') return askKubelet(view, route.name, route.path, request, now, seed)
  return proxyNode(view, route, request, now, seed)
}

/** `proxyRequest` for a world with this seed. */
export function createProxy(seed: Seed) {
  return (view: View, route: ProxyRoute, request: HttpRequest, now: Time): Reached =>
    proxyRequest(view, route, request, now, seed)
}

/** registry/core/pod/strategy.go: ResourceLocation. Without a port in the URL it is the first port that any container declares. */
function proxyPod(view: View, route: ProxyRoute, request: HttpRequest, now: Time, seed: Seed): Reached {
  const { name, namespace = '', path } = route
  const pod = view.get('Pod', name, namespace)
  if (!pod) return refused(failure('NotFound', `pods "${name}" not found`, { name, kind: 'pods' }))
  const address = pod.status.podIP
  if (!address) return refused(failure('BadRequest', 'address not allowed'))
  const port = portOf(route) ?? firstPortOf(pod) ?? (route.scheme === 'https' ? 443 : 80)
  return reach(view, { address, port, pod: `${namespace}/${name}`, path }, request, now, seed)
}

function portOf({ port }: ProxyRoute): number | undefined {
  if (!port) return undefined
  return port === 'http' ? 80 : port === 'https' ? 443 : Number(port)
}

function firstPortOf({ spec }: Pod): number | undefined {
  for (const { ports } of spec.containers) if (ports?.[0]) return ports[0].containerPort
  return undefined
}

interface ServiceEndpoint {
  readonly address: string
  readonly port: number
  readonly pod: string
}

/** registry/core/service/storage/rest_proxy: one of the ready endpoints by chance. A port is looked up by its number or its name. */
function proxyService(view: View, route: ProxyRoute, request: HttpRequest, now: Time, seed: Seed): Reached {
  const { name, namespace = '', port = '', path } = route
  const service = view.get('Service', name, namespace)
  let portName = port
  if (/^\d+$/.test(port) && service) {
    const named = portNameOf(service, Number(port))
    if (named === undefined) return unavailable(`no service port ${port} found for service "${name}"`)
    portName = named
  }
  const slices = service ? view.lookup('EndpointSlice', 'service', `${namespace}/${name}`) : []
  const endpoints = slices.flatMap(slice => readyEndpoints(slice, portName))
  if (endpoints.length === 0) return unavailable(`no endpoints available for service "${name}"`)
  const pick = Math.floor(chance(seed, 'service-proxy', namespace, name, now, view.revision) * endpoints.length)
  const { address, port: number, pod } = endpoints[pick] as ServiceEndpoint
  return reach(view, { address, port: number, pod, path }, request, now, seed)
}

function portNameOf(service: Service, port: number): string | undefined {
  const found = service.spec.ports?.find(candidate => candidate.port === port)
  return found && (found.name ?? '')
}

function readyEndpoints({ endpoints, ports, metadata }: EndpointSlice, portName: string): ServiceEndpoint[] {
  const port = ports?.find(({ name }) => (name ?? '') === portName)?.port
  if (port === undefined) return []
  const found: ServiceEndpoint[] = []
  for (const { addresses, conditions, targetRef } of endpoints ?? []) {
    const [address] = addresses
    if (address === undefined || conditions.ready === false) continue
    found.push({ address, port, pod: `${targetRef?.namespace ?? metadata.namespace}/${targetRef?.name ?? ''}` })
  }
  return found
}

/** What a kubelet answers to whoever goes through the API server's proxy. */
function proxyNode(view: View, { name, path }: ProxyRoute, request: HttpRequest, now: Time, seed: Seed): Reached {
  if (!view.get('Node', name)) return refused(failure('NotFound', `nodes "${name}" not found`, { name, kind: 'nodes' }))
  const trouble = kubeletTrouble(view, name)
  if (trouble) return unavailable(`error trying to reach service: ${trouble}`)
  return serveKubelet(view, name, path, request, now, seed)
}

function unavailable(message: string): Reached {
  return refused(failure('ServiceUnavailable', message))
}

function refused(status: ReturnType<typeof failure>): Reached {
  return { response: answer(status), puts: [] }
}
