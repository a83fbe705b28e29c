import type { KubernetesObject, Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../kinds'
import { notFound, terminatingNamespace } from './errors'
import { type Resource, type RuleContext, resourceOf } from './resources'
import { admitClaim } from './resources/claim-admission'
import { admitPod, admitPodUpdate } from './resources/pod-admission'
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
      return admitPod(object as Pod)
    case 'PersistentVolumeClaim':
      return admitClaim(object as PersistentVolumeClaim, view)
    case 'PersistentVolume':
      return admitVolume(object as PersistentVolume)
    case 'Node':
      return taintedNotReady(object as Node)
    default:
      return object
  }
}

/** The same on update: only the pod's tolerations are looked at again. */
export function admitUpdate(
  next: KubernetesObject,
  previous: KubernetesObject,
  resource: Resource,
  _rules: RuleContext,
): KubernetesObject {
  return resource.kind === 'Pod' ? admitPodUpdate(next as Pod, previous as Pod) : next
}

/** A new node is not ready until the node controller has seen it ready (plugin TaintNodesByCondition). */
function taintedNotReady(node: Node): Node {
  const taint = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' as const }
  const taints = node.spec?.taints ?? []
  if (taints.some(({ key, effect }) => key === taint.key && effect === taint.effect)) return node
  return { ...node, spec: { ...node.spec, taints: [...taints, taint] } }
}
