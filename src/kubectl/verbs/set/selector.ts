import type { Command } from '../../command'
import { CommandError } from '../../errors'
import { groups } from '../../flags'
import { printerFor } from '../../output'
import { changeAll, infosToSet, setFlags } from './pod-spec'

/** `kubectl set selector` (pkg/cmd/set/set_selector.go): of services only. */
export const selector: Command = {
  name: 'selector',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version] [options]',
  short: 'Set the selector on a resource',
  flags: `${setFlags}\n${groups.recordFlag}\n--resource-version string`,
  *run(call) {
    const { args, flags } = call
    const printer = yield* printerFor(flags, 'selector updated')
    const resources = args.filter(word => !word.includes('='))
    const expression = args.find(word => word.includes('='))
    if (expression === undefined)
      throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>')
    const pairs = expression.split(',').map(pair => pair.split('=') as [string, string])
    const infos = yield* infosToSet(call, resources)
    if (infos.some(({ type }) => type.kind !== 'Service'))
      throw new CommandError('setting a selector is only supported for Services')
    yield* changeAll(call, infos, printer, '', object => ({
      ...object,
      spec: { ...(object.spec as object), selector: Object.fromEntries(pairs) },
    }))
  },
}
