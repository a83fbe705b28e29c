import { isRecord } from '../../../base'
import { lastAppliedAnnotation } from '../../../client'
import type { Call, Command } from '../../command'
import { CommandError, messageOf } from '../../errors'
import { groups } from '../../flags'
import { dryRunOf, printerFor } from '../../output'
import { print, type Run, warn } from '../../process'
import { type ApiObject, type Info, objectNameOf, patch, visit } from '../../resources'
import { findRollouts, rolloutFlags } from './infos'
import { isSameTemplate, type Revision, revisionsOf, withoutHash } from './revisions'
import { templateText } from './template-text'

/** `kubectl rollout undo` (pkg/cmd/rollout/rollout_undo.go, pkg/polymorphichelpers/rollback.go). */
export const undo: Command = {
  name: 'undo',
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'Undo a previous rollout',
  flags: `
    ${rolloutFlags}
    ${groups.dryRunFlag}
    ${groups.printFlags}
    --to-revision int64
  `,
  *run(call) {
    const { flags } = call
    dryRunOf(flags)
    const found = yield* findRollouts(call)
    yield* visit(found, function* (info): Run {
      if (info.object?.metadata?.annotations?.[lastAppliedAnnotation] !== undefined)
        yield* warn(
          `resource ${objectNameOf(info)} was previously managed with 'kubectl apply' and has the ${lastAppliedAnnotation} annotation. Rolling back will not update this annotation, which may cause unexpected results when running 'kubectl apply' again. Consider using 'kubectl apply' with the desired configuration instead.`,
        )
      const word = yield* rollBack(call, info)
      yield* print((yield* printerFor(flags, word)).print(info.object ?? {}))
    })
  },
}

/** Puts an older template back; returns what was done, in words. */
function* rollBack({ flags }: Call, info: Info): Run<string> {
  const number = flags.number('to-revision')
  const revisions = yield* revisionsOf(info, 'rollbacker')
  const target = targetOf(revisions, number, info)
  const { object = {} } = info
  const present = isRecord(object.spec) ? object.spec.template : undefined
  if (dryRunOf(flags) === 'client')
    return `${info.type.kind === 'Deployment' ? '' : 'will roll back to '}${templateText(target.template)}`
  if (isRecord(object.spec) && object.spec.paused === true)
    throw new CommandError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    )
  if (isSameTemplate(target.template, present))
    return `skipped rollback (current template already matches revision ${number})`
  const isServerDryRun = dryRunOf(flags) === 'server'
  try {
    if (target.object.kind === 'ReplicaSet')
      yield* patch(info, 'json', deploymentPatch(object, target), { isServerDryRun })
    else yield* patch(info, 'strategic', target.object.data, { isServerDryRun })
  } catch (error) {
    throw new CommandError(`failed restoring revision ${number}: ${messageOf(error)}`)
  }
  return 'rolled back'
}

function targetOf(revisions: readonly Revision[], number: number, { type, name }: Info): Revision {
  if (number !== 0) {
    const revision = revisions.find(each => each.number === number)
    if (!revision) throw new CommandError(`unable to find specified revision ${number} in history`)
    return revision
  }
  const previous = revisions[revisions.length - 2]
  if (previous) return previous
  throw new CommandError(
    type.kind === 'Deployment'
      ? `no rollout history found for deployment "${name}"`
      : 'no last revision to roll back to',
  )
}

/** Annotations of a deployment that stay its own. */
const keptAnnotations: ReadonlySet<string> = new Set([
  lastAppliedAnnotation,
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
])

function deploymentPatch({ metadata }: ApiObject, { template, object }: Revision): unknown {
  const own = Object.entries(metadata?.annotations ?? {}).filter(([key]) => keptAnnotations.has(key))
  const old = Object.entries(object.metadata?.annotations ?? {}).filter(([key]) => !keptAnnotations.has(key))
  return [
    { op: 'replace', path: '/spec/template', value: withoutHash(template) },
    { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...own, ...old]) },
  ]
}
