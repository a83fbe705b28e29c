import { expect, test } from 'vitest'
import type { Disk, PersistentVolume, VolumeAttachment } from '../../kinds'
import { Lab } from '../../testing/lab'

const attachmentsPath = '/apis/storage.k8s.io/v1/volumeattachments'
const finalizer = 'external-attacher/block-lab-sim'

/** Two machines and a disk of the block driver with its volume. */
function lab(modes: readonly string[] = ['ReadWriteOnce']): Lab {
  const made = new Lab({ machines: 2 })
  made.must('POST', '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-a' },
    spec: {
      capacity: { storage: '1Gi' },
      accessModes: modes,
      csi: { driver: 'block.lab.sim', volumeHandle: 'a' },
    },
  })
  made.run(1)
  return made
}

function wish(made: Lab, name: string, nodeName: string, attacher = 'block.lab.sim'): void {
  made.must('POST', attachmentsPath, {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name },
    spec: { attacher, nodeName, source: { persistentVolumeName: 'pv-a' } },
  })
}

function attachment(made: Lab, name: string): VolumeAttachment | undefined {
  return made.world.store.at().get('VolumeAttachment', name)
}

function volume(made: Lab): PersistentVolume | undefined {
  return made.world.store.at().get('PersistentVolume', 'pv-a')
}

function disk(made: Lab): Disk | undefined {
  return made.world.store.at().get('Disk', 'block.lab.sim-a')
}

test('[AT-1] the wishes of other drivers are not its own', () => {
  const made = lab()
  wish(made, 'theirs', 'node-1', 'disk.example.com')
  made.run(60)
  expect(attachment(made, 'theirs')?.status).toEqual({ attached: false })
  expect(disk(made)?.status.attachedTo).toBeUndefined()
})

test('[AT-2] attachment and volume are kept while the disk hangs on a machine', () => {
  const made = lab()
  wish(made, 'a', 'node-1')
  made.run(1)
  expect(attachment(made, 'a')?.metadata.finalizers).toEqual([finalizer])
  expect(volume(made)?.metadata.finalizers).toContain(finalizer)
})

test('[AT-3] attaching takes its time, then disk and attachment agree', () => {
  const made = lab()
  wish(made, 'a', 'node-1')
  made.run(1)
  expect([attachment(made, 'a')?.status.attached, disk(made)?.status.attachedTo]).toEqual([false, undefined])
  made.run(4)
  expect([attachment(made, 'a')?.status.attached, disk(made)?.status.attachedTo]).toEqual([true, ['node-1']])
})

test('[AT-3] the time is as the settings say', () => {
  const made = new Lab({ machines: 1, settings: { attachMs: [60_000, 60_000] } })
  made.must('POST', '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-a' },
    spec: {
      capacity: { storage: '1' },
      accessModes: ['ReadWriteOnce'],
      csi: { driver: 'block.lab.sim', volumeHandle: 'a' },
    },
  })
  wish(made, 'a', 'node-1')
  made.run(59)
  expect(attachment(made, 'a')?.status.attached).toBe(false)
  made.run(2)
  expect(attachment(made, 'a')?.status.attached).toBe(true)
})

test('[AT-3] looking at it again meanwhile does not hasten it', () => {
  const made = new Lab({ machines: 1, settings: { attachMs: [60_000, 60_000] } })
  made.must('POST', '/api/v1/persistentvolumes', {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pv-a' },
    spec: {
      capacity: { storage: '1' },
      accessModes: ['ReadWriteOnce'],
      csi: { driver: 'block.lab.sim', volumeHandle: 'a' },
    },
  })
  wish(made, 'a', 'node-1')
  made.run(10)
  made.must('PATCH', `${attachmentsPath}/a`, { metadata: { labels: { touched: 'yes' } } })
  made.run(20)
  expect(attachment(made, 'a')?.status.attached).toBe(false)
})

test('[AT-4] a second machine is refused until the first has let go', () => {
  const made = lab()
  wish(made, 'a', 'node-1')
  made.run(6)
  wish(made, 'b', 'node-2')
  made.run(6)
  expect(attachment(made, 'b')?.status).toMatchObject({
    attached: false,
    attachError: { message: 'rpc error: code = FailedPrecondition desc = disk is attached to node-1' },
  })
  made.must('DELETE', `${attachmentsPath}/a`)
  made.run(8)
  expect(attachment(made, 'b')?.status).toEqual({ attached: true })
  expect(disk(made)?.status.attachedTo).toEqual(['node-2'])
})

test('[AT-4] a volume for many hangs on many', () => {
  const made = lab(['ReadWriteMany'])
  wish(made, 'a', 'node-1')
  wish(made, 'b', 'node-2')
  made.run(6)
  expect(disk(made)?.status.attachedTo?.toSorted()).toEqual(['node-1', 'node-2'])
})

test('[AT-5] a deleted attachment goes when the disk has been taken away, from a machine without power too', () => {
  const made = lab()
  wish(made, 'a', 'node-1')
  made.run(6)
  made.setPower('node-1', 'Off')
  made.must('DELETE', `${attachmentsPath}/a`)
  made.run(0.5)
  expect([attachment(made, 'a') !== undefined, disk(made)?.status.attachedTo]).toEqual([true, ['node-1']])
  made.run(3)
  expect([attachment(made, 'a') !== undefined, disk(made)?.status.attachedTo]).toEqual([false, undefined])
})

test('[AT-6] a volume that was deleted goes after its last attachment', () => {
  const made = lab()
  wish(made, 'a', 'node-1')
  made.run(6)
  made.must('DELETE', '/api/v1/persistentvolumes/pv-a')
  made.run(2)
  expect(volume(made)?.metadata.finalizers).toEqual([finalizer])
  made.must('DELETE', `${attachmentsPath}/a`)
  made.run(4)
  expect(volume(made)).toBeUndefined()
})

/** A pod on node-1 that has written `first` to the disk. */
function writer(): Lab {
  const made = lab()
  made.must('POST', '/api/v1/namespaces/default/persistentvolumeclaims', {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], volumeName: 'pv-a', resources: { requests: { storage: '1' } } },
  })
  const container = { image: 'luksa/kubia-pet', volumeMounts: [{ name: 'data', mountPath: '/var/data' }] }
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }]
  made.createPod('one', 'node-1', { ...container, ports: [{ containerPort: 8080 }] }, { volumes })
  made.run(25)
  made.ask('one', 'first')
  return made
}

test('[AT-7] who still has a detached disk mounted can neither read nor write', () => {
  const made = writer()
  expect(made.ask('one').body).toContain('first')
  const [wished] = made.world.store.at().list('VolumeAttachment')
  made.must('DELETE', `${attachmentsPath}/${wished?.metadata.name}`)
  made.run(4)
  made.ask('one', 'second')
  expect(made.ask('one').body).not.toContain('second')
  expect(disk(made)?.status.files.map(({ content }) => content)).toEqual(['first'])
})
