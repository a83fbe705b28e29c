import { conditionOf, type Node } from '../../kinds'
import type { Change, View } from '../../store'
import type { Controller, EventNote, Plan } from '../runtime'
import { planCluster, StandingsTaker, zoneOf } from './disruption'
import { type NodeLifecycleSettings, planHealth } from './health'
import { planLabels } from './labels'
import { controllerName, eventSource, isAboutRates, memoKeys } from './names'
import { planTaints } from './taints'

/** The key that stands for the cluster as a whole: is any node left that is Ready? */
const clusterKey = ''

/** Watches over the nodes' heartbeats, and taints the nodes that are not well. Rules: README.md. */
export function nodeLifecycleController(settings: NodeLifecycleSettings): Controller {
  const standings = new StandingsTaker()
  return {
    name: controllerName,
    interests: [
      { kind: 'Node', keysOf },
      { kind: 'Memo', keysOf: waitingKeysOf },
    ],
    plan(view, key, now): Plan {
      if (key === clusterKey) return planCluster(view, standings, now)
      const node = view.get('Node', key)
      const knownUID = view.memo(memoKeys.known(key)) as string | undefined
      if (!node) return knownUID === undefined ? { actions: [] } : forgotten(key, knownUID)
      // One write a plan for the node object itself: labels, then health, then taints. The write wakes the node again.
      const greeting = knownUID === node.metadata.uid ? [] : [...registered(node)]
      const labels = planLabels(node)
      if (labels) return { actions: [...greeting, labels] }
      const health = planHealth(view, node, settings, now)
      if (health.actions.length > 0) return { ...health, actions: [...greeting, ...health.actions] }
      const taints = planTaints(view, node, standings, now)
      return { actions: [...greeting, ...taints.actions], ...earliest(health.wakeAt, taints.wakeAt) }
    },
  }
}

/** A node's own key; and the cluster's when the node turned ready or unready, or has another zone. */
function keysOf({ name, before, after }: Change): readonly string[] {
  if (before && after && standingOf(before as Node) === standingOf(after as Node)) return [name]
  return [clusterKey, name]
}

const none: readonly string[] = []

/** Another rate of a zone, or the beginning and the end of a full disruption, concern the nodes that are tainted or may have to be. */
function waitingKeysOf({ name, before, after }: Change, view: View): readonly string[] {
  if (!isAboutRates(name, before, after)) return none
  return view.lookup('Node', 'unwell', '').map(node => node.metadata.name)
}

/** What of a node counts in its zone. */
function standingOf(node: Node): string {
  return `${zoneOf(node)} ${conditionOf(node, 'Ready')?.status === 'True'}`
}

function* registered(node: Node) {
  const { name, uid } = node.metadata
  yield { event: nodeEvent(name, uid, 'RegisteredNode', `Node ${name} event: Registered Node ${name} in Controller`) }
  yield { memo: memoKeys.relative(memoKeys.known(name)), value: uid }
}

function forgotten(name: string, uid: string): Plan {
  return {
    actions: [
      { event: nodeEvent(name, uid, 'RemovingNode', `Node ${name} event: Removing Node ${name} from Controller`) },
      { memo: memoKeys.relative(memoKeys.marking(name)), value: undefined },
      { memo: memoKeys.relative(memoKeys.known(name)), value: undefined },
    ],
  }
}

function nodeEvent(name: string, uid: string, reason: string, message: string): EventNote {
  return {
    about: { kind: 'Node', apiVersion: 'v1', name, uid },
    type: 'Normal',
    reason,
    message,
    component: eventSource,
  }
}

function earliest(a: number | undefined, b: number | undefined): { wakeAt?: number } {
  const wakeAt = a === undefined ? b : b === undefined ? a : Math.min(a, b)
  return wakeAt === undefined ? {} : { wakeAt }
}
