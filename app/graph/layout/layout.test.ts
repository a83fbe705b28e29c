import { describe, expect, it } from 'vitest'
import {
  healthyWorld,
  type SampleWorld,
  samplePod,
  sampleSandbox,
  sampleSet,
  sampleStorage,
} from '../../../src/testing'
import { project } from '../model'
import { layOut, topologyOf } from './layout'
import type { Room } from './sizes'
import type { Box, Layout } from './types'

const lay = (world: SampleWorld, previous?: Layout) => layOut(project(world.view), 'wide', previous)
const moved = (before: Layout, after: Layout) =>
  [...before.boxes]
    .filter(([id, box]) => after.boxes.has(id) && !same(box, after.boxes.get(id) as Box))
    .map(([id]) => id)
const same = (a: Box, b: Box) => a.x === b.x && a.y === b.y
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height

describe('the layout', () => {
  it('is the same for the same graph', () => {
    expect(lay(healthyWorld(5))).toEqual(lay(healthyWorld(5)))
  })

  it('stands slot, claim and volume of an ordinal in one column', () => {
    const { boxes } = lay(healthyWorld(3))
    for (const ordinal of [0, 1, 2]) {
      const x = boxes.get(`slot:default/kubia-${ordinal}`)?.x
      expect(boxes.get(`claim:default/data-kubia-${ordinal}`)?.x).toBe(x)
      expect(boxes.get(`volume:pv-${'abc'[ordinal]}`)?.x).toBe(x)
    }
  })

  it('puts every pod inside its machine and every slot inside its set', () => {
    const graph = project(healthyWorld(30, 5).view)
    const { boxes } = layOut(graph, 'wide')
    const inside = (inner: Box, outer: Box) =>
      inner.x >= outer.x &&
      inner.y >= outer.y &&
      inner.x + inner.width <= outer.x + outer.width &&
      inner.y + inner.height <= outer.y + outer.height
    for (const node of graph.nodes.values()) {
      if (node.type === 'sandbox')
        expect(inside(boxes.get(node.id) as Box, boxes.get(`machine:${node.machine}`) as Box), node.id).toBe(true)
      if (node.type === 'set')
        for (const slot of node.slots)
          expect(inside(boxes.get(slot) as Box, boxes.get(node.id) as Box), slot).toBe(true)
    }
  })

  it('takes less height in a low room, so that all of it can be shown larger', () => {
    const graph = project(healthyWorld(3, 3).view)
    const bottomIn = (room: Room) => {
      const { storage } = layOut(graph, room).storeys
      return storage.y + storage.height
    }
    expect(bottomIn('wide low')).toBeLessThan(0.9 * bottomIn('wide'))
    expect(bottomIn('narrow low')).toBeLessThan(0.9 * bottomIn('narrow'))
    expect(bottomIn('phone low')).toBeLessThan(0.9 * bottomIn('phone'))
  })

  it.each([
    ['wide', 3, 3],
    ['narrow', 12, 4],
    ['phone', 5, 3],
    ['narrow low', 5, 3],
    ['phone low', 5, 3],
    ['wide low', 48, 7],
    ['wide', 48, 7],
    ['wide', 160, 12],
  ] as const)('lets nothing overlap in a %s room with %i pods on %i machines', (room, pods, machines) => {
    const graph = project(healthyWorld(pods, machines).view)
    const { boxes } = layOut(graph, room)
    const cards = [...graph.nodes.values()].filter(node => node.type !== 'set' && node.type !== 'machine')
    const overlapping: string[] = []
    for (const a of cards) {
      for (const b of cards) {
        if (a.id < b.id && overlap(boxes.get(a.id) as Box, boxes.get(b.id) as Box))
          overlapping.push(`${a.id} over ${b.id}`)
      }
    }
    expect(overlapping).toEqual([])
  })

  it('moves nothing when a pod goes', () => {
    const world = healthyWorld(5)
    const before = lay(world)
    world.remove('Sandbox', 'kubia-0.0f3c-uid').remove('Pod', 'kubia-0', 'default')
    expect(moved(before, lay(world, before))).toEqual([])
  })

  it('moves nothing when a pod comes back elsewhere, and gives it a free row there', () => {
    const world = healthyWorld(3)
    const before = lay(world)
    const pod = samplePod(0, 'node-2', 'new-uid')
    world.remove('Sandbox', 'kubia-0.0f3c-uid').put(pod, sampleSandbox(pod, 'node-2'))
    const after = lay(world, before)
    expect(moved(before, after)).toEqual([])
    expect(after.boxes.get('sandbox:kubia-0.new-uid')?.x).toBe(before.boxes.get('sandbox:kubia-1.1f3c-uid')?.x)
  })

  it('moves nothing when a set grows to the right, or a volume is added or removed', () => {
    const world = healthyWorld(3)
    const before = lay(world)
    world.put(...sampleSet(4), ...sampleStorage(3))
    const grown = lay(world, before)
    expect(moved(before, grown)).toEqual([])
    world.remove('PersistentVolume', 'pv-a')
    expect(moved(grown, lay(world, grown))).toEqual([])
  })

  it('keeps the other machines where they are when one goes', () => {
    const world = healthyWorld(2, 4)
    const before = lay(world)
    world.remove('Machine', 'node-2')
    expect(moved(before, lay(world, before))).toEqual([])
  })

  it('gives every thread a path of the same commands, so that it can glide', () => {
    const world = healthyWorld(3)
    const before = lay(world)
    world.remove('Sandbox', 'kubia-0.0f3c-uid')
    const after = lay(world, before)
    const commands = (path: string | undefined) => path?.replace(/[^A-Z]/g, '')
    for (const path of [...before.paths.values(), ...after.paths.values()]) expect(commands(path)).toBe('MCLLC')
    expect(after.paths.get('thread:default/data-kubia-0')).not.toBe(before.paths.get('thread:default/data-kubia-0'))
    for (const path of after.paths.values()) expect(path).not.toMatch(/NaN|undefined/)
  })

  it('sorts machines by number, not by letter', () => {
    const { boxes } = lay(healthyWorld(1, 11))
    const first = boxes.get('machine:node-2') as Box
    expect(boxes.get('machine:node-10')?.y).toBeGreaterThan(first.y)
  })
})

describe('pods without an identity', () => {
  it('keep their places when one goes, and another takes the free one', () => {
    const world = healthyWorld(0)
    const bare = (name: string) => {
      const { metadata, ...rest } = samplePod(0, 'node-1', name)
      const { ownerReferences: _, ...others } = metadata
      world.put({ ...rest, metadata: { ...others, name } })
    }
    for (const name of ['a', 'b', 'c']) bare(name)
    const before = lay(world)
    world.remove('Pod', 'a', 'default')
    bare('z')
    const after = lay(world, before)
    expect(moved(before, after)).toEqual([])
    expect(after.boxes.get('slot:default/z')).toEqual(before.boxes.get('slot:default/a'))
  })
})

describe('the topology of a graph', () => {
  it('stays the same while only states change', () => {
    const world = healthyWorld(2)
    const before = topologyOf(project(world.view))
    const pod = samplePod(0, 'node-1', '0f3c-uid', {
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'False' }] },
    })
    world.put(pod)
    expect(topologyOf(project(world.view))).toBe(before)
    world.remove('Sandbox', 'kubia-0.0f3c-uid')
    expect(topologyOf(project(world.view))).not.toBe(before)
  })
})
