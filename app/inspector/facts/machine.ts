import { conditionOf, type Machine, type Node, parseTimestamp } from '../../../src/kinds'
import type { View } from '../../session'
import { disksOnFacts } from './attach'
import { type Description, fact } from './types'

/** What a machine really does, and what the API server believes about it. */
export function describeMachine(view: View, machine: Machine): Description {
  const { name } = machine.metadata
  const node = view.get('Node', name)
  const link = view.get('Link', name)
  const isReady = node && conditionOf(node, 'Ready')?.status === 'True'
  const pods = view.lookup('Pod', 'node', name)
  const sandboxes = view.lookup('Sandbox', 'machine', name)
  return {
    kind: 'Machine',
    word: node ? (isReady ? 'Ready' : 'NotReady') : 'No Node object',
    tone: node ? (isReady ? 'good' : 'bad') : 'off',
    story: storyOf(machine, node, link?.spec.state === 'Cut'),
    facts: [
      ...fact('Power', `${machine.spec.power}${machine.status.state === 'Booting' ? ', booting' : ''}`),
      ...fact('Network', link?.spec.state === 'Cut' ? 'cut off' : 'connected'),
      ...fact('Kubelet', machine.spec.kubelet.toLowerCase()),
      ...fact('Scheduling', node?.spec.unschedulable ? 'cordoned' : 'allowed'),
      ...fact('Taints', node?.spec.taints?.map(({ key, effect }) => `${key}:${effect}`).join(', ')),
      ...fact(
        'Believed here',
        pods.map(pod => pod.metadata.name).join(', ') || 'no pods',
        pods.map(pod => ({ kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' })),
      ),
      ...fact(
        'Really here',
        sandboxes.map(sandbox => sandbox.spec.pod.metadata.name).join(', ') || 'nothing',
        sandboxes.map(sandbox => ({ kind: 'Sandbox', name: sandbox.metadata.name })),
      ),
      ...disksOnFacts(view, name),
      ...fact(
        'Capacity',
        Object.entries(machine.spec.capacity)
          .map(([resource, amount]) => `${resource} ${amount}`)
          .join(', '),
      ),
      ...fact('Address', machine.spec.address),
    ],
  }
}

function storyOf(machine: Machine, node: Node | undefined, isCut: boolean): readonly string[] {
  const { name } = machine.metadata
  const told: string[] = []
  if (machine.spec.power === 'Off')
    told.push('It is off: nothing runs on it. The control plane only notices that its heartbeat is missing.')
  else if (isCut)
    told.push('It runs, but the control plane hears nothing of it. Its kubelet keeps doing what it last knew.')
  else if (machine.spec.kubelet === 'Stopped')
    told.push('Its kubelet is stopped: containers run on, but nobody reports or changes them.')
  const ready = node && conditionOf(node, 'Ready')
  if (!node) told.push('The API server does not know it; its kubelet registers a Node when it starts.')
  else if (ready?.status === 'Unknown') {
    const since = ready.lastTransitionTime ? timeText(parseTimestamp(ready.lastTransitionTime)) : 'some time'
    told.push(
      `The node controller has heard no heartbeat and calls ${name} NotReady since ${since}. Pods that tolerate this for 300 s are then marked for deletion; that needs a kubelet to be carried out.`,
    )
  } else if (ready?.status === 'False') told.push(`Its kubelet reports: ${ready.message ?? 'not ready'}`)
  else if (told.length === 0) told.push('It is Ready; it waits for nothing.')
  return told
}

function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(11, 19)} (cluster time)`
}
