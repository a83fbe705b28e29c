import { expect, test } from 'vitest'
import { AttachCluster } from '../../testing'

const device = 'kubernetes.io/csi/disk.example.com^a'
const exclusively =
  'Volume is already exclusively attached to one node, waiting on detach before it can be attached to another node'

/** Two nodes, a ReadWriteOnce volume `pv-a` and its claim `data`. */
function cluster(modes: readonly string[] = ['ReadWriteOnce']): AttachCluster {
  const made = new AttachCluster()
  made.managedNode('node-1')
  made.managedNode('node-2')
  made.csiVolume('pv-a', 'a', modes)
  made.claim('data', { modes })
  return made
}

/** The same with the volume attached to node-1 for the pod `one`, and in use there. */
function attached(modes?: readonly string[]): AttachCluster {
  const made = cluster(modes)
  made.userOn('one', 'data', 'node-1')
  made.report('node-1', { attached: true })
  made.inUse('node-1', [device])
  return made
}

test('[AD-1] two pods on one node share an attachment, which outlives the first of them', () => {
  const made = attached()
  made.userOn('two', 'data', 'node-1')
  expect(made.attachments()).toEqual(['node-1 attached'])
  made.inUse('node-1', [])
  made.gone('one')
  made.run(2)
  expect(made.attachments()).toEqual(['node-1 attached'])
  made.gone('two')
  made.run(2)
  expect(made.attachments()).toEqual([])
})

test('[AD-1] a pod that is over wants nothing', () => {
  const made = attached()
  made.inUse('node-1', [])
  made.must('PATCH', '/api/v1/namespaces/default/pods/one/status', { status: { phase: 'Succeeded' } })
  made.run(2)
  expect(made.attachments()).toEqual([])
})

test('[AD-2] nothing is attached to a node whose kubelet does that itself', () => {
  const made = cluster()
  made.node('node-3')
  made.userOn('one', 'data', 'node-3')
  made.run(2)
  expect(made.attachments()).toEqual([])
  made.manage('node-3')
  expect(made.attachments()).toEqual(['node-3'])
})

test('[AD-2] a driver may say that it needs no attachment, one that says nothing needs it', () => {
  const made = cluster()
  made.driver('disk.example.com', false)
  made.userOn('one', 'data', 'node-1')
  made.run(2)
  expect(made.attachments()).toEqual([])
})

test('[AD-3] a volume that is still being detached is attached elsewhere afterwards, and nobody complains', () => {
  const made = attached()
  made.holdAttachments()
  made.inUse('node-1', [])
  made.gone('one')
  made.userOn('two', 'data', 'node-2')
  made.run(5)
  expect(made.attachments()).toEqual(['node-1 attached going'])
  made.releaseAttachments()
  made.run(8)
  expect(made.attachments()).toEqual(['node-2'])
  expect(made.attachEvents('two')).toEqual([])
})

test('[AD-4] the attachment is named after handle, driver and node', () => {
  const made = cluster()
  made.userOn('one', 'data', 'node-1')
  const [attachment] = made.world.store.at().list('VolumeAttachment')
  expect(attachment?.metadata.name).toBe('csi-a5b4613f035034b4eb002f0c0bb66ca4f2b5d02b75ba1e66672b2a4348606687')
  expect(attachment?.spec).toEqual({
    attacher: 'disk.example.com',
    nodeName: 'node-1',
    source: { persistentVolumeName: 'pv-a' },
  })
})

test('[AD-5] success is noticed and told to every pod; two minutes of silence are a failure', () => {
  const made = cluster()
  made.userOn('one', 'data', 'node-1')
  made.run(119)
  expect(made.attachEvents('one')).toEqual([])
  made.run(3)
  expect(made.attachEvents('one')).toEqual([
    'FailedAttachVolume AttachVolume.Attach failed for volume "pv-a" : timed out waiting for external-attacher of disk.example.com CSI driver to attach volume a',
  ])
  made.report('node-1', { attached: true })
  made.run(3)
  expect(made.attachEvents('one')).toContain('SuccessfulAttachVolume AttachVolume.Attach succeeded for volume "pv-a" ')
})

test('[AD-6] a reported error is an event, repeated in growing pauses', () => {
  const made = cluster()
  made.userOn('one', 'data', 'node-1')
  made.report('node-1', { attached: false, attachError: { time: null, message: 'on fire' } })
  const text = 'FailedAttachVolume AttachVolume.Attach failed for volume "pv-a" : on fire'
  expect(made.attachEvents('one')).toEqual([text])
  // Each try takes half a second itself: again after 1 s, 1.5 s, 2.5 s, 4.5 s.
  made.run(1)
  expect(made.attachEvents('one')).toEqual([`${text} ×2`])
  made.run(8)
  expect(made.attachEvents('one')).toEqual([`${text} ×5`])
})

