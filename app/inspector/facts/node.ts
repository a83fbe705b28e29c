import { conditionOf, type Node } from '../../../src/kinds'
import type { View } from '../../session'
import { type Description, fact } from './types'

/** What the API server knows of a node: all there is to see of a machine in a real cluster. */
export function describeNode(view: View, node: Node): Description {
  const { name } = node.metadata
  const isReady = conditionOf(node, 'Ready')?.status === 'True'
  const pods = view.lookup('Pod', 'node', name)
  return {
    kind: 'Node',
    word: isReady ? 'Ready' : 'NotReady',
    tone: isReady ? 'good' : 'bad',
    story: [storyOf(node)],
    facts: [
      ...fact('Scheduling', node.spec.unschedulable ? 'cordoned' : 'allowed'),
      ...fact('Taints', node.spec.taints?.map(({ key, effect }) => `${key}:${effect}`).join(', ')),
      ...fact(
        'Said to be here',
        pods.map(pod => pod.metadata.name).join(', ') || 'no pods',
        pods.map(pod => ({ kind: 'Pod', name: pod.metadata.name, namespace: pod.metadata.namespace ?? 'default' })),
      ),
      ...fact(
        'Capacity',
        Object.entries(node.status.capacity ?? {})
          .map(([resource, amount]) => `${resource} ${amount}`)
          .join(', '),
      ),
      ...fact('uid', node.metadata.uid),
    ],
  }
}

function storyOf(node: Node): string {
  const ready = conditionOf(node, 'Ready')
  if (ready?.status === 'True') return 'It is Ready; it waits for nothing.'
  if (ready?.status === 'False') return `Its kubelet reports: ${ready.message ?? 'not ready'}`
  return 'Its kubelet has not been heard of for a while. Whether its pods still run, nobody can tell from here.'
}
