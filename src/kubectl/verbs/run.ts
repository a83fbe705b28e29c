import { isRecord } from '../../base'
import { imageReferenceForm } from '../../kinds'
import type { Call, Command } from '../command'
import { discover, pathOf, printedKindOf, typeOfManifest } from '../discovery'
import { aggregate, CommandError } from '../errors'
import { type FlagValues, groups } from '../flags'
import { parseDocument } from '../manifests'
import { dryRunOf, printerFor } from '../output'
import { print, type Run } from '../process'
import { type ApiObject, sendForObject, withQuery } from '../resources'
import { withSavedConfig } from './create'
import { isEnvName } from './env-names'
import { parsePairs } from './pairs'

/** `kubectl run` (pkg/cmd/run). */
export const run: Command = {
  name: 'run',
  usage:
    'NAME --image=image [--env="key=value"] [--port=port] [--dry-run=server|client] [--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]',
  short: 'Run a particular image on the cluster',
  flags: `
    --annotations stringArray
    --attach bool
    --cascade string =background ?background
    --command bool
    --detach-keys string =ctrl-p,ctrl-q
    ${groups.dryRunFlag}
    --env stringArray
    --expose bool
    --field-manager string =kubectl-run
    -f --filename stringSlice ~it is ignored by kubectl run and will be removed in a future release
    --force bool
    --grace-period int =-1
    --image string !
    --image-pull-policy string
    -k --kustomize string
    -l --labels string
    --leave-stdin-open bool
    --override-type string =merge
    --overrides string
    --pod-running-timeout duration =1m0s
    --port string
    ${groups.printFlags}
    --privileged bool
    -q --quiet bool
    ${groups.recordFlag}
    -R --recursive bool
    --restart string =Always
    --rm bool
    ${groups.saveConfigFlag}
    -i --stdin bool
    --timeout duration
    -t --tty bool
    --wait bool
  `,
  *run(call) {
    const { flags, args, session } = call
    if (session.problem) throw session.problem
    const pod = podOf(call)
    const printer = yield* printerFor(flags, 'created')
    validate(call)
    const made = [yield* createOne(call, withOverrides(pod, flags))]
    const errors: unknown[] = []
    if (flags.bool('expose'))
      try {
        made.push(yield* createOne(call, serviceOf(args[0] as string, flags)))
      } catch (error) {
        errors.push(error)
      }
    for (const object of made) yield* print(printer.print(object))
    if (errors.length > 0) throw aggregate(errors)
  },
}

function validate({ flags, args, argsBeforeDash }: Call): void {
  const image = flags.text('image')
  if (args.length === 0 || argsBeforeDash === 0) throw new CommandError('NAME is required for run')
  if (image === '') throw new CommandError('--image is required')
  if (!imageReferenceForm.test(image))
    throw new CommandError(`invalid image name ${JSON.stringify(image)}: invalid reference format`)
  if (flags.bool('tty') && !flags.bool('stdin'))
    throw new CommandError('-i/--stdin is required for containers with -t/--tty=true')
  const port = flags.text('port')
  if (flags.bool('expose') && port === '') throw new CommandError('--port must be set when exposing a service')
  if (port !== '' && !/^[+-]?\d+$/.test(port)) throw new CommandError('--port must be a number')
  const attaches = flags.bool('attach') || (flags.bool('stdin') && !flags.isSet('attach'))
  if (!attaches && flags.bool('rm')) throw new CommandError('--rm should only be used for attached containers')
  if (attaches && dryRunOf(flags) !== 'none')
    throw new CommandError(
      "--dry-run=[server|client] can't be used with attached containers options (--attach, --stdin, or --tty)",
    )
  if (attaches)
    throw new CommandError(
      'attaching to containers is not available in the lab; run the pod without -i, and see its logs',
    )
}

function restartPolicyOf(flags: FlagValues): string {
  const text = flags.text('restart')
  if (text === '') return flags.bool('stdin') ? 'OnFailure' : 'Always'
  if (['Always', 'OnFailure', 'Never'].includes(text)) return text
  throw new CommandError(`invalid restart policy: ${text}, valid values are: Always, OnFailure, Never`)
}

function pullPolicyOf(flags: FlagValues): string {
  const text = flags.text('image-pull-policy')
  if (['', 'Always', 'IfNotPresent', 'Never'].includes(text)) return text
  throw new CommandError(`invalid image pull policy: ${text}, valid values are: Always, IfNotPresent, Never`)
}

