import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pod, StatefulSet } from '../../kinds'
import { statefulSetController } from '.'
import { claimTemplates, clusterWith, type TestCluster, templateWith } from './fixture'

/** The same plan, counted from scratch: the selector is what the census is remembered by. */
function planFromScratch(cluster: TestCluster) {
  const view = cluster.store.at()
  const set = cluster.set()
  const fresh = { ...set, spec: { ...set.spec, selector: { ...set.spec.selector } } }
  const get = (kind: string, name: string, namespace: string) =>
    kind === 'StatefulSet' ? fresh : view.get(kind, name, namespace)
  const other = { ...view, get, lookup: view.lookup.bind(view), list: view.list.bind(view) } as typeof view
  return statefulSetController.plan(other, 'default/web', cluster.loop.now)
}

const text = (plan: unknown) =>
  JSON.stringify(plan, (key, value) => (key === 'selector' || key === 'resourceVersion' ? undefined : value))

type Deed = readonly [kind: string, ordinal: number]

function happen(cluster: TestCluster, [kind, ordinal]: Deed): void {
  const name = `web-${ordinal}`
  const exists = cluster.pod(name) !== undefined
  if (kind === 'scale') cluster.changeSpec({ replicas: ordinal })
  else if (kind === 'image') cluster.changeSpec({ template: templateWith(`app:${ordinal}`) })
  else if (kind === 'policy')
    cluster.changeSpec({
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: ordinal % 2 ? 'Delete' : 'Retain' },
    })
  else if (kind === 'claim' && cluster.claim(`data-${name}`)) cluster.remove('PersistentVolumeClaim', `data-${name}`)
  else if (!exists) return
  else if (kind === 'ready') cluster.report('Running', true, name)
  else if (kind === 'unready') cluster.report('Running', false, name)
  else if (kind === 'failed') cluster.report('Failed', false, name)
  else if (kind === 'gone') cluster.gone(name)
  else if (kind === 'delete') cluster.delete('Pod', name)
  else if (kind === 'relabel')
    cluster.change<Pod>('Pod', name, ({ metadata }) => ({ metadata: { ...metadata, labels: { app: 'web' } } }))
  cluster.settle(3)
}

const kinds = [
  'scale',
  'image',
  'policy',
  'claim',
  'ready',
  'unready',
  'failed',
  'gone',
  'delete',
  'relabel',
  'ready',
  'ready',
  'gone',
]
const deeds = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 0, max: 5 })), { maxLength: 30 })
const policies = fc.constantFrom('OrderedReady' as const, 'Parallel' as const)

test('[SS-52] after any history the remembered census plans what one from scratch plans', () => {
  fc.assert(
    fc.property(policies, deeds, (podManagementPolicy, history) => {
      const cluster = clusterWith({ podManagementPolicy, volumeClaimTemplates: claimTemplates('data') })
      for (const deed of history) {
        happen(cluster, deed)
        const remembered = statefulSetController.plan(cluster.store.at(), 'default/web', cluster.loop.now)
        expect(text(remembered)).toBe(text(planFromScratch(cluster)))
      }
    }),
    { numRuns: 60 },
  )
})

test('[SS-51] after any history, once lost claims have been noticed, waking everybody writes nothing', () => {
  fc.assert(
    fc.property(policies, deeds, (podManagementPolicy, history) => {
      const cluster = clusterWith({ podManagementPolicy, volumeClaimTemplates: claimTemplates('data') })
      for (const deed of history) happen(cluster, deed)
      // A claim that the first makes for a Pending pod gets its owner with the second: a new claim wakes nobody.
      cluster.settle(3000).wakeAll().wakeAll()
      const { revision } = cluster.store
      expect(cluster.wakeAll().store.revision).toBe(revision)
    }),
    { numRuns: 60 },
  )
})

test('[SS-51] a plan at rest is empty', () => {
  const cluster = clusterWith({ volumeClaimTemplates: claimTemplates('data') }).converge()
  expect(statefulSetController.plan(cluster.store.at(), 'default/web', cluster.loop.now)).toEqual({ actions: [] })
})

test('[SS-52] a set made anew under the same name, sharing the selector, starts over', () => {
  const cluster = clusterWith({ replicas: 1 }).converge()
  const { metadata, spec } = cluster.set()
  cluster.remove('StatefulSet', 'web').remove('Pod', 'web-0').settle()
  const next = { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web', generation: 1 }, spec }
  cluster.place({ ...next, status: { replicas: 0, availableReplicas: 0 } }).settle()
  expect(cluster.get<StatefulSet>('StatefulSet', 'web')?.metadata.uid).not.toBe(metadata.uid)
  expect(cluster.names()).toEqual(['web-0'])
})
