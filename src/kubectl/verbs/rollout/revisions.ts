import { deepEqual, isRecord } from '../../../base'
import { groupKindOf, pathOf } from '../../discovery'
import { CommandError } from '../../errors'
import type { Run } from '../../process'
import { type ApiObject, type Info, itemsOf, sendForObject, withQuery } from '../../resources'
import { changeCause } from '../record'

/** One remembered template of a workload. */
export interface Revision {
  readonly number: number
  readonly changeCause: string | undefined
  /** The pod template as it was. */
  readonly template: unknown
  /** The object that remembers it: a ControllerRevision or a ReplicaSet. */
  readonly object: ApiObject
}

const deploymentRevision = 'deployment.kubernetes.io/revision'
const hashLabel = 'pod-template-hash'

/** What a workload remembers, oldest first. Throws CommandError for kinds that remember nothing. */
export function* revisionsOf(info: Info, what: 'history viewer' | 'rollbacker'): Run<readonly Revision[]> {
  const kind = groupKindOf(info.type)
  if (kind === 'StatefulSet.apps') return yield* controllerRevisions(info)
  if (kind === 'Deployment.apps') return yield* replicaSetRevisions(info)
  throw new CommandError(`no ${what} has been implemented for "${kind}"`)
}

/** The objects of a kind that a workload owns. */
function* ownedBy({ type, namespace, object }: Info, resource: string): Run<readonly ApiObject[]> {
  const selector = isRecord(object?.spec) ? object.spec.selector : undefined
  const path = pathOf({ ...type, resource }, namespace)
  const list = yield* sendForObject({ method: 'GET', path: withQuery(path, { labelSelector: selectorText(selector) }) })
  const { uid } = object?.metadata ?? {}
  return itemsOf(list).filter(({ metadata }) =>
    (metadata?.ownerReferences as readonly { uid: string; controller?: boolean }[] | undefined)?.some(
      owner => owner.controller && owner.uid === uid,
    ),
  )
}

interface Requirement {
  readonly key: string
  readonly operator: string
  readonly values?: readonly string[]
}

/** A label selector as a query has it. */
export function selectorText(selector: unknown): string {
  if (!isRecord(selector)) return ''
  const { matchLabels = {}, matchExpressions = [] } = selector
  const labels = Object.entries(matchLabels as Readonly<Record<string, string>>).map(
    ([key, value]) => `${key}=${value}`,
  )
  const others = (matchExpressions as readonly Requirement[]).map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key
    if (operator === 'DoesNotExist') return `!${key}`
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`
  })
  return [...labels, ...others].join(',')
}

function* controllerRevisions(info: Info): Run<readonly Revision[]> {
  const revisions = yield* ownedBy(info, 'controllerrevisions')
  return inOrder(
    revisions.map(object => ({
      number: Number(object.revision ?? 0),
      changeCause: object.metadata?.annotations?.[changeCause],
      template: templateIn(object.data),
      object,
    })),
  )
}

/** The template in a ControllerRevision's patch, without the patch's directive. */
function templateIn(data: unknown): unknown {
  const spec = isRecord(data) ? data.spec : undefined
  const template = isRecord(spec) ? spec.template : undefined
  if (!isRecord(template)) return {}
  const { $patch: _, ...rest } = template
  return rest
}

function* replicaSetRevisions(info: Info): Run<readonly Revision[]> {
  const sets = yield* ownedBy(info, 'replicasets')
  return inOrder(
    sets
      .filter(({ metadata }) => metadata?.annotations?.[deploymentRevision] !== undefined)
      .map(object => ({
        number: Number(object.metadata?.annotations?.[deploymentRevision]),
        changeCause: object.metadata?.annotations?.[changeCause],
        template: isRecord(object.spec) ? object.spec.template : {},
        object,
      })),
  )
}

function inOrder(revisions: readonly Revision[]): readonly Revision[] {
  return [...revisions].sort((a, b) => a.number - b.number)
}

/** Whether two templates are the same but for the label that tells replica sets apart. */
export function isSameTemplate(one: unknown, other: unknown): boolean {
  return deepEqual(withoutHash(one), withoutHash(other))
}

/** A template without the label that its replica set gave it. */
export function withoutHash(template: unknown): unknown {
  const metadata = isRecord(template) ? template.metadata : undefined
  const labels = isRecord(metadata) ? metadata.labels : undefined
  if (!isRecord(template) || !isRecord(metadata) || !isRecord(labels) || !(hashLabel in labels)) return template
  const { [hashLabel]: _, ...others } = labels
  return { ...template, metadata: { ...metadata, labels: others } }
}
