import { describe, expect, it } from 'vitest'
import { type KubernetesObject, timestamp } from '../../src/kinds'
import { VersionedStore } from '../../src/store'
import { commandForKey, commands, commandsFor } from './table'

const store = new VersionedStore({ clock: () => 0 })
const object = (kind: string, name: string, rest: object, namespace?: string) =>
  ({
    apiVersion: 'v1',
    kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      uid: name,
      resourceVersion: '1',
      creationTimestamp: timestamp(0),
    },
    ...rest,
  }) as KubernetesObject
store.commit({ actor: 'test', verb: 'put' }, tx => {
  tx.put(object('StatefulSet', 'kubia', { spec: { replicas: 2 } }, 'default'))
  tx.put(object('StatefulSet', 'none', { spec: { replicas: 0 } }, 'other'))
  tx.put(
    object('Pod', 'kubia-0', { spec: { nodeName: 'node-2', containers: [] }, status: { phase: 'Running' } }, 'default'),
  )
  tx.put(object('Node', 'node-1', { spec: {} }))
  tx.put(object('Node', 'node-2', { spec: { unschedulable: true } }))
  tx.put(object('Machine', 'node-1', { spec: { power: 'On', kubelet: 'Running' } }))
  tx.put(object('Machine', 'node-2', { spec: { power: 'Off', kubelet: 'Stopped' } }))
  tx.put(object('Link', 'node-1', { spec: { state: 'Up' } }))
  tx.put(object('Link', 'node-2', { spec: { state: 'Cut' } }))
  tx.put(object('PersistentVolume', 'pv-a', { spec: {}, status: { phase: 'Released' } }))
})
const view = store.at()
const set = { kind: 'StatefulSet', name: 'kubia', namespace: 'default' }
const pod = { kind: 'Pod', name: 'kubia-0', namespace: 'default' }
const machine = (name: string) => ({ kind: 'Machine', name })

describe('commands', () => {
  it('scale by one, as kubectl does it', () => {
    expect(commands.scaleUp.kubectl(view, set)).toBe('kubectl scale statefulset kubia --replicas=3')
    expect(commands.scaleDown.requests(view, set)).toEqual([
      {
        method: 'PATCH',
        path: '/apis/apps/v1/namespaces/default/statefulsets/kubia/scale',
        contentType: 'application/merge-patch+json',
        body: { spec: { replicas: 1 } },
      },
    ])
  })

  it('do not scale below nothing, and name the namespace where it is not the default', () => {
    const none = { kind: 'StatefulSet', name: 'none', namespace: 'other' }
    expect(commands.scaleDown.isEnabled(view, none)).toBe(false)
    expect(commands.scaleUp.kubectl(view, none)).toBe('kubectl scale statefulset none -n other --replicas=1')
  })

  it('delete, evict and force-delete a pod, each with its own request', () => {
    expect(commands.deleteObject.kubectl(view, pod)).toBe('kubectl delete pod kubia-0')
    expect(commands.forceDelete.kubectl(view, pod)).toBe('kubectl delete pod kubia-0 --force --grace-period=0')
    expect(commands.forceDelete.requests(view, pod)[0]?.body).toMatchObject({ gracePeriodSeconds: 0 })
    expect(commands.evict.requests(view, pod)[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/namespaces/default/pods/kubia-0/eviction',
    })
  })

  it('warn before a force delete that a machine may still run the pod', () => {
    expect(commands.forceDelete.consequence?.(view, pod)).toContain('nobody asks node-2, which may still run it')
  })

  it('turn a switch to where it is not', () => {
    const { power, network, kubelet, cordon } = commands
    expect([power, network, kubelet, cordon].map(command => command.label(view, machine('node-1')))).toEqual([
      'Power off',
      'Cut network',
      'Stop kubelet',
      'Cordon',
    ])
    expect([power, network, kubelet, cordon].map(command => command.label(view, machine('node-2')))).toEqual([
      'Power on',
      'Restore network',
      'Start kubelet',
      'Uncordon',
    ])
    expect(power.requests(view, machine('node-2'))[0]).toMatchObject({
      path: '/apis/lab.sim/v1/machines/node-2',
      body: { spec: { power: 'On' } },
    })
    expect(network.kubectl(view, machine('node-1'))).toBe(
      `kubectl patch link node-1 --type=merge -p '{"spec":{"state":"Cut"}}'`,
    )
    expect(cordon.requests(view, machine('node-2'))[0]?.body).toEqual({ spec: { unschedulable: null } })
  })

  it('have no kubelet to stop on a machine without power', () => {
    expect(commands.kubelet.isEnabled(view, machine('node-2'))).toBe(false)
  })

  it('talk to a pod through the API server', () => {
    expect(commands.getFromPod.requests(view, pod)).toEqual([
      { method: 'GET', path: '/api/v1/namespaces/default/pods/kubia-0/proxy/' },
    ])
    expect(commands.postToPod.requests(view, pod, 'Hey')[0]).toMatchObject({ method: 'POST', body: 'Hey' })
    expect(commands.postToPod.kubectl(view, pod, "it's")).toContain(`<<< 'it'\\''s'`)
  })

  it('set the clock through the API as well', () => {
    const clock = { kind: 'Clock', name: 'cluster' }
    expect(commands.speed.requests(view, clock, 'max')[0]?.body).toEqual({ spec: { paused: false, speed: 'max' } })
    expect(commands.speed.requests(view, clock, '100')[0]?.body).toEqual({ spec: { paused: false, speed: 100 } })
    expect(commands.pause.kubectl(view, clock)).toBe(
      `kubectl patch clock cluster --type=merge -p '{"spec":{"paused":true}}'`,
    )
    expect(commands.step.requests(view, clock)[0]).toMatchObject({
      method: 'POST',
      path: '/apis/lab.sim/v1/clocks/cluster/step',
    })
  })

  it('make a released volume available again, and only such a one', () => {
    const volume = { kind: 'PersistentVolume', name: 'pv-a' }
    expect(commands.releaseVolume.isEnabled(view, volume)).toBe(true)
    expect(commands.releaseVolume.requests(view, volume)[0]?.body).toEqual({ spec: { claimRef: null } })
    expect(commands.releaseVolume.isEnabled(view, { ...volume, name: 'missing' })).toBe(false)
  })

  it('have ids of their own, and a title for every object they act on', () => {
    const all = Object.values(commands)
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
    for (const target of [set, pod, machine('node-1')]) {
      for (const command of commandsFor(target)) expect(command.title(view, target)).toContain(target.name)
    }
  })

  it('answer to keys only for what is selected and can be done', () => {
    expect(commandForKey('+', set, view)?.id).toBe('scale-up')
    expect(commandForKey('Delete', pod, view)?.id).toBe('delete')
    expect(commandForKey('+', pod, view)).toBeUndefined()
    expect(commandForKey('+', undefined, view)).toBeUndefined()
  })
})
