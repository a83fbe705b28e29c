import { isRecord } from '../../../base'
import { exchange } from '../../../kubectl'
import { CommandProblem, type ShellRun } from '../../process'

/** Where a request goes: a path of the API server's proxy, up to the program's own path. */
export type Route = string

interface ServiceObject {
  readonly spec?: { readonly clusterIP?: string; readonly type?: string; readonly publishNotReadyAddresses?: boolean }
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
}

interface PodObject {
  readonly metadata?: { readonly name?: string; readonly namespace?: string }
  readonly status?: { readonly phase?: string; readonly podIP?: string }
}

interface SliceObject {
  readonly endpoints?: readonly {
    readonly hostname?: string
    readonly conditions?: { readonly ready?: boolean }
    readonly targetRef?: { readonly kind?: string; readonly name?: string; readonly namespace?: string }
  }[]
}

/** The pod that asks. Throws CommandProblem when it does not run. */
export function* askingPod(text: string): ShellRun<{ readonly name: string; readonly namespace: string }> {
  const [name = '', namespace = 'default'] = text.split('/').reverse()
  const pod = yield* read<PodObject>(`/api/v1/namespaces/${namespace}/pods/${name}`)
  if (!pod) throw new CommandProblem(`there is no pod ${name} in namespace ${namespace} to ask from`)
  if (pod.status?.phase !== 'Running') throw new CommandProblem(`pod ${name} does not run, so it cannot ask`)
  return { name, namespace }
}

/** Finds who has a name or an address, as the cluster's DNS and its proxies would. Throws CommandProblem with curl's words. */
export function* routeTo(host: string, port: number, namespace: string): ShellRun<Route> {
  const route = /^\d+(?:\.\d+){3}$/.test(host)
    ? yield* byAddress(host, port)
    : yield* byName(host.replace(/\.$/, '').replace(/\.svc(?:\.cluster\.local)?$/, ''), port, namespace)
  if (route === undefined) throw new CommandProblem(`(6) Could not resolve host: ${host}`, 6)
  return route
}

function* byAddress(address: string, port: number): ShellRun<Route | undefined> {
  const pods = yield* list<PodObject>(`/api/v1/pods?fieldSelector=status.podIP%3D${address}`)
  const [pod] = pods.filter(({ status }) => status?.phase === 'Running')
  if (pod) return podRoute(pod.metadata?.namespace ?? '', pod.metadata?.name ?? '', port)
  const services = yield* list<ServiceObject>('/api/v1/services')
  const service = services.find(({ spec }) => spec?.clusterIP === address)
  if (service) return serviceRoute(service.metadata?.namespace ?? '', service.metadata?.name ?? '', port)
  throw new CommandProblem(`(28) Failed to connect to ${address} port ${port}: Connection timed out`, 28)
}

/** Search paths of a pod's resolv.conf: its own namespace first, then names with one. */
function* byName(name: string, port: number, namespace: string): ShellRun<Route | undefined> {
  const [first = '', second, third, ...more] = name.split('.')
  if (more.length > 0) return undefined
  if (second === undefined) return yield* ofService(first, namespace, port)
  if (third !== undefined) return yield* ofHost(first, second, third, port)
  return (yield* ofHost(first, second, namespace, port)) ?? (yield* ofService(first, second, port))
}

function* ofService(name: string, namespace: string, port: number): ShellRun<Route | undefined> {
  const service = yield* read<ServiceObject>(`/api/v1/namespaces/${namespace}/services/${name}`)
  if (!service || service.spec?.type === 'ExternalName') return undefined
  if (service.spec?.clusterIP !== 'None') return serviceRoute(namespace, name, port)
  return yield* endpointOf(service, name, namespace, port, () => true)
}

function* ofHost(host: string, name: string, namespace: string, port: number): ShellRun<Route | undefined> {
  const service = yield* read<ServiceObject>(`/api/v1/namespaces/${namespace}/services/${name}`)
  if (service?.spec?.clusterIP !== 'None') return undefined
  return yield* endpointOf(service, name, namespace, port, hostname => hostname === host)
}

function* endpointOf(
  service: ServiceObject,
  name: string,
  namespace: string,
  port: number,
  accepts: (hostname: string | undefined) => boolean,
): ShellRun<Route | undefined> {
  const selector = encodeURIComponent(`kubernetes.io/service-name=${name}`)
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices?labelSelector=${selector}`
  const slices = yield* list<SliceObject>(path)
  const endpoint = slices
    .flatMap(({ endpoints = [] }) => endpoints)
    .find(
      ({ hostname, conditions }) =>
        accepts(hostname) && (conditions?.ready !== false || service.spec?.publishNotReadyAddresses === true),
    )
  const pod = endpoint?.targetRef
  return pod?.kind === 'Pod' ? podRoute(pod.namespace ?? namespace, pod.name ?? '', port) : undefined
}

function podRoute(namespace: string, name: string, port: number): Route {
  return `/api/v1/namespaces/${namespace}/pods/${name}:${port}/proxy`
}

function serviceRoute(namespace: string, name: string, port: number): Route {
  return `/api/v1/namespaces/${namespace}/services/${name}:${port}/proxy`
}

function* read<T>(path: string): ShellRun<T | undefined> {
  const { code, body } = yield* exchange({ method: 'GET', path })
  return code === 200 ? (body as T) : undefined
}

function* list<T>(path: string): ShellRun<readonly T[]> {
  const body = yield* read(path)
  return isRecord(body) && Array.isArray(body.items) ? (body.items as T[]) : []
}
