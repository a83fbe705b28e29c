import { compareText, isRecord } from '../../base'
import type { Command } from '../command'
import { groupKindOf } from '../discovery'
import { CommandError, messageOf } from '../errors'
import { type FlagValues, groups, toInt32 } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { print, type Run } from '../process'
import { type ApiObject, find, type Info, visit } from '../resources'
import { createOne, withOverrides } from './run'

/** `kubectl expose` (pkg/cmd/expose). */
export const expose: Command = {
  name: 'expose',
  usage:
    '(-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] [--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] [--type=type] [options]',
  short: 'Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service',
  flags: `
    --cluster-ip string
    ${groups.dryRunFlag}
    --external-ip string
    --field-manager string =kubectl-expose
    ${groups.fileFlags}
    -l --labels string
    --load-balancer-ip string
    --name string
    --override-type string =merge
    --overrides string
    --port string
    ${groups.printFlags}
    --protocol string
    ${groups.recordFlag}
    ${groups.saveConfigFlag}
    --selector string
    --session-affinity string
    --target-port string
    --type string
  `,
  *run(call) {
    const { flags, args } = call
    dryRunOf(flags)
    const printer = yield* printerFor(flags, 'exposed')
    const found = yield* find(call, { words: args, files: flags.list('filename'), continues: true })
    yield* visit(found, function* (info): Run {
      const service = withOverrides(serviceFor(info, flags), flags)
      yield* print(printer.print(yield* createOne(call, service)))
    })
  },
}

interface Port {
  readonly port: number
  readonly protocol: string
}

const exposable: ReadonlySet<string> = new Set([
  'ReplicationController',
  'Service',
  'Pod',
  'Deployment.apps',
  'ReplicaSet.apps',
])
const nameMost = 63

function serviceFor({ type, name, object = {} }: Info, flags: FlagValues): ApiObject {
  if (!exposable.has(groupKindOf(type))) throw new CommandError(`cannot expose a ${groupKindOf(type)}`)
  const selector = flags.text('selector') === '' ? selectorOf(object) : pairsIn(flags.text('selector'))
  const known = portsOf(object)
  const ports = portsToExpose(flags, known)
  const labels = flags.text('labels') === '' ? (object.metadata?.labels ?? {}) : pairsIn(flags.text('labels'))
  const target = flags.text('target-port')
  const text = (flag: string, field: string) => (flags.text(flag) === '' ? {} : { [field]: flags.text(flag) })
  checkAffinity(flags.text('session-affinity'))
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...(Object.keys(labels).length > 0 && { labels }),
      name: flags.text('name') || name.slice(0, nameMost),
    },
    spec: {
      ...text('cluster-ip', 'clusterIP'),
      ...(flags.text('external-ip') !== '' && { externalIPs: [flags.text('external-ip')] }),
      ...(flags.text('type') === 'LoadBalancer' && text('load-balancer-ip', 'loadBalancerIP')),
      ...(ports.length > 0 && {
        ports: ports.map((port, i) => ({
          ...(ports.length > 1 && { name: `port-${i + 1}` }),
          ...port,
          targetPort: target === '' ? port.port : /^\d+$/.test(target) ? toInt32(Number(target)) : target,
        })),
      }),
      selector,
      ...text('session-affinity', 'sessionAffinity'),
      ...text('type', 'type'),
    },
    status: { loadBalancer: {} },
  }
}

function checkAffinity(text: string): void {
  if (!['', 'None', 'ClientIP'].includes(text)) throw new CommandError(`unknown session affinity: ${text}`)
}

function portsToExpose(flags: FlagValues, known: readonly Port[]): readonly Port[] {
  const given = flags.text('port')
  const protocol = flags.text('protocol')
  if (given === '') {
    if (known.length === 0 && flags.text('cluster-ip') !== 'None')
      throw new CommandError("couldn't find port via --port flag or introspection")
    return known.map(port => ({ ...port, protocol: protocol || port.protocol }))
  }
  return given.split(',').map(text => {
    if (!/^[+-]?\d+$/.test(text))
      throw new CommandError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`)
    const port = toInt32(Number(text))
    return { port, protocol: protocol || (known.find(each => each.port === port)?.protocol ?? 'TCP') }
  })
}

function pairsIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(',').map(spec => {
      const [key = '', value, ...more] = spec.split('=')
      if (value === undefined || more.length > 0) throw new CommandError(`unexpected label spec: ${spec}`)
      if (key === '') throw new CommandError('unexpected empty label key')
      return [key, value]
    }),
  )
}

/** The labels by which a service finds the pods of an object (`polymorphichelpers.MapBasedSelectorForObject`). */
function selectorOf(object: ApiObject): Readonly<Record<string, string>> {
  try {
    return selectorIn(object)
  } catch (error) {
    throw new CommandError(`couldn't retrieve selectors via --selector flag or introspection: ${messageOf(error)}`)
  }
}

function selectorIn({ kind, metadata, spec }: ApiObject): Readonly<Record<string, string>> {
  if (kind === 'Pod') {
    const labels = metadata?.labels ?? {}
    if (Object.keys(labels).length === 0) throw new CommandError('the pod has no labels and cannot be exposed')
    return sortedLabels(labels)
  }
  const selector = isRecord(spec) ? spec.selector : undefined
  if (kind === 'Service') {
    if (!isRecord(selector)) throw new CommandError('the service has no pod selector set')
    return selector as Record<string, string>
  }
  if (!isRecord(selector)) throw new CommandError('the object has no selector')
  if (Array.isArray(selector.matchExpressions) && selector.matchExpressions.length > 0)
    throw new CommandError(
      `couldn't convert expressions - "${JSON.stringify(selector.matchExpressions)}" to map-based selector format`,
    )
  return (selector.matchLabels ?? {}) as Record<string, string>
}

function sortedLabels(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => compareText(a, b)))
}

interface Templated {
  readonly containers?: readonly {
    readonly ports?: readonly { readonly containerPort: number; readonly protocol?: string }[]
  }[]
  readonly ports?: readonly { readonly port: number; readonly protocol?: string }[]
  readonly template?: { readonly spec: Templated }
}

/** The ports that an object has by itself. */
function portsOf({ kind, spec }: ApiObject): readonly Port[] {
  const { containers, ports = [], template } = (spec ?? {}) as Templated
  if (kind === 'Service') return ports.map(({ port, protocol = 'TCP' }) => ({ port, protocol }))
  const all = containers ?? template?.spec.containers ?? []
  return all.flatMap(container =>
    (container.ports ?? []).map(({ containerPort, protocol = 'TCP' }) => ({ port: containerPort, protocol })),
  )
}
