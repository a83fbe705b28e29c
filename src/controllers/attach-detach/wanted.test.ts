import { expect, test } from 'vitest'
import type { KubernetesObject } from '../../kinds'
import { epoch } from '../../sim'
import { VersionedStore } from '../../store'
import { managedNodeAnnotation } from '../../volumes'
import { wantedAt } from './wanted'

const device = 'kubernetes.io/csi/disk.example.com^a'

/** Where the device is wanted when a pod on a node mounts a claim that names its volume. */
function wantedWith(claim: { readonly phase: string; readonly volumeName?: string }): readonly string[] {
  const store = new VersionedStore({ clock: () => epoch })
  const { phase, ...spec } = claim
  const metadata = (name: string) => ({
    name,
    namespace: 'default',
    uid: name,
    resourceVersion: '1',
    creationTimestamp: '',
  })
  const annotations = { [managedNodeAnnotation]: 'true' }
  const csi = { driver: 'disk.example.com', volumeHandle: 'a' }
  const claimRef = { namespace: 'default', name: 'data', uid: 'data' }
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]
  const objects = [
    { kind: 'Node', metadata: { ...metadata('node-1'), namespace: undefined, annotations }, spec: {}, status: {} },
    {
      kind: 'PersistentVolume',
      metadata: { ...metadata('pv-a'), namespace: undefined },
      spec: { csi, claimRef },
      status: { phase: 'Bound' },
    },
    { kind: 'PersistentVolumeClaim', metadata: metadata('data'), spec, status: { phase } },
    {
      kind: 'Pod',
      metadata: metadata('one'),
      spec: { nodeName: 'node-1', volumes, containers: [] },
      status: { phase: 'Pending' },
    },
  ] as unknown as readonly KubernetesObject[]
  store.commit({ actor: 'test', verb: 'create' }, tx => {
    for (const object of objects) tx.put({ ...object, apiVersion: 'v1' })
  })
  return [...wantedAt(store.at(), device, undefined).pods.keys()]
}

test('[AD-1] a claim counts only when it and its volume agree and its status says Bound', () => {
  expect(wantedWith({ phase: 'Bound', volumeName: 'pv-a' })).toEqual(['node-1'])
  expect(wantedWith({ phase: 'Pending', volumeName: 'pv-a' })).toEqual([])
  expect(wantedWith({ phase: 'Bound', volumeName: 'pv-b' })).toEqual([])
})
