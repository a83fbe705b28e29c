import type { Call, Command } from '../../command'
import { CommandError } from '../../errors'
import { groups } from '../../flags'
import { describeLayout, type Printer, printerFor, TabWriter } from '../../output'
import { print, type Run } from '../../process'
import { type ApiObject, type Info, visit } from '../../resources'
import { findRollouts, rolloutFlags } from './infos'
import { type Revision, revisionsOf } from './revisions'
import { templateText } from './template-text'

/** `kubectl rollout history` (pkg/cmd/rollout/rollout_history.go, pkg/polymorphichelpers/history.go). */
export const history: Command = {
  name: 'history',
  usage: '(TYPE NAME | TYPE/NAME) [flags] [options]',
  short: 'View rollout history',
  flags: `
    ${rolloutFlags}
    ${groups.printFlags}
    --revision int64
  `,
  *run(call) {
    const number = call.flags.number('revision')
    if (number < 0) throw new CommandError(`revision must be a positive integer: ${number}`)
    const found = yield* findRollouts(call)
    const printer = call.flags.isSet('output') ? yield* printerFor(call.flags, '') : undefined
    yield* visit(found, info => (printer ? printRevisions(call, info, printer) : printHistory(call, info)))
  },
}

function chosen(revisions: readonly Revision[], number: number): Revision {
  const revision = revisions.find(each => each.number === number)
  if (!revision) throw new CommandError('unable to find the specified revision')
  return revision
}

/** The workload as it was in each revision, for `-o`. */
function* printRevisions({ flags }: Call, info: Info, printer: Printer): Run {
  const revisions = yield* revisionsOf(info, 'history viewer')
  const number = flags.number('revision')
  const wanted = number > 0 ? [chosen(revisions, number)] : revisions
  for (const { template, object } of wanted)
    yield* print(printer.print(object.kind === 'ReplicaSet' ? object : withTemplate(info.object ?? {}, template)))
}

function withTemplate(object: ApiObject, template: unknown): ApiObject {
  return { ...object, spec: { ...(object.spec as object), template } }
}

function* printHistory({ flags }: Call, info: Info): Run {
  const revisions = yield* revisionsOf(info, 'history viewer')
  const number = flags.number('revision')
  const head = number > 0 ? `with revision #${number}` : ''
  const text = historyText(revisions, number)
  yield* print((yield* printerFor(flags, `${head}\n${text}`)).print(info.object ?? {}))
}

function historyText(revisions: readonly Revision[], number: number): string {
  if (revisions.length === 0) return 'No rollout history found.'
  if (number > 0) return templateText(chosen(revisions, number).template)
  const writer = new TabWriter(describeLayout)
  writer.write('REVISION\tCHANGE-CAUSE\n')
  for (const revision of revisions) writer.write(`${revision.number}\t${revision.changeCause || '<none>'}\n`)
  return writer.take()
}
