import type { KubernetesObject, Node, PersistentVolume, PersistentVolumeClaim, Pod, PriorityClass } from '../kinds'
import { forbidden, notFound, terminatingNamespace } from './errors'
import { type Resource, type RuleContext, resourceOf } from './resources'
import { admitClaim } from './resources/claim-admission'
import { admitPod, admitPodUpdate } from './resources/pod-admission'
import { defaultPriorityAt } from './resources/priorities'
import { admitVolume } from './resources/volume-admission'

/** The admission plugins of the real server's default set that have an effect here, on create, in its order. */
export function admitCreate(object: KubernetesObject, resource: Resource, { view }: RuleContext): KubernetesObject {
  const { namespace, name } = object.metadata
  if (resource.namespaced) {
    const owner = view.get('Namespace', namespace ?? '')
    if (!owner) throw notFound(resourceOf('Namespace'), namespace ?? '')
    if (owner.status.phase === 'Terminating') throw terminatingNamespace(resource, name, namespace ?? '')
  }
  switch (resource.kind) {
    case 'Pod':
      return admitPod(object as Pod, view)
    case 'PersistentVolumeClaim':
      return admitClaim(object as PersistentVolumeClaim, view)
    case 'PersistentVolume':
      return admitVolume(object as PersistentVolume)
    case 'Node':
      return taintedNotReady(object as Node)
    case 'PriorityClass':
      checkOneDefault(object as PriorityClass, undefined, resource, view)
      return object
    default:
      return object
  }
}

/** The same on update. */
export function admitUpdate(
  next: KubernetesObject,
  previous: KubernetesObject,
  resource: Resource,
  { view }: RuleContext,
): KubernetesObject {
  if (resource.kind === 'PriorityClass')
    checkOneDefault(next as PriorityClass, previous as PriorityClass, resource, view)
  return resource.kind === 'Pod' ? admitPodUpdate(next as Pod, previous as Pod) : next
}

/** A new node is not ready until the node controller has seen it ready (plugin TaintNodesByCondition). */
function taintedNotReady(node: Node): Node {
  const taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' as const }
  const taints = node.spec?.taints ?? []
  if (taints.some(({ key, effect }) => key === taint.key && effect === taint.effect)) return node
  return { ...node, spec: { ...node.spec, taints: [...taints, taint] } }
}

/** Of all priority classes one may be the default (plugin Priority: `validatePriorityClass`). */
function checkOneDefault(
  next: PriorityClass,
  previous: PriorityClass | undefined,
  resource: Resource,
  view: RuleContext['view'],
): void {
  const { name } = next.metadata
  const known = next.globalDefault ? defaultPriorityAt(view)?.metadata.name : undefined
  if (known === undefined || (previous && known === name)) return
  throw forbidden(resource, name, `PriorityClass ${known} is already marked as default. Only one default can exist`)
}
