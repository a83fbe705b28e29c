import { describe, expect, it } from 'vitest'
import { type KubernetesObject, type Pod, timestamp } from '../../../src/kinds'
import {
  healthyWorld,
  SampleWorld,
  sampleMachines,
  sampleNode,
  samplePod,
  sampleSandbox,
  sampleSet,
  sampleStorage,
  sampleTime,
} from '../../../src/testing'
import { project, projectionMemory } from './project'
import { threadWords } from './thread-words'
import type { GraphNode } from './types'

const node = <T extends GraphNode['type']>(world: SampleWorld, id: string, type: T) => {
  const found = project(world.view).nodes.get(id)
  expect(found?.type, id).toBe(type)
  return found as Extract<GraphNode, { type: T }>
}
const edge = (world: SampleWorld, id: string) => project(world.view).edges.get(id)
const terminating = { deletionTimestamp: timestamp(sampleTime), deletionGracePeriodSeconds: 30 }

function cutOff(world: SampleWorld, name: string): SampleWorld {
  const link = world.view.get('Link', name)
  if (link) world.put({ ...link, spec: { ...link.spec, state: 'Cut' } } as KubernetesObject)
  return world.put(sampleNode(name, 'Unknown'))
}

describe('the projection of a world', () => {
  it('draws a healthy set as slots, processes, claims and volumes of one ordinal each', () => {
    const world = healthyWorld(3)
    expect(node(world, 'set:default/kubia', 'set').slots).toEqual([
      'slot:default/kubia-0',
      'slot:default/kubia-1',
      'slot:default/kubia-2',
    ])
    expect(node(world, 'slot:default/kubia-1', 'slot')).toMatchObject({
      word: 'Running',
      detail: 'on node-2',
      tone: 'good',
      ordinal: 1,
    })
    expect(node(world, 'sandbox:kubia-1.1f3c-uid', 'sandbox')).toMatchObject({
      word: 'Up',
      machine: 'node-2',
      ordinal: 1,
      isForgotten: false,
    })
    expect(node(world, 'claim:default/data-kubia-1', 'claim')).toMatchObject({
      word: 'Bound',
      ordinal: 1,
      volume: 'volume:pv-b',
    })
    expect(node(world, 'volume:pv-b', 'volume')).toMatchObject({
      ordinal: 1,
      files: [{ content: 'Hey there!', writer: '1f3c' }],
    })
  })

  it('ties belief, reality and bytes together with threads', () => {
    const world = healthyWorld(2)
    expect(edge(world, 'belief:default/kubia-1')).toMatchObject({
      source: 'slot:default/kubia-1',
      target: 'sandbox:kubia-1.1f3c-uid',
      look: 'belief',
    })
    expect(edge(world, 'thread:default/data-kubia-1')).toMatchObject({
      source: 'sandbox:kubia-1.1f3c-uid',
      look: 'mount',
    })
    expect(edge(world, 'bound:claim:default/data-kubia-1')).toMatchObject({ target: 'volume:pv-b' })
  })

  it('says in words what each thread means', () => {
    const world = healthyWorld(2)
    const said = ({ nodes, edges } = project(world.view)) => [...edges.values()].map(edge => threadWords(edge, nodes))
    expect(said()).toEqual(
      expect.arrayContaining([
        'kubia-1 is believed to be on node-2',
        'kubia-1 on node-2 has data-kubia-1 mounted',
        'data-kubia-1 is bound to pv-b',
      ]),
    )
    const pod = samplePod(1, 'node-2', '1f3c-uid')
    world.remove('Pod', 'kubia-1', 'default')
    expect(said()).toContain('kubia-1 on node-2, forgotten, still has data-kubia-1 mounted')
    world.remove('Sandbox', sampleSandbox(pod, 'node-2').metadata.name)
    expect(said()).toContain('data-kubia-1 is kept for kubia-1')
  })

  it('keeps the very same nodes and edges for unchanged objects', () => {
    const world = healthyWorld(3)
    const memory = projectionMemory()
    const before = project(world.view, memory)
    const pod = world.view.get('Pod', 'kubia-1', 'default') as Pod
    world.put({ ...pod, metadata: { ...pod.metadata, ...terminating } })
    const after = project(world.view, memory)
    const changed = [...after.nodes.values()]
      .filter(value => before.nodes.get(value.id) !== value)
      .map(value => value.id)
    expect(changed).toEqual(['slot:default/kubia-1'])
    for (const [id, value] of after.edges) expect(before.edges.get(id)).toBe(value)
  })

  it('projects with a memory exactly what it projects without', () => {
    const world = healthyWorld(3)
    const memory = projectionMemory()
    project(world.view, memory)
    world
      .remove('Sandbox', 'kubia-1.1f3c-uid')
      .remove('Pod', 'kubia-2', 'default')
      .put(...sampleStorage(4))
    expect(project(world.view, memory)).toEqual(project(world.view))
  })

  it('keeps a place for an ordinal that is not there, and says what it waits for', () => {
    const world = new SampleWorld().put(...sampleMachines(), ...sampleSet(3), samplePod(0, undefined, 'u0'))
    expect(node(world, 'slot:default/kubia-0', 'slot')).toMatchObject({ word: 'Pending', exists: true })
    expect(node(world, 'slot:default/kubia-2', 'slot')).toMatchObject({
      word: 'Not created yet',
      detail: 'waits for kubia-0',
      exists: false,
    })
  })

  it('leads a claim without a pod to the slot it is kept for', () => {
    const world = healthyWorld(2).remove('Pod', 'kubia-1', 'default').remove('Sandbox', 'kubia-1.1f3c-uid')
    expect(edge(world, 'thread:default/data-kubia-1')).toMatchObject({ source: 'slot:default/kubia-1', look: 'kept' })
  })

  it('has no thread for a claim whose slot is gone, but keeps the claim', () => {
    const world = healthyWorld(1).put(...sampleStorage(4))
    expect(edge(world, 'thread:default/data-kubia-4')).toBeUndefined()
    expect(node(world, 'claim:default/data-kubia-4', 'claim')).toMatchObject({ word: 'Bound', ordinal: 4 })
  })

  it('cries out when two processes have one identity, and when both have the disk', () => {
    const world = cutOff(healthyWorld(2), 'node-2')
    const replacement = samplePod(1, 'node-3', 'c4d9-uid')
    world.put(replacement, sampleSandbox(replacement, 'node-3'))
    const forgotten = node(world, 'sandbox:kubia-1.1f3c-uid', 'sandbox')
    expect(forgotten).toMatchObject({
      isForgotten: true,
      tone: 'bad',
      alarm: 'Another kubia-1 (uid c4d9) runs on node-3.',
    })
    expect(node(world, 'sandbox:kubia-1.c4d9-uid', 'sandbox').alarm).toBe('')
    expect(node(world, 'volume:pv-b', 'volume').alarm).toContain('1f3c, c4d9')
    expect(edge(world, 'forgotten:kubia-1.1f3c-uid/data-kubia-1')).toMatchObject({ look: 'forgotten' })
    expect(edge(world, 'thread:default/data-kubia-1')).toMatchObject({
      source: 'sandbox:kubia-1.c4d9-uid',
      look: 'mount',
    })
  })

  it('raises no alarm for a forgotten pod that is alone', () => {
    const world = healthyWorld(2).remove('Pod', 'kubia-1', 'default')
    expect(node(world, 'sandbox:kubia-1.1f3c-uid', 'sandbox')).toMatchObject({ isForgotten: true, alarm: '' })
  })

  it('shows the empty place on a machine that is off while the API still believes in the pod', () => {
    const world = healthyWorld(2).remove('Sandbox', 'kubia-1.1f3c-uid')
    const machine = world.view.get('Machine', 'node-2')
    if (machine) world.put({ ...machine, spec: { ...machine.spec, power: 'Off' } } as KubernetesObject)
    expect(node(world, 'sandbox:absent/1f3c-uid', 'sandbox')).toMatchObject({
      isAbsent: true,
      word: 'Believed here',
      detail: 'nothing runs: the machine is off',
    })
    expect(edge(world, 'belief:default/kubia-1')).toMatchObject({ target: 'sandbox:absent/1f3c-uid' })
  })

  it('tells what the API says about a machine from what is really wrong with it', () => {
    const world = cutOff(healthyWorld(1), 'node-2')
    expect(node(world, 'machine:node-2', 'machine')).toMatchObject({
      word: 'NotReady',
      tone: 'bad',
      reality: 'network cut',
      isConnected: false,
    })
    expect(node(world, 'machine:node-1', 'machine')).toMatchObject({ word: 'Ready', reality: '' })
    world.remove('Node', 'node-3')
    expect(node(world, 'machine:node-3', 'machine').word).toBe('No Node object')
  })

  it('uses the words of kubectl for pods', () => {
    const running = samplePod(0, 'node-1', 'u')
    const [status] = running.status.containerStatuses ?? []
    const withState = (state: object): Pod => ({
      ...running,
      status: { ...running.status, containerStatuses: status ? [{ ...status, state }] : [] },
    })
    const wordOf = (pod: Pod) => node(new SampleWorld().put(...sampleSet(1), pod), 'slot:default/kubia-0', 'slot').word
    expect(wordOf(withState({ waiting: { reason: 'CrashLoopBackOff' } }))).toBe('CrashLoopBackOff')
    expect(wordOf(withState({ waiting: { reason: 'ContainerCreating' } }))).toBe('ContainerCreating')
    expect(wordOf(withState({ terminated: { exitCode: 1, reason: 'Error' } }))).toBe('Error')
    expect(wordOf({ ...running, metadata: { ...running.metadata, ...terminating } })).toBe('Terminating')
    expect(
      wordOf({ ...running, status: { ...running.status, conditions: [{ type: 'Ready', status: 'False' }] } }),
    ).toBe('Running, not Ready')
  })

  it('gathers pods that have no set, and lists no more addresses than fit', () => {
    const loose = {
      ...samplePod(0, 'node-1', 'u'),
      metadata: { ...samplePod(0, 'node-1', 'u').metadata, name: 'web', ownerReferences: [] },
    }
    const world = new SampleWorld().put(...sampleMachines(), loose)
    expect(node(world, 'set:', 'set').slots).toEqual(['slot:default/web'])
    expect(node(world, 'slot:default/web', 'slot').ordinal).toBeUndefined()
  })
})

