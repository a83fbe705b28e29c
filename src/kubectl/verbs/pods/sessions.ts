import { isRecord } from '../../../base'
import { imageReferenceForm } from '../../../kinds'
import type { Call, Command } from '../../command'
import { CommandError, messageOf, usageError } from '../../errors'
import type { FlagValues } from '../../flags'
import { print, type Run } from '../../process'
import type { ApiObject } from '../../resources'
import { allContainers, chooseContainer, type PodObject, podsOf } from './choose-pod'
import { findOne } from './find-one'

/** `kubectl port-forward` (pkg/cmd/portforward): the lab reaches pods directly, so it only says how. */
export const portForward: Command = {
  name: 'port-forward',
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  short: 'Forward one or more local ports to a pod',
  flags: `
    --address stringSlice =localhost
    --pod-running-timeout duration =1m0s
  `,
  *run(call) {
    const { args, path } = call
    if (args.length < 2) throw usageError(path, 'TYPE/NAME and list of ports are required for port-forward')
    const [word = '', ...ports] = args
    if (call.flags.duration('pod-running-timeout') <= 0)
      throw usageError(path, '--pod-running-timeout must be higher than zero')
    const object = yield* findOne(call, word)
    const [pod] = yield* podsOf(call, object, 'attach to')
    for (const port of ports) checkPort(port, object, pod)
    const phase = pod?.status?.phase ?? ''
    if (phase !== 'Running')
      throw new CommandError(`unable to forward port because pod is not running. Current status=${phase}`)
    const { name, namespace } = pod?.metadata ?? {}
    const port = (ports[0] ?? '').split(':').pop()
    throw new CommandError(
      `ports cannot be forwarded in the lab: there is no machine outside the cluster to listen on. Ask through the API server instead: curl localhost:8001/api/v1/namespaces/${namespace}/pods/${name}:${port}/proxy/`,
    )
  },
}

function checkPort(text: string, object: ApiObject, pod: PodObject | undefined): void {
  const parts = text.split(':')
  const remote = parts[parts.length - 1] as string
  if (parts.length <= 2 && !/^\d*$/.test(remote)) checkNamedPort(remote, object, pod)
  if (parts.length > 2) throw new CommandError(`invalid port format '${text}'`)
  if (remote === '') throw new CommandError(`remote port must be > 0`)
}

/** A port's name must be that of a service's port, or of one of the pod's. */
function checkNamedPort(name: string, { kind, metadata, spec }: ApiObject, pod: PodObject | undefined): void {
  const isService = kind === 'Service'
  const ofService =
    isRecord(spec) && Array.isArray(spec.ports) ? (spec.ports as readonly { readonly name?: string }[]) : []
  const ofPod = pod ? allContainers(pod).flatMap(({ ports = [] }) => ports) : []
  if ((isService ? ofService : ofPod).some(port => port.name === name)) return
  const holder = isService ? `Service '${metadata?.name}'` : `Pod '${pod?.metadata?.name}'`
  throw new CommandError(`${holder} does not have a named port '${name}'`)
}

/** `kubectl attach` (pkg/cmd/attach): nobody types into a container of the lab. */
export const attach: Command = {
  name: 'attach',
  usage: '(POD | TYPE/NAME) -c CONTAINER [options]',
  short: 'Attach to a running container',
  flags: `
    -c --container string
    --detach-keys string =ctrl-p,ctrl-q
    --pod-running-timeout duration =1m0s
    -q --quiet bool
    -i --stdin bool
    -t --tty bool
  `,
  *run(call) {
    const { args, flags, path } = call
    if (flags.duration('pod-running-timeout') <= 0)
      throw usageError(path, '--pod-running-timeout must be higher than zero')
    if (args.length === 0) throw new CommandError('at least 1 argument is required for attach')
    if (args.length > 2)
      throw new CommandError(
        `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: [${args.join(' ')}]`,
      )
    const [pod] = yield* podsOf(call, yield* findOne(call, args.join('/')), 'attach to')
    checkAttachable(pod)
    yield* attachedContainer(call, pod as PodObject)
    throw new CommandError('attaching is not available in the lab; see what the container prints with kubectl logs -f')
  },
}

function* attachedContainer({ flags }: Call, pod: PodObject): Run {
  try {
    yield* chooseContainer(pod, flags.text('container'), flags.bool('quiet'))
  } catch (error) {
    throw new CommandError(`cannot attach to the container: ${messageOf(error)}`)
  }
}

function checkAttachable(pod: PodObject | undefined): void {
  const phase = pod?.status?.phase
  if (phase === 'Succeeded' || phase === 'Failed')
    throw new CommandError(`cannot attach a container in a completed pod; current phase is ${phase}`)
}

