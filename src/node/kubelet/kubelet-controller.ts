import { altered, deepEqual } from '../../base'
import { type Controller, type Interest, nothing, type Plan } from '../../controllers/runtime'
import { conditionOf, type Machine, type Node, type Pod, type Sandbox, type Time } from '../../kinds'
import type { Seed } from '../../sim'
import type { View } from '../../store'
import { hasKubelet, isLinkedAt } from '../reality'
import { planNode } from './plan-node'
import { planPod } from './plan-pod'

/**
 * The kubelets of all machines. A key is a machine's name (its Node and Lease), or `<machine>/<pod uid>` for each pod that is bound to it or
 * has a sandbox on it. A kubelet whose link is cut goes on with the sandboxes it has, on its copies of the pods.
 */
export function kubeletController({ seed }: { readonly seed: Seed }): Controller {
  return {
    name: 'kubelet',
    interests,
    owns: ['Disk', 'Machine', 'Sandbox'],
    plan(view, key, now) {
      const slash = key.indexOf('/')
      const name = slash < 0 ? key : key.slice(0, slash)
      const machine = view.get('Machine', name)
      if (!hasKubelet(machine)) return nothing
      const plan =
        slash < 0 ? nodePlan(view, machine, now, seed) : podPlan(view, machine, key.slice(slash + 1), now, seed)
      return plan.actions.length === 0 ? plan : altered(plan, { actor: `kubelet/${name}` })
    },
  }
}

function nodePlan(view: View, machine: Machine, now: Time, seed: Seed): Plan {
  return isLinkedAt(view, machine.metadata.name) ? planNode(view, machine, now, seed) : nothing
}

function podPlan(view: View, machine: Machine, podUID: string, now: Time, seed: Seed): Plan {
  const name = machine.metadata.name
  const isLinked = isLinkedAt(view, name)
  // A kubelet that has not reached the API since it started knows of no pods, and leaves alone what runs (sourcesReady).
  if (!isLinked && machine.status.registeredStart !== machine.status.kubeletStartedAt) return nothing
  const known = isLinked ? view.lookup('Pod', 'uid', podUID)[0] : undefined
  const pod = known?.spec.nodeName === name ? known : undefined
  const sandbox = view.lookup('Sandbox', 'podUID', podUID).find(({ spec }) => spec.machine === name)
  return planPod({ view, machine, pod, isLinked, sandbox, now, seed })
}

function podKey(pod: Pod): readonly string[] {
  return pod.spec.nodeName ? [`${pod.spec.nodeName}/${pod.metadata.uid}`] : []
}

function sandboxKey({ spec }: Sandbox): string {
  return `${spec.machine}/${spec.pod.metadata.uid}`
}

/** Everything the kubelet of a machine has to look at. */
function keysOf(view: View, machine: string): readonly string[] {
  const keys = new Set([machine])
  for (const sandbox of view.lookup('Sandbox', 'machine', machine)) keys.add(sandboxKey(sandbox))
  for (const pod of view.lookup('Pod', 'node', machine)) keys.add(`${machine}/${pod.metadata.uid}`)
  return [...keys]
}

const interests: readonly Interest[] = [
  {
    kind: 'Pod',
    keysOf: ({ before, after }) =>
      before && after && isOwnReport(before as Pod, after as Pod) ? [] : podKey((after ?? before) as Pod),
  },
  {
    kind: 'Sandbox',
    keysOf: ({ before, after }, view) =>
      after && !isOwnStep(before as Sandbox | undefined, after as Sandbox, view) ? [sandboxKey(after as Sandbox)] : [],
  },
  {
    kind: 'Machine',
    keysOf: ({ name, before, after }, view) =>
      before && after && !concernsKubelet(before as Machine, after as Machine) ? [] : keysOf(view, name),
  },
  {
    kind: 'Link',
    keysOf: ({ name }, view) => keysOf(view, name),
  },
  {
    kind: 'Node',
    keysOf: ({ name, before, after }, view) =>
      haveDevicesChanged(before as Node | undefined, after as Node | undefined)
        ? [name, ...waitingKeys(view, name)]
        : [name],
  },
  {
    kind: 'PersistentVolumeClaim',
    keysOf: ({ name, namespace }, view) => view.lookup('Pod', 'claim', `${namespace}/${name}`).flatMap(podKey),
  },
]

/** Whether other devices are attached to the node, or reported as used. */
function haveDevicesChanged(before: Node | undefined, after: Node | undefined): boolean {
  const was = before?.status ?? {}
  const is = after?.status ?? {}
  return !deepEqual(was.volumesAttached, is.volumesAttached) || !deepEqual(was.volumesInUse, is.volumesInUse)
}

/** The pods of a machine that wait for devices. */
function waitingKeys(view: View, machine: string): readonly string[] {
  return view
    .lookup('Sandbox', 'machine', machine)
    .filter(({ status }) => status.devices !== undefined && status.attemptedAt === undefined)
    .map(sandboxKey)
}

/**
 * Whether a change of a pod is only the kubelet's report of a pod that goes on: it has nothing new to learn from that. Whoever else writes to
 * the status leaves containers and sandbox alone.
 */
function isOwnReport(before: Pod, after: Pod): boolean {
  return (
    before.spec === after.spec &&
    before.metadata.deletionTimestamp === undefined &&
    after.metadata.deletionTimestamp === undefined &&
    before.metadata.labels === after.metadata.labels &&
    before.metadata.annotations === after.metadata.annotations &&
    (startable(before) !== startable(after) ||
      !deepEqual(before.status.containerStatuses, after.status.containerStatuses))
  )
}

function startable(pod: Pod): string | undefined {
  return conditionOf(pod, 'PodReadyToStartContainers')?.status
}

/**
 * Whether a change of a sandbox is one of the kubelet's own steps, after which it knows itself when to look again. A sandbox is always made by
 * its kubelet; where all are looked through, that of a pod the API knows is found by the pod.
 */
function isOwnStep(before: Sandbox | undefined, after: Sandbox, view: View): boolean {
  if (!before) return view.lookup('Pod', 'uid', after.spec.pod.metadata.uid).length > 0
  if (before.spec !== after.spec && before.spec.machine !== after.spec.machine) return false
  if (before.status.sandboxReadyAt !== undefined && after.status.sandboxReadyAt === undefined) return false
  for (const [index, { phase }] of after.status.containers.entries())
    if (phase === 'Exited' && before.status.containers[index]?.phase === 'Running') return false
  return true
}

/** Whether a machine's change is more than the kubelet's own notes on it. */
function concernsKubelet(before: Machine, after: Machine): boolean {
  if (before.spec !== after.spec && !deepEqual(before.spec, after.spec)) return true
  const { state, bootID, kubeletStartedAt, registeredStart } = before.status
  const now = after.status
  return (
    state !== now.state ||
    bootID !== now.bootID ||
    kubeletStartedAt !== now.kubeletStartedAt ||
    registeredStart !== now.registeredStart
  )
}
