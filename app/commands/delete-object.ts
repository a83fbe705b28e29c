import { controllerOf, type KubernetesObject } from '../../src/kinds'
import type { Reference, View } from '../session'
import { namespaceFlag, pathOf } from './paths'
import type { Command } from './types'

const resources: Readonly<Record<string, string>> = {
  Deployment: 'deployment',
  Node: 'node',
  PersistentVolume: 'pv',
  PersistentVolumeClaim: 'pvc',
  Pod: 'pod',
  ReplicaSet: 'replicaset',
  Service: 'service',
  StatefulSet: 'statefulset',
}

/** Delete a pod, claim, volume, node, set or service, as gently as the API does by default. */
export const deleteObject: Command = {
  id: 'delete',
  kinds: Object.keys(resources),
  icon: 'delete',
  shortcut: 'Delete',
  isDangerous: true,
  label: () => 'Delete',
  title: (_, target) => `Delete ${resources[target.kind]} ${target.name}`,
  isEnabled: (view, target) => view.get(target.kind, target.name, target.namespace) !== undefined,
  consequence,
  kubectl: (_, target) => `kubectl delete ${resources[target.kind]} ${target.name}${namespaceFlag(target)}`,
  requests: (_, target) => [{ method: 'DELETE', path: pathOf(target), body: { propagationPolicy: 'Background' } }],
}

function consequence(view: View, target: Reference): string {
  switch (target.kind) {
    case 'Pod':
      return `The kubelet is asked to stop it; ${successorWords(view.get('Pod', target.name, target.namespace))}`
    case 'PersistentVolumeClaim':
      return 'A pod that uses it keeps it until the pod is gone; then the volume is released.'
    case 'PersistentVolume':
      return 'A volume that a claim is bound to stays until the claim is gone.'
    case 'Node':
      return `The API server forgets ${target.name} and the pods on it; nobody asks the machine, which may still run them.`
    case 'StatefulSet':
      return `Its pods go with it, its claims stay${view.get('StatefulSet', target.name, target.namespace)?.spec.persistentVolumeClaimRetentionPolicy?.whenDeleted === 'Delete' ? ' not' : ''}.`
    case 'Deployment':
      return 'Its ReplicaSets and their pods go with it.'
    case 'ReplicaSet': {
      const set = view.get('ReplicaSet', target.name, target.namespace)
      return `Its pods go with it${set && controllerOf(set) ? '; its Deployment makes it anew' : ''}.`
    }
    default:
      return 'Its names and addresses no longer lead anywhere.'
  }
}

/** What comes after a pod, which depends on who manages it. */
function successorWords(pod: KubernetesObject | undefined): string {
  const kind = pod && controllerOf(pod)?.kind
  if (kind === 'StatefulSet') return 'its StatefulSet then makes it anew, with the same name and claim.'
  if (kind === 'ReplicaSet') return 'its ReplicaSet makes another one at once, with another name.'
  return 'nobody makes it anew.'
}
