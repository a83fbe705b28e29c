import { isTerminating } from '../src/kinds'
import type { View } from '../src/store'
import { type Cost, costOf, readyPods, runUntil, type Start, send, setOf, setsPath, startSet, worldOf } from './set'
import type { Line } from './table'

/** Large worlds: many pods, many nodes, many sets, and what happens to them. Each is run once. */
export function benchScale(): Line[] {
  return [...benchNodes(), ...benchManyPods(), ...benchRollingUpdate(), ...benchManySets(), ...benchDeadNodes()]
}

/** The same set on few nodes and on many. */
function benchNodes(): Line[] {
  return [10, 100, 1000].flatMap(machines => {
    const cost = startSet({ replicas: 1000, policy: 'Parallel', hasClaims: true, machines })
    return linesOf(`1000 pods with claims, Parallel, on ${machines} nodes`, cost)
  })
}

/** Ten thousand pods on a thousand nodes. The aim for those with claims, Parallel, is 2 s. */
function benchManyPods(): Line[] {
  const starts: readonly Start[] = [
    { replicas: 10_000, policy: 'Parallel', hasClaims: false, machines: 1000 },
    { replicas: 10_000, policy: 'Parallel', hasClaims: true, machines: 1000 },
    { replicas: 10_000, policy: 'OrderedReady', hasClaims: false, machines: 1000 },
    { replicas: 10_000, policy: 'OrderedReady', hasClaims: true, machines: 1000 },
  ]
  return starts.flatMap(start => {
    const world = worldOf(start.machines ?? 0)
    const cost = startSet(start, world)
    const name = `10000 pods${start.hasClaims ? ' with claims' : ''}, ${start.policy}, on 1000 nodes`
    const heap = { name: '  heap, every version kept', value: heapMegabytes(), unit: 'MB' }
    // Whoever reads the world here keeps it from being collected before it is weighed.
    return world.store.revision > 0 ? [...linesOf(name, cost), heap] : []
  })
}

function benchRollingUpdate(): Line[] {
  const replicas = 1000
  const world = worldOf(12)
  startSet({ replicas, policy: 'Parallel', hasClaims: true }, world)
  const cost = costOf(world, () => {
    const template = { metadata: { annotations: { version: '2' } } }
    const rollingUpdate = { maxUnavailable: '10%' }
    send(world, 'PATCH', `${setsPath}/web`, { spec: { template, updateStrategy: { rollingUpdate } } })
    runUntil(world, () => hasRolled(world.store.at(), replicas))
  })
  return linesOf('rolling update of 1000 pods, 10% at a time', cost)
}

function hasRolled(view: View, replicas: number): boolean {
  const { metadata, status } = view.get('StatefulSet', 'web', 'default') ?? {}
  return (
    status?.observedGeneration === metadata?.generation &&
    status?.updatedReplicas === replicas &&
    status.readyReplicas === replicas &&
    status.currentRevision === status.updateRevision
  )
}

function benchManySets(): Line[] {
  const world = worldOf(12)
  const names = Array.from({ length: 100 }, (_, i) => `set-${i}`)
  const cost = costOf(world, () => {
    for (const name of names)
      send(world, 'POST', setsPath, setOf(name, { replicas: 10, policy: 'OrderedReady', hasClaims: true }))
    runUntil(world, () => names.every(name => readyPods(world, name) === 10))
  })
  return linesOf('100 sets of 10 pods with claims, OrderedReady', cost)
}

/** A tenth of the machines loses power, until every pod on them is marked Terminating. */
function benchDeadNodes(): Line[] {
  const world = worldOf(1000)
  startSet({ replicas: 1000, policy: 'Parallel', hasClaims: false }, world)
  const dead = Array.from({ length: 100 }, (_, i) => `node-${i + 1}`)
  const cost = costOf(world, () => {
    for (const name of dead) send(world, 'PATCH', `/apis/lab.sim/v1/machines/${name}`, { spec: { power: 'Off' } })
    runUntil(world, () => dead.every(name => isGivenUp(world.store.at(), name)))
  })
  return linesOf('death of 100 of 1000 nodes, until their pods are Terminating', cost)
}

function isGivenUp(view: View, node: string): boolean {
  return view.lookup('Pod', 'node', node).every(isTerminating)
}

function linesOf(name: string, { wallMs, cpuMs, commits }: Cost): Line[] {
  return [
    { name, value: Math.round(wallMs), unit: 'ms' },
    { name: '  CPU time', value: Math.round(cpuMs), unit: 'ms' },
    { name: '  commits', value: commits, unit: '' },
  ]
}

function heapMegabytes(): number {
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20)
}