test('[AD-7] a node that uses the volume is waited for, for ever if it is ready', () => {
  const made = attached()
  made.gone('one')
  made.runWithHeartbeats('node-1', 400)
  expect(made.attachments()).toEqual(['node-1 attached'])
  made.inUse('node-1', [])
  made.run(1)
  expect(made.attachments()).toEqual([])
})

test('[AD-7] a node that is not ready is waited for six minutes', () => {
  const made = attached()
  made.notReady('node-1')
  made.gone('one')
  made.run(359)
  expect(made.attachments()).toEqual(['node-1 attached'])
  made.run(2)
  expect(made.attachments()).toEqual([])
})

test('[AD-7] a node that is out of service is not waited for', () => {
  const made = attached()
  made.notReady('node-1')
  made.gone('one')
  made.run(10)
  made.patchNode('node-1', { spec: { taints: [{ key: 'node.kubernetes.io/out-of-service', effect: 'NoExecute' }] } })
  made.run(1)
  expect(made.attachments()).toEqual([])
})

test('[AD-8] a node that was deleted is waited for six minutes, unless it had let go of the volume before', () => {
  const made = attached()
  made.must('DELETE', '/api/v1/nodes/node-1')
  made.gone('one')
  made.run(355)
  expect(made.attachments()).toEqual(['node-1 attached'])
  made.run(7)
  expect(made.attachments()).toEqual([])
  const tidy = attached()
  tidy.inUse('node-1', [])
  tidy.must('DELETE', '/api/v1/nodes/node-1')
  tidy.gone('one')
  tidy.run(2)
  expect(tidy.attachments()).toEqual([])
})

test('[AD-9] a pod elsewhere waits and is told once, with the names of those that use the volume', () => {
  const made = attached()
  made.userOn('two', 'data', 'node-2')
  made.run(10)
  expect(made.attachEvents('two')).toEqual([
    'FailedAttachVolume Waiting for detach for volume "pv-a" Volume is already used by pod(s) one',
  ])
  made.gone('one')
  made.userOn('three', 'data', 'node-2')
  expect(made.attachments()).toEqual(['node-1 attached'])
  made.inUse('node-1', [])
  made.run(2)
  expect(made.attachments()).toEqual(['node-2'])
})

test('[AD-9] where nobody uses it any more the pod is told that the volume is still there', () => {
  const made = attached()
  made.gone('one')
  made.userOn('two', 'data', 'node-2')
  expect(made.attachEvents('two')).toEqual([`FailedAttachVolume Waiting for detach for volume "pv-a" ${exclusively}`])
})

test('[AD-9] of users in other namespaces only the number is told', () => {
  const made = cluster()
  made.csiVolume('pv-far', 'a', ['ReadWriteOnce'])
  made.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'far' } })
  made.create('/api/v1/namespaces/far/persistentvolumeclaims', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], volumeName: 'pv-far', resources: { requests: { storage: '1Gi' } } },
  })
  made.create('/api/v1/namespaces/far/pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'secret' },
    spec: {
      nodeName: 'node-1',
      containers: [{ name: 'main', image: 'app' }],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
    },
  })
  made.run(20)
  made.report('node-1', { attached: true })
  made.userOn('one', 'data', 'node-2')
  expect(made.attachEvents('one')).toHaveLength(1)
  expect(made.attachEvents('one')[0]).toMatch(/ Volume is already used by 1 pod\(s\) in different namespaces$/)
})

test('[AD-9] a volume for many is attached to many', () => {
  const made = attached(['ReadWriteMany'])
  made.userOn('two', 'data', 'node-2')
  expect(made.attachments()).toEqual(['node-1 attached', 'node-2'])
})

test('[AD-10] an attachment that somebody deleted is made again within a minute', () => {
  const made = attached()
  made.must('DELETE', `/apis/storage.k8s.io/v1/volumeattachments/${made.attachmentOf('node-1')}`)
  made.run(62)
  expect(made.attachments()).toEqual(['node-1'])
})

test('[AD-11] the node names what is attached, until detaching begins', () => {
  const made = attached()
  expect(made.attachedTo('node-1')).toEqual([device])
  made.holdAttachments()
  made.inUse('node-1', [])
  made.gone('one')
  made.run(1)
  expect([made.attachments(), made.attachedTo('node-1')]).toEqual([['node-1 attached going'], []])
})