/** `kubectl cp` (pkg/cmd/cp): there are no files outside the cluster. */
export const cp: Command = {
  name: 'cp',
  usage: '<file-spec-src> <file-spec-dest> [options]',
  short: 'Copy files and directories to and from containers',
  flags: `
    -c --container string
    --no-preserve bool
    --retries int
  `,
  *run(call) {
    const { args } = call
    if (args.length !== 2) throw new CommandError('source and destination are required')
    const specs = args.map(specOf)
    const remote = specs.filter(({ pod }) => pod !== '')
    if (remote.length === 2) throw new CommandError('one of src or dest must be a local file specification')
    if (specs.some(({ file }) => file === '')) throw new CommandError('filepath can not be empty')
    if (remote.length === 0) throw new CommandError('one of src or dest must be a remote file specification')
    yield* readPod(call, remote[0] as FileSpec)
    throw new CommandError(
      'files cannot be copied in the lab: there is no disk outside the cluster. Read one with kubectl exec POD -- cat FILE',
    )
  },
}

interface FileSpec {
  readonly namespace: string
  readonly pod: string
  readonly file: string
}

function specOf(text: string): FileSpec {
  const colon = text.indexOf(':')
  if (colon < 0) return { namespace: '', pod: '', file: text }
  if (colon === 0) throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path')
  const parts = text.slice(0, colon).split('/')
  if (parts.length > 2) throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path')
  return {
    namespace: parts.length === 2 ? (parts[0] as string) : '',
    pod: parts[parts.length - 1] as string,
    file: text.slice(colon + 1),
  }
}

function* readPod(call: Call, { namespace, pod }: FileSpec): Run<ApiObject> {
  return yield* findOne(namespace === '' ? call : { ...call, namespace }, pod)
}

/** `kubectl debug` (pkg/cmd/debug): the lab has no images to debug with. */
export const debug: Command = {
  name: 'debug',
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
  short: 'Create debugging sessions for troubleshooting workloads and nodes',
  flags: `
    --arguments-only bool
    --attach bool
    -c --container string
    --copy-to string
    --custom string
    --env stringToString
    -f --filename stringSlice
    --image string
    --image-pull-policy string
    --keep-annotations bool
    --keep-init-containers bool =true
    --keep-labels bool
    --keep-liveness bool
    --keep-readiness bool
    --keep-startup bool
    --profile string =general
    -q --quiet bool
    --replace bool
    --same-node bool
    --set-image stringToString
    --share-processes bool =true
    -i --stdin bool
    --target string
    -t --tty bool
  `,
  *run(call) {
    const { args, argsBeforeDash, flags } = call
    checkDebug(flags)
    const [name] = args.slice(0, argsBeforeDash)
    if (name === undefined && flags.list('filename').length === 0)
      throw new CommandError('NAME or filename is required for debug')
    if (name !== undefined) yield* findOne(call, name)
    throw new CommandError('debugging containers are not available in the lab; use kubectl exec and kubectl logs')
  },
}

const profiles = ['legacy', 'general', 'baseline', 'restricted', 'netadmin', 'sysadmin']

/** What `DebugOptions.Validate` refuses. Throws CommandError. */
function checkDebug(flags: FlagValues): void {
  const [profile, image, hasCopy] = [flags.text('profile'), flags.text('image'), flags.text('copy-to') !== '']
  if (!profiles.includes(profile)) throw new CommandError(`unknown profile: ${profile}`)
  if (!hasCopy) {
    if (flags.bool('replace')) throw new CommandError('--replace may only be used with --copy-to.')
    if (flags.bool('same-node')) throw new CommandError('--same-node may only be used with --copy-to.')
    if (flags.list('set-image').length > 0) throw new CommandError('--set-image may only be used with --copy-to.')
    if (image === '') throw new CommandError('you must specify --image when not using --copy-to.')
  }
  if (image !== '' && !imageReferenceForm.test(image))
    throw new CommandError(`invalid image name ${JSON.stringify(image)}: invalid reference format`)
}

/** `kubectl proxy` (pkg/cmd/proxy): the terminal's `curl localhost:8001` is answered without it. */
export const proxy: Command = {
  name: 'proxy',
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix] [options]',
  short: 'Run a proxy to the Kubernetes API server',
  flags: `
    --accept-hosts string =^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$
    --accept-paths string =^.*
    --address string =127.0.0.1
    --api-prefix string =/
    --append-server-path bool
    --disable-filter bool
    --keepalive duration
    -p --port int =8001
    --reject-methods string =^$
    --reject-paths string =^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach
    -u --unix-socket string
    -w --www string
    -P --www-prefix string =/static/
  `,
  *run({ flags }) {
    if (flags.text('unix-socket') !== '' && flags.number('port') !== 8001)
      throw new CommandError('cannot set --unix-socket and --port at the same time')
    yield* print(`Starting to serve on ${flags.text('address')}:${flags.text('port')}\n`)
  },
}
