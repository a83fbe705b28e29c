import type { Command } from '../../command'
import { CommandError, throwAll } from '../../errors'
import { groups } from '../../flags'
import { dryRunOf, printerFor } from '../../output'
import { namedLocally } from '../../resources'
import { parsePairs, splitPairs } from '../pairs'
import { type Container, changeAll, infosToSet, setFlags, withPodSpec } from './pod-spec'

/** `kubectl set image` (pkg/cmd/set/set_image.go). */
export const image: Command = {
  name: 'image',
  usage:
    '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N [options]',
  short: 'Update the image of a pod template',
  flags: `${setFlags}\n${groups.recordFlag}\n${groups.selectorFlag}`,
  *run(call) {
    const { flags, args } = call
    const printer = yield* printerFor(flags, 'image updated')
    const { resources, pairs } = splitPairs(args, 'image')
    const { added } = parsePairs(pairs, 'image')
    if (flags.bool('local') && resources.length > 0) throw new CommandError(namedLocally)
    const infos = resources.length > 0 || flags.list('filename').length > 0 ? yield* infosToSet(call, resources) : []
    const problems: string[] = []
    if (flags.bool('all') && flags.text('selector') !== '')
      problems.push('cannot set --all and --selector at the same time')
    if (resources.length === 0 && flags.list('filename').length === 0)
      problems.push('one or more resources must be specified as <resource> <name> or <resource>/<name>')
    if (added.size === 0) problems.push('at least one image update is required')
    else if (added.size > 1 && added.has('*'))
      problems.push(
        'all containers are already specified by *, but saw more than one container_name=container_image pairs',
      )
    if (flags.bool('local') && dryRunOf(flags) === 'server')
      problems.push('cannot specify --local and --dry-run=server - did you mean --dry-run=client?')
    throwAll(problems.map(problem => new CommandError(problem)))
    yield* changeAll(call, infos, printer, 'failed to patch image update to pod template: ', (object, errors) =>
      withPodSpec(object, spec => {
        const all = [...spec.containers, ...(spec.initContainers ?? [])]
        for (const name of added.keys())
          if (name !== '*' && !all.some(container => container.name === name))
            errors.push(new CommandError(`error: unable to find container named "${name}"`))
        const changed = (container: Container): Container => {
          const wanted = added.get(container.name) ?? added.get('*')
          return wanted === undefined ? container : { ...container, image: wanted }
        }
        const { initContainers } = spec
        return {
          ...spec,
          containers: spec.containers.map(changed),
          ...(initContainers && { initContainers: initContainers.map(changed) }),
        }
      }),
    )
  },
}
