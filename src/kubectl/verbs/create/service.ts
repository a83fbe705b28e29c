import { portNameProblems } from '../../../kinds'
import type { Call, Command } from '../../command'
import { CommandError } from '../../errors'
import { toInt32 } from '../../flags'
import type { ApiObject } from '../../resources'
import { type Generator, generatorCommand } from './generating'

interface ServiceWord {
  readonly name: string
  readonly type: string
  readonly usage: string
  readonly short: string
  readonly flags: string
}

const words: readonly ServiceWord[] = [
  {
    name: 'clusterip',
    type: 'ClusterIP',
    usage: 'NAME [--tcp=<port>:<targetPort>] [--dry-run=server|client|none]',
    short: 'Create a ClusterIP service',
    flags: '--clusterip string\n--tcp stringSlice',
  },
  {
    name: 'externalname',
    type: 'ExternalName',
    usage: 'NAME --external-name external.name [--dry-run=server|client|none]',
    short: 'Create an ExternalName service',
    flags: '--external-name string !\n--tcp stringSlice',
  },
  {
    name: 'loadbalancer',
    type: 'LoadBalancer',
    usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
    short: 'Create a LoadBalancer service',
    flags: '--tcp stringSlice',
  },
  {
    name: 'nodeport',
    type: 'NodePort',
    usage: 'NAME [--tcp=port:targetPort] [--dry-run=server|client|none]',
    short: 'Create a NodePort service',
    flags: '--node-port int\n--tcp stringSlice',
  },
]

/** `kubectl create service` (pkg/cmd/create/create_service.go). */
export const service: Command = {
  name: 'service',
  aliases: ['svc'],
  short: 'Create a service using a specified subcommand',
  commands: words.map(word => generatorCommand(generatorOf(word))),
}

function generatorOf({ name, type, usage, short, flags }: ServiceWord): Generator {
  return {
    name,
    usage,
    short,
    flags,
    failure: `${type} service`,
    make: (call, objectName) => serviceOf(call, objectName, type),
  }
}

function serviceOf({ flags }: Call, name: string, type: string): ApiObject {
  const clusterIP = flags.text('clusterip')
  const pairs = flags.list('tcp')
  if (clusterIP !== 'None' && pairs.length === 0 && type !== 'ExternalName')
    throw new CommandError('at least one tcp port specifier must be provided')
  const nodePort = toInt32(flags.number('node-port'))
  const ports = pairs.map(pair => ({ ...portOf(pair), ...(nodePort !== 0 && { nodePort }) }))
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { labels: { app: name }, name },
    spec: {
      ...(clusterIP !== '' && { clusterIP }),
      ...(type === 'ExternalName' && { externalName: flags.text('external-name') }),
      ...(ports.length > 0 && { ports }),
      selector: { app: name },
      type,
    },
    status: { loadBalancer: {} },
  }
}

function portOf(pair: string): object {
  const [first = '', second] = pair.split(':')
  const port = portNumber(first)
  return {
    name: pair.replaceAll(':', '-'),
    port,
    protocol: 'TCP',
    targetPort: second === undefined ? port : targetOf(second),
  }
}

/** `utilsnet.ParsePort`. Throws CommandError. */
function portNumber(text: string): number {
  const problem = !/^\d+$/.test(text) ? 'invalid syntax' : Number(text) > 65535 ? 'value out of range' : undefined
  if (problem) throw new CommandError(`strconv.ParseUint: parsing ${JSON.stringify(text)}: ${problem}`)
  return Number(text)
}

/** The port of the pods: a number, or a name (`validation.IsValidPortNum`, `IsValidPortName`). Throws CommandError. */
function targetOf(text: string): number | string {
  if (/^[+-]?\d+$/.test(text)) {
    const port = Number(text)
    if (port < 1 || port > 65535) throw new CommandError('must be between 1 and 65535, inclusive')
    return port
  }
  const problems = portNameProblems(text)
  if (problems.length > 0) throw new CommandError(problems.join(','))
  return text
}
