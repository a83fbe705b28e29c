import { parseLabelSelector } from '../../client'
import type { Call, Command } from '../command'
import { discover, resourceTypeFor } from '../discovery'
import { CommandError, messageOf, PlainError, usageError } from '../errors'
import { groups } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { print, printError, type Run } from '../process'
import { type ApiObject, find, type Info, patch, visit } from '../resources'

const flags = `
  ${groups.dryRunFlag}
  ${groups.selectorFlag}
`

/** `kubectl cordon` (pkg/cmd/drain). */
export const cordon: Command = {
  name: 'cordon',
  usage: 'NODE [options]',
  short: 'Mark node as unschedulable',
  flags,
  *run(call) {
    yield* cordonAll(call, yield* nodesOf(call), true)
  },
}

/** `kubectl uncordon`. */
export const uncordon: Command = {
  name: 'uncordon',
  usage: 'NODE [options]',
  short: 'Mark node as schedulable',
  flags,
  *run(call) {
    yield* cordonAll(call, yield* nodesOf(call), false)
  },
}

/** The nodes that `cordon`, `uncordon` and `drain` are about. Throws CommandError, StatusError. */
export function* nodesOf(call: Call): Run<readonly Info[]> {
  const { args, command, path } = call
  const selector = call.flags.text('selector')
  if (args.length === 0 && !call.flags.isSet('selector')) throw usageError(path, `USAGE: ${command.name} NODE [flags]`)
  if (args.length > 0 && selector !== '')
    throw usageError(path, 'error: cannot specify both a node name and a --selector option')
  dryRunOf(call.flags)
  if (call.session.problem) throw call.session.problem
  checkPodSelector(call)
  const words = nodeWords(args)
  const nodes: Info[] = []
  const found = yield* find(call, { words, labelSelector: selector, mustBeOneType: true })
  yield* visit(found, (info): undefined => {
    if (info.type.resource !== 'nodes' || info.type.group !== '')
      throw new CommandError(
        `error: expected resource of type node, got "${info.type.group}/${info.type.version}, Resource=${info.type.resource}"`,
      )
    nodes.push(info)
  })
  return nodes
}

/** Words for nodes of which only the names are given, or kind and name (`Builder.ResourceNames`). */
export function nodeWords(names: readonly string[]): readonly string[] {
  if (!names.some(name => name.includes('/'))) return ['nodes', ...names]
  return names.map(name => (name.includes('/') ? name : `nodes/${name}`))
}

function checkPodSelector({ flags }: Call): void {
  if (!flags.has('pod-selector')) return
  try {
    parseLabelSelector(flags.text('pod-selector'))
  } catch {
    throw new CommandError('--pod-selector=<pod_selector> must be a valid label selector')
  }
}

/** Marks nodes, each that is not marked yet, and prints what was done. */
export function* cordonAll({ flags }: Call, nodes: readonly Info[], isWanted: boolean): Run {
  const verb = isWanted ? 'cordon' : 'uncordon'
  for (const info of nodes) {
    const { object = {} } = info
    const isMarked = (object.spec as { unschedulable?: boolean } | undefined)?.unschedulable === true
    try {
      if (isMarked !== isWanted && dryRunOf(flags) !== 'client')
        yield* patch(info, 'strategic', unschedulable(isWanted), { isServerDryRun: dryRunOf(flags) === 'server' })
    } catch (error) {
      yield* printError(`error: unable to ${verb} node "${info.name}": ${(error as Error).message}\n`)
      continue
    }
    const word = isMarked === isWanted ? `already ${verb}ed` : `${verb}ed`
    yield* print((yield* printerFor(flags, word)).print(object))
  }
}

function unschedulable(isWanted: boolean): ApiObject {
  return { spec: { unschedulable: isWanted ? true : null } }
}

/** Whether a word means nodes. Throws CommandError for a word that means nothing. */
export function* isNodeWord(call: Call, word: string): Run<boolean> {
  const types = yield* discover(call.session)
  try {
    const { kind, group } = yield* resourceTypeFor(types, word)
    return kind === 'Node' && group === ''
  } catch (error) {
    throw new PlainError(messageOf(error))
  }
}
