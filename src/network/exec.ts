import { failure, type HttpRequest, type HttpResponse, type Status, type StreamsAnswer } from '../client'
import type { Time } from '../kinds'
import { execInProcess, type ReadDisk } from '../programs'
import type { Seed } from '../sim'
import type { View } from '../store'
import type { ContainerPlace } from './container-logs'
import { answer, type Reached } from './reach'

/**
 * `POST /exec/<namespace>/<pod>/<container>?command=…` of a kubelet: runs a command in a running container, one part of its input at a time.
 * The answer's body is a `StreamsAnswer`; what the command wrote is in `puts`.
 */
export function execInContainer(
  view: View,
  { node, namespace, pod, container }: ContainerPlace,
  query: URLSearchParams,
  { streams }: HttpRequest,
  now: Time,
  seed: Seed,
): Reached {
  if (!streams) return { response: answer(failure('BadRequest', 'Upgrade request required')), puts: [] }
  const here = view.lookup('Sandbox', 'pod', `${namespace}/${pod}`).filter(({ spec }) => spec.machine === node)
  const uid = view.get('Pod', pod, namespace)?.metadata.uid
  const sandbox = here.find(({ spec }) => spec.pod.metadata.uid === uid)
  const index = sandbox?.status.containers.findIndex(({ name }) => name === container) ?? -1
  const state = sandbox?.status.containers[index]
  if (!sandbox || state?.phase !== 'Running')
    return ended(trouble(`unable to upgrade connection: container not found (${JSON.stringify(container)})`))
  const readDisk: ReadDisk = name => view.get('Disk', name)
  const command = query.getAll('command')
  const input = { ...streams, hasTerminal: query.get('tty') === 'true' }
  const turn = execInProcess(sandbox, state, command, input, readDisk, now, seed)
  if (turn.isMissing) return ended(trouble(missing(command)))
  const body: StreamsAnswer = {
    stdout: turn.stdout,
    stderr: turn.stderr,
    ...(turn.exitCode !== undefined && { status: statusOf(turn.exitCode) }),
  }
  const isChanged = turn.disks.length > 0 || turn.container !== state
  const containers = sandbox.status.containers.with(index, turn.container)
  const puts = isChanged ? [...turn.disks, { ...sandbox, status: { ...sandbox.status, containers } }] : []
  return { response: switching(body), puts }
}

function switching(body: StreamsAnswer): HttpResponse {
  return { code: 101, contentType: 'application/json', body }
}

function ended(status: Status): Reached {
  return { response: switching({ stdout: '', stderr: '', status }), puts: [] }
}

/** How the status stream ends a session (kubelet `remotecommand`, protocol v4). */
function statusOf(exitCode: number): Status {
  if (exitCode === 0) return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: error executing command, exit code ${exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  }
}

function trouble(message: string): Status {
  return { ...failure('InternalError', `Internal error occurred: ${message}`) }
}

function missing([name = '']: readonly string[]): string {
  return `error executing command in container: failed to exec in container: failed to start exec: OCI runtime exec failed: exec failed: unable to start container process: exec: ${JSON.stringify(name)}: executable file not found in $PATH: unknown`
}
