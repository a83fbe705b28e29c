import { describe, expect, it } from 'vitest'
import { healthyWorld, sampleNode } from '../../../src/testing'
import { project } from './project'

/** What the API server of a real cluster shows of a healthy set: nothing of what is behind it. */
function believedWorld(replicas: number) {
  const world = healthyWorld(replicas)
  for (const kind of ['Machine', 'Link', 'Sandbox', 'Disk'] as const)
    for (const { metadata } of world.view.list(kind)) world.remove(kind, metadata.name)
  return world
}

describe('the projection of a real cluster', () => {
  it('draws nodes in the place of machines, with the pods that are said to be on them', () => {
    const { nodes, edges } = project(believedWorld(2).view)
    expect(nodes.get('machine:node-1')).toMatchObject({ type: 'machine', target: { kind: 'Node' }, word: 'Ready' })
    expect(nodes.get('sandbox:believed/1f3c-uid')).toMatchObject({
      target: { kind: 'Pod', name: 'kubia-1' },
      machine: 'node-2',
      ordinal: 1,
      word: 'Running',
      isAbsent: false,
      isForgotten: false,
    })
    expect(edges.get('belief:default/kubia-1')).toMatchObject({ target: 'sandbox:believed/1f3c-uid' })
    expect(edges.get('thread:default/data-kubia-1')).toMatchObject({
      source: 'sandbox:believed/1f3c-uid',
      target: 'claim:default/data-kubia-1',
      look: 'mount',
    })
  })

  it('says of a silent node no more than the API server does', () => {
    const { nodes } = project(believedWorld(2).put(sampleNode('node-2', 'Unknown')).view)
    expect(nodes.get('machine:node-2')).toMatchObject({ word: 'NotReady', reality: '' })
    expect(nodes.get('sandbox:believed/1f3c-uid')).toMatchObject({ word: 'Running', isForgotten: false })
  })

  it('keeps the thread of a pod that is gone at the place that the set keeps for it', () => {
    const world = believedWorld(2).remove('Pod', 'kubia-1', 'default')
    expect(project(world.view).edges.get('thread:default/data-kubia-1')).toMatchObject({
      source: 'slot:default/kubia-1',
      look: 'kept',
    })
  })
})
