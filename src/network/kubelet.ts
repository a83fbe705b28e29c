import type { HttpRequest } from '../client'
import { failure } from '../client'
import type { Time } from '../kinds'
import { isExecuting, isLinkedAt } from '../node'
import type { Seed } from '../sim'
import type { View } from '../store'
import { containerLogs } from './container-logs'
import { execInContainer } from './exec'
import { answer, type Reached } from './reach'

const kubeletPort = 10250

function addressOf(view: View, node: string): string {
  return view.get('Node', node)?.status.addresses?.find(({ type }) => type === 'InternalIP')?.address ?? node
}

/** Why a node's kubelet cannot be reached, in Go's words; undefined when it can. */
export function kubeletTrouble(view: View, node: string): string | undefined {
  const machine = view.get('Machine', node)
  const dial = `dial tcp ${addressOf(view, node)}:${kubeletPort}`
  if (!isExecuting(machine) || !isLinkedAt(view, node)) return `${dial}: i/o timeout`
  return machine.status.kubeletStartedAt === undefined ? `${dial}: connect: connection refused` : undefined
}

/** What the API server itself asks a kubelet. Where that cannot be reached it has no better word than its HTTP client's (500, without a reason). */
export function askKubelet(
  view: View,
  node: string,
  path: string,
  request: HttpRequest,
  now: Time,
  seed: Seed,
): Reached {
  const trouble = kubeletTrouble(view, node)
  if (!trouble) return serveKubelet(view, node, path, request, now, seed)
  const url = `https://${addressOf(view, node)}:${kubeletPort}${path}`
  const { reason: _, ...status } = failure('InternalError', `Get ${JSON.stringify(url)}: ${trouble}`)
  return { response: answer(status), puts: [] }
}

/** A kubelet's own HTTP interface: its health, what containers have printed, and commands in them. */
export function serveKubelet(
  view: View,
  node: string,
  url: string,
  request: HttpRequest,
  now: Time,
  seed: Seed,
): Reached {
  const [path = '', search = ''] = url.replace(/#.*$/, '').split('?', 2)
  const [, service, namespace = '', pod = '', container = ''] = path.split('/').map(decoded)
  const place = { node, namespace, pod, container }
  const query = new URLSearchParams(search)
  if (service === 'containerLogs' && container) return { response: containerLogs(view, place, query, now), puts: [] }
  if (service === 'exec' && container) return execInContainer(view, place, query, request, now, seed)
  const isHealth = path === '/healthz'
  const body = isHealth ? 'ok' : '404 page not found\n'
  return { response: { code: isHealth ? 200 : 404, contentType: 'text/plain; charset=utf-8', body }, puts: [] }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
