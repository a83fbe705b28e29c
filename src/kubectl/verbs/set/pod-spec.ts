import { isRecord } from '../../../base'
import { threeWayPatch } from '../../../client'
import type { Call } from '../../command'
import { parseGroupVersion } from '../../discovery'
import { CommandError, messageOf, SeveralErrors } from '../../errors'
import { groups } from '../../flags'
import { dryRunOf, type Printer } from '../../output'
import { print, type Run } from '../../process'
import { type ApiObject, find, type Info, infosOf, patch } from '../../resources'
import { withRecord } from '../record'

/** A container, as far as `set` changes it. */
export interface Container {
  readonly name: string
  readonly image?: string
  readonly env?: readonly EnvVar[]
  readonly resources?: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>
  readonly [field: string]: unknown
}

export interface EnvVar {
  readonly name: string
  readonly value?: string
  readonly valueFrom?: unknown
}

/** A pod spec, as far as `set` changes it. */
export interface PodSpec {
  readonly containers: readonly Container[]
  readonly initContainers?: readonly Container[]
  readonly [field: string]: unknown
}

/** Flags of all words below `set`. */
export const setFlags = `
  --all bool
  ${groups.dryRunFlag}
  --field-manager string =kubectl-set
  ${groups.fileFlags}
  --local bool
  ${groups.printFlags}
`

/** The objects that a word below `set` is about. Throws what went wrong on the way to them. */
export function* infosToSet(call: Call, resources: readonly string[]): Run<readonly Info[]> {
  const { flags } = call
  dryRunOf(flags)
  const isLocal = flags.bool('local')
  const found = yield* find(call, {
    words: isLocal ? [] : resources,
    files: flags.list('filename'),
    mayOmitNames: flags.bool('all'),
    labelSelector: flags.has('selector') ? flags.text('selector') : '',
    latest: !isLocal,
    continues: true,
  })
  const { infos, error } = yield* infosOf(found)
  if (error !== undefined) throw error
  return infos
}

/** An object with its pod spec, or that of its template, changed. Throws CommandError for kinds that have none. */
export function withPodSpec(object: ApiObject, change: (spec: PodSpec) => PodSpec): ApiObject {
  const { spec } = object
  if (!isRecord(spec))
    throw new CommandError(
      `the object is not a pod or does not have a pod template: *${parseGroupVersion(object.apiVersion ?? '').version}.${object.kind}`,
    )
  if (object.kind === 'Pod') return { ...object, spec: change(spec as unknown as PodSpec) }
  const { template } = spec
  if (!isRecord(template) || !isRecord(template.spec))
    throw new CommandError(
      `the object is not a pod or does not have a pod template: *${parseGroupVersion(object.apiVersion ?? '').version}.${object.kind}`,
    )
  return { ...object, spec: { ...spec, template: { ...template, spec: change(template.spec as unknown as PodSpec) } } }
}

/** A change of one object; `errors` takes what is wrong with it without stopping the rest. */
export type Change = (object: ApiObject, errors: unknown[]) => ApiObject

/** Patches each object that a change makes different, and prints it. Throws everything that went wrong. */
export function* changeAll(call: Call, infos: readonly Info[], printer: Printer, failure: string, change: Change): Run {
  const { flags } = call
  const errors: unknown[] = []
  for (const info of infos) {
    const before = info.object ?? {}
    let after: ApiObject
    try {
      after = change(before, errors)
      if (after !== before) after = withRecord(call, after)
    } catch (error) {
      errors.push(new CommandError(`error: ${info.type.resource}/${info.name} ${messageOf(error)}\n`))
      continue
    }
    const body = threeWayPatch({ original: before, modified: after, current: before }, 'strategic')
    if (Object.keys(body).length === 0) continue
    if (flags.bool('local') || dryRunOf(flags) === 'client') {
      yield* print(printer.print(after))
      continue
    }
    try {
      const options = { isServerDryRun: dryRunOf(flags) === 'server', fieldManager: flags.text('field-manager') }
      yield* print(printer.print(yield* patch(info, 'strategic', body, options)))
    } catch (error) {
      errors.push(new CommandError(`${failure}${messageOf(error)}`))
    }
  }
  if (errors.length > 0) throw new SeveralErrors(errors)
}

/** Containers whose names a pattern with stars means. */
export function matches(pattern: string, name: string): boolean {
  const form = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${form}$`).test(name)
}
