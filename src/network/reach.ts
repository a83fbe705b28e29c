import type { HttpRequest, HttpResponse } from '../client'
import { failure } from '../client'
import type { KubernetesObject, Sandbox, Time } from '../kinds'
import { isExecuting, isLinkedAt } from '../node'
import { processOf, type ReadDisk, runProcess } from '../programs'
import type { Seed } from '../sim'
import type { View } from '../store'

/** An answer, and what the program behind it changed in reality: to be committed together. */
export interface Reached {
  readonly response: HttpResponse
  readonly puts: readonly KubernetesObject[]
}

/** Where the control plane sends a request: an address it believes in, and the pod it believes to be there. */
export interface Destination {
  readonly address: string
  readonly port: number
  /** `namespace/name` of that pod. */
  readonly pod: string
  /** Path with query. */
  readonly path: string
}

/**
 * Goes to an address over the network and hands the request to whatever really listens there. What cannot be reached is answered as the API
 * server answers it, with 503 and Go's words for the failure (apimachinery util/proxy/transport.go).
 */
export function reach(view: View, to: Destination, request: HttpRequest, now: Time, seed: Seed): Reached {
  const sandbox = view.lookup('Sandbox', 'pod', to.pod).find(({ status }) => status.address === to.address)
  const isThere = sandbox && isExecuting(view.get('Machine', sandbox.spec.machine))
  if (!sandbox || !isThere || !isLinkedAt(view, sandbox.spec.machine)) return unreachable(to, 'i/o timeout')
  const running = sandbox.status.containers.some(({ phase }) => phase === 'Running')
  if (!running && sandbox.status.sandboxReadyAt === undefined) return unreachable(to, 'connect: no route to host')
  return deliver(view, sandbox, to, request, now, seed)
}

function deliver(view: View, sandbox: Sandbox, to: Destination, request: HttpRequest, now: Time, seed: Seed): Reached {
  const readDisk: ReadDisk = name => view.get('Disk', name)
  for (const [index, container] of sandbox.status.containers.entries()) {
    if (container.phase !== 'Running') continue
    const { program, context } = processOf(sandbox, container, readDisk, seed)
    if (!program.listensOn(to.port, context)) continue
    const input = { method: request.method, path: to.path, port: to.port, body: bodyText(request.body) }
    const turn = runProcess(sandbox, container, { kind: 'http', request: input }, readDisk, now, seed)
    const containers = sandbox.status.containers.slice()
    containers[index] = turn.container
    const puts = [...turn.disks, { ...sandbox, status: { ...sandbox.status, containers } }]
    if (!turn.response) return { response: trouble('EOF'), puts }
    const { code, contentType, body } = turn.response
    return { response: { code, contentType, body }, puts }
  }
  return unreachable(to, 'connect: connection refused')
}

function bodyText(body: unknown): string {
  return body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
}

function unreachable({ address, port }: Destination, why: string): Reached {
  return { response: trouble(`dial tcp ${address}:${port}: ${why}`), puts: [] }
}

function trouble(why: string): HttpResponse {
  return answer(failure('ServiceUnavailable', `error trying to reach service: ${why}`))
}

/** A failure as an HTTP response. */
export function answer(status: ReturnType<typeof failure>): HttpResponse {
  return { code: status.code ?? 500, contentType: 'application/json', body: status }
}
