import { describe, expect, it } from 'vitest'
import { type KubernetesObject, timestamp } from '../../../src/kinds'
import { VersionedStore } from '../../../src/store'
import { describe as describeObject } from './describe'

const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'kubia', uid: 'set', controller: true }

function object(
  kind: string,
  name: string,
  namespace: string | undefined,
  rest: object,
  metadata: object = {},
): KubernetesObject {
  const meta = {
    name,
    ...(namespace && { namespace }),
    uid: `${kind}-${name}`,
    resourceVersion: '1',
    creationTimestamp: timestamp(0),
    ...metadata,
  }
  return { apiVersion: 'v1', kind, metadata: meta, ...rest }
}
const node = (status: string) =>
  object('Node', 'node-1', undefined, { spec: {}, status: { conditions: [{ type: 'Ready', status }] } })
const pod = (name: string, ready: string, spec: object = { nodeName: 'node-1' }, metadata: object = {}) =>
  object(
    'Pod',
    name,
    'default',
    {
      spec: { containers: [], terminationGracePeriodSeconds: 30, ...spec },
      status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
    },
    { ownerReferences: [owner], ...metadata },
  )
const set = (replicas: number) =>
  object(
    'StatefulSet',
    'kubia',
    'default',
    {
      spec: {
        replicas,
        serviceName: '',
        podManagementPolicy: 'OrderedReady',
        updateStrategy: { type: 'RollingUpdate' },
        persistentVolumeClaimRetentionPolicy: {},
      },
      status: { replicas: 1, readyReplicas: 0 },
    },
    { uid: 'set' },
  )

function storyOf(about: KubernetesObject, ...others: readonly KubernetesObject[]): string {
  const store = new VersionedStore({ clock: () => 0 })
  store.commit({ actor: 'test', verb: 'put' }, tx => {
    for (const each of [about, ...others]) tx.put(each)
  })
  return describeObject(store.at(), about).story.join(' ')
}

describe('what the inspector tells', () => {
  it('of a pod that runs: that it waits for nothing', () => {
    expect(storyOf(pod('kubia-0', 'True'), node('True'))).toContain('waits for nothing')
  })

  it('of a pod that terminates on a silent machine: why it stays, and the ways out', () => {
    const story = storyOf(
      pod('kubia-0', 'True', { nodeName: 'node-1' }, { deletionTimestamp: timestamp(0) }),
      node('Unknown'),
    )
    expect(story).toContain('node-1 is silent')
    expect(story).toContain('force-delete')
  })

  it('of a pod on a silent machine: that nobody knows whether it still runs', () => {
    expect(storyOf(pod('kubia-0', 'True'), node('Unknown'))).toContain('nobody knows')
  })

  it('of a pod without a machine: the claim it waits for', () => {
    const spec = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-kubia-0' } }] }
    expect(storyOf(pod('kubia-0', 'False', spec))).toContain('claim data-kubia-0 does not exist')
  })

  it('of a set: the first pod that holds up the others', () => {
    expect(storyOf(set(3), pod('kubia-0', 'False'))).toBe(
      'kubia-0 is not Ready yet. Until it is Ready, the 2 after it must wait.',
    )
  })

  it('of a set that shrinks: which pod goes first', () => {
    expect(storyOf(set(0), pod('kubia-0', 'True'), pod('kubia-1', 'True'))).toContain('kubia-1 goes first')
  })

  it('of a released volume: who must do what before it is used again', () => {
    const volume = object('PersistentVolume', 'pv-a', undefined, {
      spec: {
        capacity: {},
        accessModes: [],
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { name: 'data-kubia-0' },
      },
      status: { phase: 'Released' },
    })
    expect(storyOf(volume)).toContain('clears the reference')
  })
})

describe('a disruption budget', () => {
  const budget = (disruptionsAllowed: number) =>
    object('PodDisruptionBudget', 'web', 'default', {
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
      status: { disruptionsAllowed, currentHealthy: 1, desiredHealthy: 1, expectedPods: 2 },
    })
  const guarded = {
    ...set(2),
    spec: { ...(set(2) as unknown as { spec: object }).spec, template: { metadata: { labels: { app: 'web' } } } },
  }

  it('shows on the set that it guards', () => {
    const store = new VersionedStore({ clock: () => 0 })
    store.commit({ actor: 'test', verb: 'put' }, tx => tx.put(budget(0)))
    const found = describeObject(store.at(), guarded as KubernetesObject).facts.find(({ label }) => label === 'Budget')
    expect(found?.value).toBe('web: none may be evicted now, 1 healthy of 1 needed')
    expect(found?.references).toEqual([{ kind: 'PodDisruptionBudget', name: 'web', namespace: 'default' }])
  })

  it('says what it allows, and that only evictions ask it', () => {
    expect(storyOf(budget(1))).toContain('Only evictions ask it')
    const store = new VersionedStore({ clock: () => 0 })
    expect(describeObject(store.at(), budget(1)).word).toBe('Allows evictions')
  })
})
