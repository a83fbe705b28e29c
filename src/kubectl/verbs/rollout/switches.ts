import { isRecord } from '../../../base'
import { timestamp } from '../../../kinds'
import type { Call, Command } from '../../command'
import { groupKindOf, groupResourceOf } from '../../discovery'
import { CommandError, messageOf, SeveralErrors } from '../../errors'
import { groups } from '../../flags'
import { printerFor } from '../../output'
import { now, print, printError, type Run } from '../../process'
import { type ApiObject, type Info, infosOf, patch } from '../../resources'
import { findRollouts, rolloutFlags } from './infos'

const flags = `
  --field-manager string =kubectl-rollout
  ${rolloutFlags}
  ${groups.printFlags}
`

/** The patch that does what a word means; undefined where it is so already. Throws CommandError for kinds that cannot. */
type Switch = (object: ApiObject, kind: string, at: string) => ApiObject | undefined

/** `kubectl rollout restart`. */
export const restart: Command = {
  name: 'restart',
  usage: 'RESOURCE [options]',
  short: 'Restart a resource',
  flags,
  *run(call) {
    yield* switchAll(call, 'restarted', restarting)
  },
}

/** `kubectl rollout pause`. */
export const pause: Command = {
  name: 'pause',
  usage: 'RESOURCE [options]',
  short: 'Mark the provided resource as paused',
  flags,
  *run(call) {
    yield* switchAll(call, 'paused', (object, kind) => pausing(object, kind, true))
  },
}

/** `kubectl rollout resume`. */
export const resume: Command = {
  name: 'resume',
  usage: 'RESOURCE [options]',
  short: 'Resume a paused resource',
  flags,
  *run(call) {
    yield* switchAll(call, 'resumed', (object, kind) => pausing(object, kind, false))
  },
}

const restartable: ReadonlySet<string> = new Set(['Deployment.apps', 'StatefulSet.apps', 'DaemonSet.apps'])

function isPaused({ spec }: ApiObject): boolean {
  return isRecord(spec) && spec.paused === true
}

function restarting(object: ApiObject, kind: string, at: string): ApiObject {
  if (!restartable.has(kind)) throw new CommandError('restarting is not supported')
  if (isPaused(object)) throw new CommandError("can't restart paused deployment (run rollout resume first)")
  return { spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': at } } } } }
}

function pausing(object: ApiObject, kind: string, isWanted: boolean): ApiObject | undefined {
  if (kind !== 'Deployment.apps') throw new CommandError(`${isWanted ? 'pausing' : 'resuming'} is not supported`)
  if (isPaused(object) === isWanted) throw new CommandError(isWanted ? 'is already paused' : 'is not paused')
  return { spec: { paused: isWanted ? true : null } }
}

/** Switches each object that is named, and prints it. Throws everything that went wrong. */
function* switchAll(call: Call, word: string, change: Switch): Run {
  const { infos, error } = yield* infosOf(yield* findRollouts(call))
  const errors: unknown[] = error === undefined ? [] : [error]
  if (infos.length === 0 && error === undefined)
    return yield* printError(`No resources found in ${call.namespace} namespace.\n`)
  for (const info of infos) {
    try {
      yield* switchOne(call, info, word, change)
    } catch (failure) {
      errors.push(failure)
    }
  }
  if (errors.length > 0) throw new SeveralErrors(errors)
}

function* switchOne(call: Call, info: Info, word: string, change: Switch): Run {
  const at = timestamp(yield* now())
  let body: ApiObject | undefined
  try {
    body = change(info.object ?? {}, groupKindOf(info.type), at)
  } catch (error) {
    throw new CommandError(`error: ${groupResourceOf(info.type)} "${info.name}" ${messageOf(error)}`)
  }
  let object: ApiObject
  try {
    object = yield* patch(info, 'strategic', body, { fieldManager: call.flags.text('field-manager') })
  } catch (error) {
    throw new CommandError(`failed to patch: ${messageOf(error)}`)
  }
  yield* print((yield* printerFor(call.flags, word)).print(object))
}
