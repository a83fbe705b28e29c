import { performance } from 'node:perf_hooks'
import { statefulSetController } from '../src/controllers/stateful-set'
import { claimTemplates, newSet, TestCluster } from '../src/controllers/stateful-set/fixture'
import type { KubernetesObject, Pod, StatefulSet } from '../src/kinds'

/**
 * Microseconds (median) of one sync of a StatefulSet (`plan` alone: no store, no API) with pods that are all Ready and a claim each: when nothing
 * changed, when one pod or one claim changed since, and when nothing is remembered. `npx tsx bench/stateful-set-sync.ts`
 */
function main(): void {
  measure(50)
  const rows = [100, 1_000, 10_000].map(measure)
  process.stdout.write(`${['pods', 'nothing', 'one pod', 'one claim', 'cold'].join('\t')}\n`)
  for (const row of rows)
    process.stdout.write(`${row.map(value => (value < 100 ? value.toFixed(1) : value.toFixed(0))).join('\t')}\n`)
}

function measure(pods: number): readonly number[] {
  const cluster = new TestCluster()
  cluster.place(
    newSet({ replicas: pods, podManagementPolicy: 'Parallel', volumeClaimTemplates: claimTemplates('data') }),
  )
  cluster.settle(3 * pods)
  cluster.ready(...cluster.names())
  const change = (kind: string, prefix: string) => (turn: number) =>
    void cluster.change<Pod>(kind, `${prefix}${(turn * 7919) % pods}`, ({ metadata }) => ({
      metadata: { ...metadata },
    }))
  const rename = () =>
    void cluster.change<StatefulSet>('StatefulSet', 'web', ({ spec }) => ({
      spec: { ...spec, selector: { ...spec.selector } },
    }))
  const turns = 2_000
  return [
    pods,
    medianMicroseconds(cluster, turns, () => {}),
    medianMicroseconds(cluster, turns, change('Pod', 'web-')),
    medianMicroseconds(cluster, turns, change('PersistentVolumeClaim', 'data-web-')),
    medianMicroseconds(cluster, 20, rename),
  ]
}

function medianMicroseconds(cluster: TestCluster, turns: number, before: (turn: number) => void): number {
  const spent: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    before(turn)
    const view = cluster.store.at()
    // The store sorts out its lists on the first read; that is the store's time.
    const warm: readonly KubernetesObject[] = view.lookup('Pod', 'owner', cluster.set().metadata.uid)
    if (warm.length === 0) throw new Error('no pods')
    const start = performance.now()
    statefulSetController.plan(view, 'default/web', cluster.loop.now)
    spent.push(performance.now() - start)
  }
  spent.sort((a, b) => a - b)
  return (spent[turns >> 1] ?? 0) * 1000
}

main()