function labelsOf(flags: FlagValues): Readonly<Record<string, string>> {
  const text = flags.text('labels')
  if (text === '') return {}
  return Object.fromEntries(
    text.split(',').map(spec => {
      const [key = '', value, ...more] = spec.split('=')
      if (value === undefined || more.length > 0) throw new CommandError(`unexpected label spec: ${spec}`)
      if (key === '') throw new CommandError('unexpected empty label key')
      return [key, value]
    }),
  )
}

function envOf(flags: FlagValues): readonly object[] {
  return flags.list('env').map(text => {
    const at = text.indexOf('=')
    const name = text.slice(0, Math.max(at, 0))
    if (at < 0 || !isEnvName(name)) throw new CommandError(`invalid env: ${text}`)
    return { name, value: text.slice(at + 1) }
  })
}

function podOf({ flags, args }: Call): ApiObject {
  const [name = '', ...words] = args
  const { added } = parsePairs(flags.list('annotations'), 'annotations')
  const labels = labelsOf(flags)
  const env = envOf(flags)
  const restartPolicy = restartPolicyOf(flags)
  const imagePullPolicy = pullPolicyOf(flags)
  const port = flags.text('port')
  const container = {
    ...(words.length > 0 && { [flags.bool('command') ? 'command' : 'args']: words }),
    ...(env.length > 0 && { env }),
    image: flags.text('image'),
    ...(imagePullPolicy !== '' && { imagePullPolicy }),
    name,
    ...(port !== '' && { ports: [{ containerPort: Number(port) }] }),
    resources: {},
    ...(flags.bool('privileged') && { securityContext: { privileged: true } }),
    ...(flags.bool('stdin') && { stdin: true, ...(!flags.bool('leave-stdin-open') && { stdinOnce: true }) }),
    ...(flags.bool('tty') && { tty: true }),
  }
  const metadata = {
    ...(added.size > 0 && { annotations: Object.fromEntries(added) }),
    labels: Object.keys(labels).length > 0 ? labels : { run: name },
    name,
  }
  const spec = { containers: [container], dnsPolicy: 'ClusterFirst', restartPolicy }
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec, status: {} }
}

function serviceOf(name: string, flags: FlagValues): ApiObject {
  const labels = labelsOf(flags)
  const port = Number(flags.text('port'))
  const hasLabels = Object.keys(labels).length > 0
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { ...(hasLabels && { labels }), name },
    spec: { ports: [{ port, protocol: 'TCP', targetPort: port }], selector: hasLabels ? labels : { run: name } },
    status: { loadBalancer: {} },
  }
}

/** `--overrides`: JSON that is merged into the object. */
export function withOverrides(object: ApiObject, flags: FlagValues): ApiObject {
  const text = flags.text('overrides')
  if (text === '') return object
  const patch = parseDocument(text)
  return isRecord(patch) ? (merged(object, patch) as ApiObject) : object
}

function merged(value: Readonly<Record<string, unknown>>, patch: Readonly<Record<string, unknown>>): object {
  const result: Record<string, unknown> = { ...value }
  for (const [key, change] of Object.entries(patch)) {
    const old = result[key]
    if (change === null) delete result[key]
    else result[key] = isRecord(change) ? merged(isRecord(old) ? old : {}, change) : change
  }
  return result
}

/** Creates an object that flags have made, unless it is only to be shown. Throws StatusError. */
export function* createOne(call: Call, object: ApiObject): Run<ApiObject> {
  const { flags, namespace, hasNamespaceFlag } = call
  if (dryRunOf(flags) === 'client')
    return hasNamespaceFlag ? { ...object, metadata: { ...object.metadata, namespace } } : object
  const type = typeOfManifest(yield* discover(call.session), '', 'v1', object.kind ?? '')
  if (!type)
    throw new CommandError(
      `the server doesn't have a resource type "${printedKindOf({ group: '', kind: object.kind ?? '' })}"`,
    )
  const path = withQuery(pathOf(type, namespace), {
    dryRun: dryRunOf(flags) === 'server' ? 'All' : undefined,
    fieldManager: flags.text('field-manager'),
  })
  const body = withSavedConfig(object, flags.bool('save-config'))
  return yield* sendForObject({ method: 'POST', path, contentType: 'application/json', body })
}
