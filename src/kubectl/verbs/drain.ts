import type { Call, Command } from '../command'
import { messageOf, SeveralErrors } from '../errors'
import { groups } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { print, printError, type Run, warn } from '../process'
import type { Info } from '../resources'
import { cordonAll, nodesOf } from './cordon'
import { podsToDrain, removePods } from './draining'

/** `kubectl drain` (pkg/cmd/drain, pkg/drain). */
export const drain: Command = {
  name: 'drain',
  usage: 'NODE [options]',
  short: 'Drain node in preparation for maintenance',
  flags: `
    --chunk-size int64 =500
    --delete-emptydir-data bool
    --disable-eviction bool
    ${groups.dryRunFlag}
    --force bool
    --grace-period int =-1
    --ignore-daemonsets bool
    --pod-selector string
    ${groups.selectorFlag}
    --skip-wait-for-delete-timeout int
    --timeout duration
  `,
  *run(call) {
    const nodes = yield* nodesOf(call)
    yield* cordonAll(call, nodes, true)
    const failures: unknown[] = []
    const pending: string[] = []
    for (const info of nodes) {
      try {
        yield* drainNode(call, info)
        yield* print((yield* printerFor(call.flags, 'drained')).print(info.object ?? {}))
      } catch (error) {
        yield* printError(
          `error: unable to drain node "${info.name}" due to error: ${messageOf(error)}, continuing command...\n`,
        )
        failures.push(error)
        pending.push(info.name)
      }
    }
    if (pending.length > 0)
      yield* printError(`There are pending nodes to be drained:\n${pending.map(name => ` ${name}\n`).join('')}`)
    if (failures.length > 0) throw new SeveralErrors(failures)
  },
}

function* drainNode(call: Call, { name }: Info): Run {
  const { pods, warnings } = yield* podsToDrain(call, name)
  if (warnings !== '') yield* warn(warnings)
  if (dryRunOf(call.flags) === 'client') {
    for (const { metadata } of pods) yield* print(`evicting pod ${metadata?.namespace}/${metadata?.name} (dry run)\n`)
    return
  }
  try {
    yield* removePods(call, pods)
  } catch (error) {
    yield* pendingPods(call, name, error)
    throw error
  }
}

function* pendingPods(call: Call, nodeName: string, error: unknown): Run {
  let text = ''
  try {
    const { pods } = yield* podsToDrain(call, nodeName)
    if (pods.length === 0) return
    text = pods.map(({ metadata }) => `pod/${metadata?.name}\n`).join('')
  } catch (again) {
    text = `Following errors occurred while getting the list of pods to delete:\n${messageOf(again)}`
    return yield* printError(text)
  }
  yield* printError(`There are pending pods in node "${nodeName}" when an error occurred: ${messageOf(error)}\n${text}`)
}
