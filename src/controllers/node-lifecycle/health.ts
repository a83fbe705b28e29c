import {
  type Condition,
  conditionOf,
  type Lease,
  type Node,
  type Pod,
  parseTimestamp,
  type Time,
  timestamp,
} from '../../kinds'
import { minute } from '../../sim'
import type { View } from '../../store'
import type { Action, Plan } from '../runtime'
import { eventSource, memoKeys } from './names'

/** When silence counts, in milliseconds. */
export interface NodeLifecycleSettings {
  /** `--node-monitor-period` and `--node-monitor-grace-period`. */
  readonly nodeMonitorPeriodMs: number
  readonly nodeMonitorGracePeriodMs: number
}

/** For nodes whose kubelet has never posted a status (`--node-startup-grace-period`). */
const startupGraceMs = minute
const heldConditions = ['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure']

/**
 * [NL-3] A node that gave no sign of life for the grace period gets its conditions Unknown, seen at a tick of the monitor; [NL-4] if that turned
 * Ready from True, its pods are marked not Ready.
 */
export function planHealth(view: View, node: Node, settings: NodeLifecycleSettings, now: Time): Plan {
  const ready = conditionOf(node, 'Ready')
  const lease = view.get('Lease', node.metadata.name, 'kube-node-lease')
  const graceMs = ready ? settings.nodeMonitorGracePeriodMs : startupGraceMs
  const lateAt = tickAfter(lastSignAt(view, node, lease) + graceMs, settings.nodeMonitorPeriodMs)
  const isMarking = view.memo(memoKeys.marking(node.metadata.name)) !== undefined
  const conditions = now < lateAt ? undefined : unknownConditions(node, now)
  if (!conditions && isMarking) return { actions: leftOverPods(view, node, now), wakeAt: now }
  if (!conditions) return now < lateAt ? { actions: [], wakeAt: lateAt } : { actions: [] }
  const write: Action = {
    write: {
      verb: 'update',
      kind: 'Node',
      name: node.metadata.name,
      subresource: 'status',
      body: { ...node, status: { ...node.status, conditions } },
    },
    tolerate: ['NotFound'],
  }
  return { actions: ready?.status === 'True' ? notReady(view, node, write, now) : [write] }
}

/** The last heartbeat: a renewed Lease or a posted status, whichever is later; the node's creation when there is neither. */
function lastSignAt(view: View, node: Node, lease: Lease | undefined): Time {
  const renewTime = lease?.spec.renewTime
  const heartbeat = conditionOf(node, 'Ready')?.lastHeartbeatTime
  const recoveredAt = (view.memo(memoKeys.recoveredAt) as Time | undefined) ?? 0
  return Math.max(
    parseTimestamp(node.metadata.creationTimestamp),
    renewTime ? parseTimestamp(renewTime) : 0,
    heartbeat ? parseTimestamp(heartbeat) : 0,
    recoveredAt,
  )
}

/** Strictly after `time`: a grace is over when more than it has passed. */
function tickAfter(time: Time, periodMs: number): Time {
  return (Math.floor(time / periodMs) + 1) * periodMs
}

/** The conditions with those of the kubelet Unknown; undefined when they are so already. */
function unknownConditions(node: Node, now: Time): readonly Condition[] | undefined {
  const present = node.status.conditions ?? []
  const at = timestamp(now)
  let hasChanged = false
  const next = present.map(condition => {
    if (!heldConditions.includes(condition.type) || condition.status === 'Unknown') return condition
    hasChanged = true
    return {
      ...condition,
      status: 'Unknown' as const,
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
      lastTransitionTime: at,
    }
  })
  for (const type of heldConditions) {
    if (present.some(condition => condition.type === type)) continue
    hasChanged = true
    next.push({
      type,
      status: 'Unknown',
      lastHeartbeatTime: node.metadata.creationTimestamp,
      lastTransitionTime: at,
      reason: 'NodeStatusNeverUpdated',
      message: 'Kubelet never posted node status.',
    })
  }
  return hasChanged ? next : undefined
}

/** The node turns Unknown, and its pods with it. */
function notReady(view: View, node: Node, write: Action, now: Time): readonly Action[] {
  const { name, uid } = node.metadata
  const event: Action = {
    event: {
      about: { kind: 'Node', apiVersion: 'v1', name, uid },
      type: 'Normal',
      reason: 'NodeNotReady',
      message: `Node ${name} status is now: NodeNotReady`,
      component: eventSource,
    },
  }
  return [marking(node, true), write, event, ...unreadyPods(view, node, now), marking(node, undefined)]
}

/** What an interrupted marking has left to do; nothing but forgetting it once the node is Ready again (`nodesToRetry`). */
function leftOverPods(view: View, node: Node, now: Time): readonly Action[] {
  const isReady = conditionOf(node, 'Ready')?.status === 'True'
  return [...(isReady ? [] : unreadyPods(view, node, now)), marking(node, undefined)]
}

function marking({ metadata }: Node, value: true | undefined): Action {
  return { memo: memoKeys.relative(memoKeys.marking(metadata.name)), value }
}

function unreadyPods(view: View, node: Node, now: Time): readonly Action[] {
  return view.lookup('Pod', 'node', node.metadata.name).flatMap((pod): readonly Action[] => {
    if (conditionOf(pod, 'Ready')?.status !== 'True') return []
    const message = 'Node is not ready'
    const event = { about: pod, type: 'Warning', reason: 'NodeNotReady', message, component: eventSource } as const
    return [{ event }, unreadyPod(pod, now)]
  })
}

/** Only the status of the condition changes; its reason and message stay as they were (MarkPodsNotReady). */
function unreadyPod({ metadata }: Pod, now: Time): Action {
  const { name, namespace, uid } = metadata
  const conditions = [{ type: 'Ready', status: 'False', lastTransitionTime: timestamp(now) }]
  return {
    write: {
      verb: 'patch',
      kind: 'Pod',
      name,
      ...(namespace && { namespace }),
      subresource: 'status',
      patchType: 'strategic',
      body: { metadata: { uid }, status: { conditions } },
    },
    tolerate: ['NotFound', 'Conflict'],
  }
}
