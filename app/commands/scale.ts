import type { Reference, View } from '../session'
import { mergePatch, namespaceFlag } from './paths'
import type { Command } from './types'

const kinds = ['StatefulSet', 'Deployment', 'ReplicaSet'] as const
type ScalableKind = (typeof kinds)[number]

/** What one pod more or less means, by kind. */
const consequences: Readonly<Record<ScalableKind, readonly [more: string, less: string]>> = {
  StatefulSet: [
    'The next ordinal is created once all before it are Ready; a claim kept from earlier is used again.',
    'The pod with the highest ordinal goes first; its claim and data stay.',
  ],
  Deployment: [
    'Its ReplicaSet makes another pod at once, under a name nobody has had.',
    'Its ReplicaSet deletes the pod that is missed least; nothing of it is kept.',
  ],
  ReplicaSet: [
    'Another pod is made at once, under a name nobody has had.',
    'The pod that is missed least is deleted; nothing of it is kept.',
  ],
}

function scaleBy(step: 1 | -1): Command {
  const wanted = (view: View, target: Reference) => (replicasAt(view, target) ?? 0) + step
  return {
    id: step > 0 ? 'scale-up' : 'scale-down',
    kinds,
    icon: step > 0 ? 'plus' : 'minus',
    shortcut: step > 0 ? '+' : '-',
    label: () => (step > 0 ? 'Scale up' : 'Scale down'),
    title: (view, target) => `Scale ${target.name} ${step > 0 ? 'up' : 'down'} to ${Math.max(0, wanted(view, target))}`,
    isEnabled: (view, target) => replicasAt(view, target) !== undefined && wanted(view, target) >= 0,
    consequence: (_, { kind }) => (isScalable(kind) ? consequences[kind][step > 0 ? 0 : 1] : ''),
    kubectl: (view, target) =>
      `kubectl scale ${target.kind.toLowerCase()} ${target.name}${namespaceFlag(target)} --replicas=${wanted(view, target)}`,
    requests: (view, target) => [mergePatch(target, { spec: { replicas: wanted(view, target) } }, 'scale')],
  }
}

function isScalable(kind: string): kind is ScalableKind {
  return (kinds as readonly string[]).includes(kind)
}

function replicasAt(view: View, { kind, name, namespace }: Reference): number | undefined {
  return isScalable(kind) ? view.get(kind, name, namespace)?.spec.replicas : undefined
}

/** One pod more. */
export const scaleUp = scaleBy(1)
/** One pod less. */
export const scaleDown = scaleBy(-1)
