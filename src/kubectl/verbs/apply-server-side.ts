import { deepEqual, isRecord } from '../../base'
import { lastAppliedAnnotation } from '../../client'
import { CommandError, isReason, messageOf } from '../errors'
import type { FlagValues } from '../flags'
import { dryRunOf } from '../output'
import { printError, type Run } from '../process'
import { type ApiObject, type Info, patch, type WriteOptions } from '../resources'
import { fieldValidationOf } from './validation'

const serverSideOwner = 'kubectl'
const annotationOwner = 'kubectl-last-applied'

const conflictAdvice = `
Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`

/** `apply --server-side` for one object: the server merges, and what client-side apply owned changes hands. Throws StatusError, CommandError. */
export function* serverSideApply(
  info: Info,
  flags: FlagValues,
): Run<{ readonly object: ApiObject; readonly word: string }> {
  const { object: manifest = {} } = info
  if (info.name === '' && manifest.metadata?.generateName)
    throw new CommandError(`from ${manifest.metadata.generateName}: cannot use generate name with apply`)
  const manager = flags.isSet('field-manager') ? flags.text('field-manager') : serverSideOwner
  const options: WriteOptions = {
    isServerDryRun: dryRunOf(flags) === 'server',
    fieldManager: manager,
    fieldValidation: fieldValidationOf(flags),
    force: flags.bool('force-conflicts'),
  }
  const subject = { ...info, ...(flags.text('subresource') !== '' && { subresource: flags.text('subresource') }) }
  const applied = yield* appliedOrAdvice(subject, manifest, options)
  const object = yield* handedOver(subject, applied, manifest, options, manager)
  return { object, word: 'serverside-applied' }
}

function* appliedOrAdvice(info: Info, manifest: ApiObject, options: WriteOptions): Run<ApiObject> {
  try {
    return yield* patch(info, 'apply', manifest, options)
  } catch (error) {
    if (isReason(error, 'Conflict')) throw new CommandError(messageOf(error) + conflictAdvice)
    throw error
  }
}

/** Fields that client-side apply owned now belong to `manager`, so that leaving one out of the manifest removes it (client-go `csaupgrade`). */
function* handedOver(
  info: Info,
  applied: ApiObject,
  manifest: ApiObject,
  options: WriteOptions,
  manager: string,
): Run<ApiObject> {
  try {
    const kept = manager === serverSideOwner ? yield* annotationKept(info, applied, options) : applied
    const body = upgradePatch(kept, manager)
    if (!body) return kept
    yield* patch(info, 'json', body, options.isServerDryRun ? { isServerDryRun: true } : {})
    return yield* patch(info, 'apply', manifest, options)
  } catch (error) {
    yield* printError(
      `Warning: server rejected managed fields migration to Server-Side Apply. This is non-fatal and will be retried next time you apply. Error: ${messageOf(error)}\n`,
    )
    return applied
  }
}

interface Owner {
  readonly manager?: string
  readonly operation?: string
  readonly subresource?: string
  readonly fieldsV1?: Readonly<Record<string, unknown>>
  readonly [field: string]: unknown
}

function ownersOf({ metadata }: ApiObject): readonly Owner[] {
  return Array.isArray(metadata?.managedFields) ? (metadata.managedFields as Owner[]) : []
}

function ownsLastApplied({ fieldsV1 }: Owner): boolean {
  const path = ['f:metadata', 'f:annotations', `f:${lastAppliedAnnotation}`]
  let at: unknown = fieldsV1
  for (const key of path) at = isRecord(at) ? at[key] : undefined
  return at !== undefined
}

/** The annotation of client-side apply gets an owner of its own, and stays. */
function* annotationKept(info: Info, applied: ApiObject, options: WriteOptions): Run<ApiObject> {
  const text = applied.metadata?.annotations?.[lastAppliedAnnotation]
  if (text === undefined) return applied
  if (ownersOf(applied).some(owner => owner.operation === 'Apply' && ownsLastApplied(owner))) return applied
  const { name, namespace } = applied.metadata ?? {}
  const justAnnotation = {
    apiVersion: applied.apiVersion,
    kind: applied.kind,
    metadata: { name, ...(namespace !== undefined && { namespace }), annotations: { [lastAppliedAnnotation]: text } },
  }
  const { force: _, ...others } = options
  return yield* patch(info, 'apply', justAnnotation, { ...others, fieldManager: annotationOwner })
}

/** The JSON patch that gives client-side owners' fields to `manager`; undefined when there are none. */
function upgradePatch(object: ApiObject, manager: string): unknown {
  const owners = ownersOf(object)
  const old = owners.filter(owner => owner.operation === 'Update' && !owner.subresource && ownsLastApplied(owner))
  const names = new Set(old.map(owner => owner.manager))
  if (names.size === 0) return undefined
  const isMine = (owner: Owner) => owner.manager === manager && owner.operation === 'Apply' && !owner.subresource
  const isOld = (owner: Owner) => names.has(owner.manager) && owner.operation === 'Update' && !owner.subresource
  const fields = owners.filter(owner => isMine(owner) || isOld(owner)).map(({ fieldsV1 = {} }) => fieldsV1)
  const [first] = owners.filter(owner => isMine(owner))
  const base = first ?? (owners.find(isOld) as Owner)
  const merged: Owner = { ...base, manager, operation: 'Apply', fieldsV1: withoutLastApplied(fields.reduce(union, {})) }
  const value = [merged, ...owners.filter(owner => !isMine(owner) && !isOld(owner))]
  if (deepEqual(value, owners)) return undefined
  return [
    { op: 'replace', path: '/metadata/managedFields', value },
    { op: 'replace', path: '/metadata/resourceVersion', value: object.metadata?.resourceVersion },
  ]
}

type Fields = Readonly<Record<string, unknown>>

function union(one: Fields, other: Fields): Fields {
  const result: Record<string, unknown> = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const mine = result[key]
    result[key] = isRecord(mine) && isRecord(value) ? union(mine, value) : value
  }
  return result
}

function withoutLastApplied(fields: Fields): Fields {
  const metadata = fields['f:metadata']
  const annotations = isRecord(metadata) ? metadata['f:annotations'] : undefined
  if (!isRecord(metadata) || !isRecord(annotations)) return fields
  const { [`f:${lastAppliedAnnotation}`]: _, ...others } = annotations
  const { 'f:annotations': __, ...rest } = metadata
  const isEmpty = Object.keys(others).filter(key => key !== '.').length === 0
  return { ...fields, 'f:metadata': isEmpty ? rest : { ...rest, 'f:annotations': others } }
}
