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