describe('pods without an identity', () => {
  const controller = (kind: string, name: string, uid: string) => ({
    apiVersion: 'apps/v1',
    kind,
    name,
    uid,
    controller: true,
    blockOwnerDeletion: true,
  })
  const template = { spec: { containers: [] } }
  const replicaSet = (name: string, replicas: number, owner?: object) => ({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: name,
      resourceVersion: '1',
      creationTimestamp: timestamp(sampleTime),
      ...(owner && { ownerReferences: [owner] }),
    },
    spec: { replicas, selector: {}, template },
    status: { replicas, readyReplicas: replicas },
  })
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'pets',
      namespace: 'default',
      uid: 'pets',
      resourceVersion: '1',
      creationTimestamp: timestamp(sampleTime),
      annotations: { 'deployment.kubernetes.io/revision': '2' },
    },
    spec: { replicas: 2, selector: {}, template, strategy: { type: 'RollingUpdate' } },
    status: { replicas: 3, readyReplicas: 3, updatedReplicas: 1 },
  }
  const put = (world: SampleWorld, ...objects: readonly unknown[]) => {
    for (const object of objects) world.put(object as KubernetesObject)
    return world
  }
  const podOf = (set: string, suffix: string) => {
    const pod = samplePod(0, 'node-1', suffix)
    const ownerReferences = [controller('ReplicaSet', set, set)]
    return { ...pod, metadata: { ...pod.metadata, name: `${set}-${suffix}`, ownerReferences } }
  }

  it('draws a Deployment around the pods of all its ReplicaSets', () => {
    const owner = controller('Deployment', 'pets', 'pets')
    const world = put(new SampleWorld(), deployment, replicaSet('pets-5f', 2, owner), replicaSet('pets-79', 1, owner))
    put(world, podOf('pets-5f', 'bcdfg'), podOf('pets-5f', 'hjklm'), podOf('pets-79', 'npqrs'))
    expect(node(world, 'set:Deployment/default/pets', 'set')).toMatchObject({
      workload: 'Deployment',
      detail: '3 of 2 Ready · RollingUpdate · updating: 1 new, 2 old · 2 ReplicaSets',
      tone: 'busy',
      slots: ['slot:default/pets-5f-bcdfg', 'slot:default/pets-5f-hjklm', 'slot:default/pets-79-npqrs'],
    })
    expect(project(world.view).nodes.has('set:ReplicaSet/default/pets-5f')).toBe(false)
    expect(node(world, 'slot:default/pets-79-npqrs', 'slot').ordinal).toBeUndefined()
  })

  it('draws a ReplicaSet of nobody around its own, and no place for a pod that is missing', () => {
    const world = put(new SampleWorld(), replicaSet('alone', 3), podOf('alone', 'bcdfg'))
    expect(node(world, 'set:ReplicaSet/default/alone', 'set').slots).toEqual(['slot:default/alone-bcdfg'])
  })
})
