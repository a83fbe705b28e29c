import { selectorText } from '../../client'
import type { LabelSelector, Pod } from '../../kinds'
import type { Run } from '../process'
import { type ApiMetadata, itemsOf, sendForObject, withQuery } from '../resources'
import type { Described } from './types'

interface OwnerReference {
  readonly kind: string
  readonly name: string
  readonly uid: string
  readonly controller?: boolean
}

/** The reference to what controls an object. */
export function controllerOf(metadata: ApiMetadata | undefined): OwnerReference | undefined {
  return (metadata?.ownerReferences as readonly OwnerReference[] | undefined)?.find(({ controller }) => controller)
}

/** `StatefulSet/web`; undefined for an object that nothing controls (`printController`). */
export function controllerText(metadata: ApiMetadata | undefined): string | undefined {
  const owner = controllerOf(metadata)
  return owner && `${owner.kind}/${owner.name}`
}

/** Pods of a namespace, or of all; throws StatusError. */
export function* podsIn(
  namespace: string,
  parameters: Readonly<Record<string, string | undefined>>,
): Run<readonly Pod[]> {
  const place = namespace === '' ? '' : `/namespaces/${namespace}`
  const list = yield* sendForObject({
    method: 'GET',
    path: withQuery(`/api/v1${place}/pods`, { ...parameters, limit: '500' }),
  })
  return itemsOf(list) as unknown as readonly Pod[]
}

/** `1 Running / 1 Waiting / 0 Succeeded / 0 Failed`: the pods that a workload controls (`getPodStatusForController`). */
export function* podCounts({ object, info }: Described, selector: LabelSelector): Run<string> {
  const pods = yield* podsIn(info.namespace, { labelSelector: selectorText(selector) })
  const own = pods.filter(({ metadata }) => controllerOf(metadata as ApiMetadata)?.uid === object.metadata?.uid)
  const count = (phase: string) => own.filter(({ status }) => status.phase === phase).length
  return `${count('Running')} Running / ${count('Pending')} Waiting / ${count('Succeeded')} Succeeded / ${count('Failed')} Failed`
}
