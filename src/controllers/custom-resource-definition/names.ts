import { deepEqual } from '../../base'
import {
  type Condition,
  type CustomNames,
  type CustomResourceDefinition,
  conditionOf,
  type Time,
  timestamp,
  withCondition,
} from '../../kinds'
import type { View } from '../../store'
import { nothing, type Plan } from '../runtime'

/** What has become of the names that a definition asks for. */
interface Verdict {
  readonly names: CustomNames
  /** The last name that is taken, as upstream tells it. */
  readonly conflict?: { readonly reason: string; readonly message: string }
}

/** [CD-1] [CD-2] Accepts what is free, says what is not, and establishes the kind. */
export function planNames(view: View, definition: CustomResourceDefinition, now: Time): Plan {
  const { spec, status } = definition
  const { names, conflict } = deepEqual(spec.names, status.acceptedNames)
    ? { names: status.acceptedNames, conflict: undefined }
    : verdictOn(view, definition)
  const isEstablished = conditionOf(definition, 'Established')?.status === 'True'
  const accepted: Condition = conflict
    ? { type: 'NamesAccepted', status: 'False', ...conflict }
    : { type: 'NamesAccepted', status: 'True', reason: 'NoConflicts', message: 'no conflicts found' }
  const established: Condition = conflict
    ? { type: 'Established', status: 'False', reason: 'NotAccepted', message: 'not all names are accepted' }
    : {
        type: 'Established',
        status: 'True',
        reason: 'InitialNamesAccepted',
        message: 'the initial names have been accepted',
      }
  let conditions = added(status.conditions ?? [], accepted, now)
  if (!isEstablished) conditions = added(conditions, established, now)
  const next = {
    ...status,
    conditions,
    acceptedNames: deepEqual(names, status.acceptedNames) ? status.acceptedNames : names,
  }
  if (deepEqual(next, status)) return nothing
  return { actions: [statusWrite({ ...definition, status: next })] }
}

/** Writes a definition's status. Who has changed it meanwhile is heard of, and looked at again. */
export function statusWrite(body: CustomResourceDefinition) {
  const { name } = body.metadata
  const write = {
    verb: 'update' as const,
    kind: 'CustomResourceDefinition',
    name,
    subresource: 'status' as const,
    body,
  }
  return { write, tolerate: ['NotFound', 'Conflict'] as const }
}

function added(conditions: readonly Condition[], condition: Condition, now: Time): readonly Condition[] {
  return withCondition(conditions, { ...condition, lastTransitionTime: timestamp(now) })
}

function verdictOn(view: View, { spec, status, metadata }: CustomResourceDefinition): Verdict {
  const others = view
    .list('CustomResourceDefinition')
    .filter(other => other.spec.group === spec.group && other.metadata.name !== metadata.name)
    .map(other => other.status.acceptedNames)
  const resources = new Set(
    others.flatMap(({ plural, singular, shortNames = [] }) => [plural, singular, ...shortNames]),
  )
  const kinds = new Set(others.flatMap(({ kind, listKind }) => [kind, listKind]))
  const wanted = spec.names
  const had = status.acceptedNames
  let conflict: Verdict['conflict']
  const isFree = (
    name: string | undefined,
    own: string | undefined,
    taken: ReadonlySet<string | undefined>,
    what: string,
  ) => {
    if (name === own || !taken.has(name)) return true
    conflict = { reason: `${what}Conflict`, message: `${JSON.stringify(name)} is already in use` }
    return false
  }
  const plural = isFree(wanted.plural, had.plural, resources, 'Plural') ? wanted.plural : had.plural
  const singular = isFree(wanted.singular, had.singular, resources, 'Singular') ? wanted.singular : had.singular
  const short = wanted.shortNames ?? []
  const own = had.shortNames ?? []
  const areFree = short.every(name => own.includes(name) || isFree(name, undefined, resources, 'ShortNames'))
  const kind = isFree(wanted.kind, had.kind, kinds, 'Kind') ? wanted.kind : had.kind
  const listKind = isFree(wanted.listKind, had.listKind, kinds, 'ListKind') ? wanted.listKind : had.listKind
  const shortNames = areFree ? wanted.shortNames : had.shortNames
  const names: CustomNames = {
    plural,
    ...(singular && { singular }),
    ...(shortNames && { shortNames }),
    kind,
    ...(listKind && { listKind }),
    ...(wanted.categories && { categories: wanted.categories }),
  }
  return conflict ? { names, conflict } : { names }
}
