import { isRecord } from '../../base'
import type { Call, Command } from '../command'
import { pathOf } from '../discovery'
import { CommandError, isReason } from '../errors'
import { type FlagValues, groups, toInt32 } from '../flags'
import { dryRunOf, printerFor } from '../output'
import { now, print, type Run, sleep, waitForChange } from '../process'
import { type ApiObject, find, type Info, infosOf, patch, replace, sendForObject } from '../resources'
import { recordedCause } from './record'

const retryMs = 1000
const retryMostMs = 5 * 60_000

/** `kubectl scale` (pkg/cmd/scale, pkg/scale). */
export const scale: Command = {
  name: 'scale',
  usage: '[--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | TYPE NAME) [options]',
  short: 'Set a new size for a deployment, replica set, or replication controller',
  flags: `
    --all bool
    --current-replicas int =-1
    ${groups.dryRunFlag}
    ${groups.fileFlags}
    ${groups.printFlags}
    ${groups.recordFlag}
    --replicas int !
    --resource-version string
    ${groups.selectorFlag}
    --timeout duration
  `,
  *run(call) {
    const { flags, args } = call
    const printer = yield* printerFor(flags, 'scaled')
    validate(flags)
    const found = yield* find(call, {
      words: args,
      files: flags.list('filename'),
      mayOmitNames: flags.bool('all'),
      labelSelector: flags.text('selector'),
      continues: true,
    })
    const { infos, error } = yield* infosOf(found)
    if (flags.text('resource-version') !== '' && infos.length > 1)
      throw new CommandError('cannot use --resource-version with multiple resources')
    if (infos.length === 0) throw error ?? new CommandError('no objects passed to scale')
    for (const info of infos) {
      const size = dryRunOf(flags) === 'client' ? flags.number('replicas') : yield* scaleOne(call, info)
      yield* print(printer.print(withReplicas(info, size)))
    }
    if (error !== undefined) throw error
  },
}

function validate(flags: FlagValues): void {
  if (flags.number('replicas') < 0)
    throw new CommandError('The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0')
  if (flags.number('current-replicas') < -1)
    throw new CommandError('The --current-replicas must specify an integer of -1 or greater')
}

function withReplicas({ type, object = {} }: Info, replicas: number): ApiObject {
  if (type.group !== 'apps' && type.group !== '') return object
  return { ...object, spec: { ...(isRecord(object.spec) ? object.spec : {}), replicas } }
}

/** Scales one object, again while others write it; returns its new size. */
function* scaleOne(call: Call, info: Info): Run<number> {
  const { flags } = call
  const cause = recordedCause(call)
  const scaleInfo: Info = { ...info, subresource: 'scale' }
  const until = (yield* now()) + retryMostMs
  for (;;) {
    try {
      const size = yield* scaleOnce(flags, scaleInfo)
      if (cause && dryRunOf(flags) === 'none') yield* patch(info, 'merge', { metadata: { annotations: cause } })
      if (flags.duration('timeout') > 0 && dryRunOf(flags) === 'none') yield* waitForSize(flags, scaleInfo)
      return size
    } catch (error) {
      if (!isReason(error, 'Conflict') || (yield* now()) >= until) throw error
      yield* sleep(retryMs)
    }
  }
}

function* scaleOnce(flags: FlagValues, info: Info): Run<number> {
  const replicas = flags.number('replicas')
  const expected = flags.number('current-replicas')
  const version = flags.text('resource-version')
  const options = { isServerDryRun: dryRunOf(flags) === 'server' }
  if (expected === -1 && version === '')
    return replicasIn(yield* patch(info, 'merge', { spec: { replicas } }, options), 'spec')
  const old = yield* readScale(info)
  if (expected !== -1 && replicasIn(old, 'spec') !== expected)
    throw new CommandError(`Expected replicas to be ${expected}, was ${replicasIn(old, 'spec')}`)
  if (version !== '' && old.metadata?.resourceVersion !== version)
    throw new CommandError(`Expected resource version to be ${version}, was ${old.metadata?.resourceVersion}`)
  const object = { ...old, spec: { replicas: toInt32(replicas) } }
  return replicasIn(yield* replace({ ...info, object }, options), 'spec')
}

function* readScale({ type, namespace, name }: Info): Run<ApiObject> {
  return yield* sendForObject({ method: 'GET', path: pathOf(type, namespace, name, 'scale') })
}

function replicasIn(object: ApiObject, part: 'spec' | 'status'): number {
  const value = object[part]
  return isRecord(value) && typeof value.replicas === 'number' ? value.replicas : 0
}

function* waitForSize(flags: FlagValues, info: Info): Run {
  const wanted = flags.number('replicas')
  const until = (yield* now()) + flags.duration('timeout')
  for (;;) {
    const present = yield* readScale(info)
    const asked = replicasIn(present, 'spec')
    if (asked !== wanted || replicasIn(present, 'status') === wanted) return
    if ((yield* now()) >= until) throw new CommandError(`timed out waiting for "${info.name}" to be synced`)
    yield* waitForChange(until)
  }
}
