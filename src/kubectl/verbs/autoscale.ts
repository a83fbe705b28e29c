import { canonicalQuantity } from '../../kinds'
import type { Call, Command } from '../command'
import { groupVersionOf } from '../discovery'
import { CommandError } from '../errors'
import { groups } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { print, type Run } from '../process'
import { type ApiObject, find, type Info, visit } from '../resources'

/** `kubectl autoscale` (pkg/cmd/autoscale): the lab has no autoscaler, so it can only show the object. */
export const autoscale: Command = {
  name: 'autoscale',
  usage: '(-f FILENAME | TYPE NAME | TYPE/NAME) [--min=MINPODS] --max=MAXPODS [--cpu=CPU] [--memory=MEMORY] [options]',
  short: 'Auto-scale a deployment, replica set, stateful set, or replication controller',
  flags: `
    --cpu string
    --cpu-percent int32 =-1 ~Use --cpu with percentage or resource quantity format (e.g., '70%' for utilization or '500m' for milliCPU).
    ${groups.dryRunFlag}
    --field-manager string =kubectl-autoscale
    ${groups.fileFlags}
    --max int32 =-1 !
    --memory string
    --min int32 =-1
    --name string
    ${groups.printFlags}
    ${groups.recordFlag}
    ${groups.saveConfigFlag}
  `,
  *run(call) {
    const { flags, args } = call
    dryRunOf(flags)
    validate(call)
    const found = yield* find(call, { words: args, files: flags.list('filename'), continues: true })
    let count = 0
    yield* visit(found, function* (info): Run {
      count++
      if (!info.type.subresources.includes('scale'))
        throw new CommandError(
          `cannot autoscale a ${info.type.kind}: could not find scale subresource for ${info.type.group}/${info.type.version}, Resource=${info.type.resource} in discovery information`,
        )
      if (dryRunOf(flags) !== 'client')
        throw new CommandError(
          'horizontal pod autoscalers are not available in the lab; see the object with --dry-run=client -o yaml',
        )
      const printer = yield* printerFor(flags, 'created')
      yield* print(printer.print(scalerFor(call, info)))
    })
    if (count === 0) throw new CommandError('no objects passed to autoscale')
  },
}

function validate({ flags }: Call): void {
  const [min, max] = [flags.number('min'), flags.number('max')]
  if (max < 1) throw new CommandError(`--max=MAXPODS is required and must be at least 1, max: ${max}`)
  if (max < min)
    throw new CommandError(`--max=MAXPODS must be larger or equal to --min=MINPODS, max: ${max}, min: ${min}`)
  if (flags.number('cpu-percent') > 0 && flags.text('cpu') !== '')
    throw new CommandError('--cpu-percent and --cpu are mutually exclusive')
  for (const resource of ['cpu', 'memory'] as const) {
    const text = flags.text(resource)
    if (text !== '' && !/^\d+%$/.test(text) && 'error' in canonicalQuantity(text))
      throw new CommandError(`invalid resource ${resource} value: ${text}`)
  }
}

function metricOf(name: 'cpu' | 'memory', text: string): object {
  const percent = /^(\d+)%$/.exec(text)?.[1]
  const target =
    percent === undefined
      ? { averageValue: text, type: 'AverageValue' }
      : { averageUtilization: Number(percent), type: 'Utilization' }
  return { resource: { name, target }, type: 'Resource' }
}

function scalerFor({ flags, namespace, hasNamespaceFlag }: Call, { type, name }: Info): ApiObject {
  const metrics = (['cpu', 'memory'] as const)
    .filter(each => flags.text(each) !== '')
    .map(each => metricOf(each, flags.text(each)))
  const min = flags.number('min')
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: flags.text('name') || name, ...(hasNamespaceFlag && { namespace }) },
    spec: {
      maxReplicas: flags.number('max'),
      ...(metrics.length > 0 && { metrics }),
      ...(min > 0 && { minReplicas: min }),
      scaleTargetRef: { apiVersion: groupVersionOf(type), kind: type.kind, name },
    },
    status: { currentMetrics: null, desiredReplicas: 0 },
  }
}
