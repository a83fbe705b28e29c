import type { Disk, KubernetesObject, Pod, Sandbox } from '../../src/kinds'
// Not through the index of src/testing: that brings the conformance player, which needs Node.
import { type SampleWorld, sampleSandbox } from '../../src/testing/sample-world'

/** What one frame of the benchmark does to the world: changes of state only, or also one pod that goes to another machine. */
export type Mix = 'states' | 'moves'

/** Makes `count` changes in one commit; `turn` decides to which objects, so that all get their share. */
export function makeChanges(world: SampleWorld, pods: number, count: number, turn: number, mix: Mix): void {
  const { view } = world
  const changed = new Map<string, KubernetesObject>()
  const put = (object: KubernetesObject | undefined) => {
    if (object) changed.set(`${object.kind}/${object.metadata.name}`, object)
  }
  const left = mix === 'moves' ? count - move(world, turn % pods, turn) : count
  for (let i = 0; changed.size < left; i++) {
    const ordinal = (turn * 7 + i * 31) % pods
    if (i % 4 === 3) put(written(view.get('Disk', `disk-${ordinal}`), turn))
    else if (i % 4 === 2) put(toggledSandbox(view.lookup('Sandbox', 'pod', `default/kubia-${ordinal}`)[0]))
    else put(toggledPod(view.get('Pod', `kubia-${ordinal}`, 'default')))
  }
  world.put(...changed.values())
}

/** Moves a pod to another machine: three changes. */
function move(world: SampleWorld, ordinal: number, turn: number): number {
  const pod = world.view.get('Pod', `kubia-${ordinal}`, 'default')
  const old = world.view.lookup('Sandbox', 'pod', `default/kubia-${ordinal}`)[0]
  if (!pod || !old) return 0
  const machines = world.view.list('Machine').length
  const node = `node-${((ordinal + turn) % machines) + 1}`
  const moved = {
    ...pod,
    metadata: { ...pod.metadata, uid: `${turn}-${ordinal}` },
    spec: { ...pod.spec, nodeName: node },
  }
  world.remove('Sandbox', old.metadata.name)
  world.put(moved, sampleSandbox(moved, node))
  return 3
}

function toggledPod(pod: Pod | undefined): Pod | undefined {
  if (!pod) return undefined
  const isReady = pod.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True')
  return { ...pod, status: { ...pod.status, conditions: [{ type: 'Ready', status: isReady ? 'False' : 'True' }] } }
}

function toggledSandbox(sandbox: Sandbox | undefined): Sandbox | undefined {
  if (!sandbox) return undefined
  const containers = sandbox.status.containers.map(container => ({ ...container, ready: !container.ready }))
  return { ...sandbox, status: { ...sandbox.status, containers } }
}

function written(disk: Disk | undefined, turn: number): Disk | undefined {
  if (!disk) return undefined
  const files = disk.status.files.map(file => ({ ...file, content: `Hey there, ${turn}!` }))
  return { ...disk, status: { ...disk.status, files } }
}
