import { canonicalQuantity } from '../../../kinds'
import type { Command } from '../../command'
import { CommandError } from '../../errors'
import { groups } from '../../flags'
import { dryRunOf, printerFor } from '../../output'
import { namedLocally } from '../../resources'
import { type Container, changeAll, infosToSet, matches, setFlags, withPodSpec } from './pod-spec'

type Amounts = Readonly<Record<string, string>>

/** `kubectl set resources` (pkg/cmd/set/set_resources.go). */
export const resources: Command = {
  name: 'resources',
  usage: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS] [options]',
  short: 'Update resource requests/limits on objects with pod templates',
  flags: `
    ${setFlags}
    ${groups.recordFlag}
    -c --containers string =*
    --limits string
    --requests string
    ${groups.selectorFlag}
  `,
  *run(call) {
    const { flags, args } = call
    const printer = yield* printerFor(flags, 'resource requirements updated')
    if (flags.bool('local') && args.length > 0) throw new CommandError(namedLocally)
    const infos = yield* infosToSet(call, args)
    if (flags.bool('local') && dryRunOf(flags) === 'server')
      throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
    if (flags.bool('all') && flags.text('selector') !== '')
      throw new CommandError('cannot set --all and --selector at the same time')
    if (flags.text('limits') === '' && flags.text('requests') === '')
      throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)')
    const limits = amountsIn(flags.text('limits'))
    const requests = amountsIn(flags.text('requests'))
    const pattern = flags.text('containers')
    const changed = (container: Container): Container =>
      matches(pattern, container.name) ? withAmounts(container, limits, requests) : container
    yield* changeAll(call, infos, printer, 'failed to patch resources update to pod template ', (object, errors) =>
      withPodSpec(object, spec => {
        const { containers, initContainers } = spec
        if (![...containers, ...(initContainers ?? [])].some(({ name }) => matches(pattern, name)))
          errors.push(new CommandError(`error: unable to find container named ${pattern}`))
        return {
          ...spec,
          containers: containers.map(changed),
          ...(initContainers && { initContainers: initContainers.map(changed) }),
        }
      }),
    )
  },
}

function withAmounts(container: Container, limits: Amounts, requests: Amounts): Container {
  const { resources: old = {} } = container
  const merged = (name: 'limits' | 'requests', amounts: Amounts) =>
    Object.keys(amounts).length > 0 ? { [name]: { ...old[name], ...amounts } } : {}
  return { ...container, resources: { ...old, ...merged('limits', limits), ...merged('requests', requests) } }
}

/** `cpu=1,memory=1Gi`. Throws CommandError. */
export function amountsIn(text: string): Amounts {
  if (text === '') return {}
  return Object.fromEntries(
    text.split(',').map(statement => {
      const [name = '', amount, ...more] = statement.split('=')
      if (amount === undefined || more.length > 0)
        throw new CommandError(`invalid argument syntax ${statement}, expected <resource>=<value>`)
      const canonical = canonicalQuantity(amount)
      if ('error' in canonical) throw new CommandError(canonical.error)
      return [name, canonical.value]
    }),
  )
}
