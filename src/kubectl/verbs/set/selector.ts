import { parseLabelSelector } from '../../../client'
import type { Command } from '../../command'
import { CommandError, messageOf, throwAll } from '../../errors'
import { groups } from '../../flags'
import { printerFor } from '../../output'
import { namedLocally } from '../../resources'
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
    const selector = equalities(expression)
    if (flags.bool('local') && resources.length > 0) throw new CommandError(namedLocally)
    const errors: unknown[] = []
    for (const info of yield* infosToSet(call, resources)) {
      if (info.type.kind !== 'Service') {
        errors.push(new CommandError('setting a selector is only supported for Services'))
        continue
      }
      yield* changeAll(call, [info], printer, '', object => ({
        ...object,
        spec: { ...(object.spec as object), selector },
      }))
    }
    throwAll(errors)
  },
}

/** The pairs of a selector that only says what is equal. Throws CommandError. */
function equalities(text: string): Readonly<Record<string, string>> {
  try {
    const pairs = parseLabelSelector(text).map(({ key, values: [value = ''] }) => [key, value] as const)
    return Object.fromEntries(pairs)
  } catch (error) {
    throw new CommandError(`couldn't parse the selector string ${JSON.stringify(text)}: ${messageOf(error)}`)
  }
}
