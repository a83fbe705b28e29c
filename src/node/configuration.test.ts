import { describe, expect, test } from 'vitest'
import type { Pod } from '../kinds'
import { Lab } from '../testing/lab'

const waiting = (pod: Pod | undefined) => pod?.status.containerStatuses?.[0]?.state?.waiting
const printer = { image: 'busybox', command: ['sh', '-c', 'env; sleep 1000'] }
const core = '/api/v1/namespaces/default'

function createSecret(lab: Lab, name: string, stringData: Readonly<Record<string, string>>): void {
  lab.must('POST', `${core}/secrets`, { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData })
}

function createConfigMap(lab: Lab, name: string, data: Readonly<Record<string, string>>): void {
  lab.must('POST', `${core}/configmaps`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data })
}

const printed = (lab: Lab) =>
  lab
    .sandboxes('web')[0]
    ?.status.containers[0]?.log?.map(({ text }) => text)
    .join('\n') ?? ''

describe('a container whose environment names objects', () => {
  test('[KU-29] waits as CreateContainerConfigError while a Secret is missing, and starts when it is there', () => {
    const lab = new Lab()
    const env = [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } }]
    lab.createPod('web', 'node-1', { ...printer, env })
    lab.run(15)
    expect(waiting(lab.pod('web'))).toEqual({ reason: 'CreateContainerConfigError', message: 'secret "db" not found' })
    expect(lab.pod('web')?.status).toMatchObject({ phase: 'Pending', podIP: '10.244.1.2' })
    expect(lab.events('web')).toContain('Failed Error: secret "db" not found')
    createSecret(lab, 'db', { user: 'me' })
    lab.run(12)
    expect(waiting(lab.pod('web'))?.message).toBe("couldn't find key password in Secret default/db")
    lab.must('PATCH', `${core}/secrets/db`, { stringData: { password: 'größer' } })
    lab.run(12)
    expect(lab.pod('web')?.status).toMatchObject({ phase: 'Running', containerStatuses: [{ restartCount: 0 }] })
    expect(printed(lab)).toContain('PASSWORD=größer')
    expect(lab.events('web').filter(text => text.startsWith('Pulled')).length).toBeGreaterThan(1)
  })

  test('[KU-29] so it is with a ConfigMap as a whole; its keys are there under their prefix, and what is optional may be missing', () => {
    const lab = new Lab()
    const envFrom = [
      { prefix: 'A_', configMapRef: { name: 'settings' } },
      { secretRef: { name: 'none', optional: true } },
    ]
    const env = [
      { name: 'A_size', value: 'mine' },
      { name: 'MAYBE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'none', optional: true } } },
    ]
    lab.createPod('web', 'node-1', { ...printer, env, envFrom })
    lab.run(15)
    expect(waiting(lab.pod('web'))?.message).toBe('configmap "settings" not found')
    createConfigMap(lab, 'settings', { size: '3', color: 'red' })
    lab.run(12)
    expect(printed(lab)).toContain('A_color=red')
    expect(printed(lab)).toContain('A_size=mine')
    expect(printed(lab)).not.toContain('MAYBE')
  })

  test('[KU-29] what runs keeps its values; the next run of the container needs the object again', () => {
    const lab = new Lab()
    createConfigMap(lab, 'settings', { size: '3' })
    const env = [{ name: 'SIZE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'size' } } }]
    lab.createPod('web', 'node-1', { image: 'busybox', command: ['sh', '-c', 'sleep 30; exit 1'], env })
    lab.run(10)
    lab.must('DELETE', `${core}/configmaps/settings`)
    lab.run(10)
    expect(lab.pod('web')?.status.containerStatuses?.[0]?.ready).toBe(true)
    lab.run(30)
    expect(waiting(lab.pod('web'))?.reason).toBe('CreateContainerConfigError')
    expect(lab.pod('web')?.status.phase).toBe('Running')
  })
})

describe('volumes of objects', () => {
  const secret = { name: 'data', secret: { secretName: 'db', items: [{ key: 'password', path: 'p' }] } }

  test('[KU-30] a missing Secret, or a missing key of it, keeps the pod in ContainerCreating, the longer the later it is mended', () => {
    const lab = new Lab()
    const volumeMounts = [{ name: 'data', mountPath: '/data' }]
    lab.createPod(
      'web',
      'node-1',
      { image: 'busybox', command: ['sh', '-c', 'cat /data/p; sleep 1000'], volumeMounts },
      {
        volumes: [secret],
      },
    )
    lab.run(15)
    expect(waiting(lab.pod('web'))?.reason).toBe('ContainerCreating')
    const words = (why: string) => `FailedMount MountVolume.SetUp failed for volume "data" : ${why}`
    const tries = lab.eventObjects('web').find(({ reason }) => reason === 'FailedMount')
    expect(tries).toMatchObject({ message: expect.stringContaining('secret "db" not found'), count: 5 })
    createSecret(lab, 'db', { user: 'me' })
    lab.run(5)
    expect(lab.events('web')).toContain(words('references non-existent secret key: password'))
    lab.must('PATCH', `${core}/secrets/db`, { stringData: { password: 'abc' } })
    lab.run(10)
    expect(waiting(lab.pod('web'))?.reason).toBe('ContainerCreating')
    lab.run(20)
    expect(printed(lab)).toContain('abc')
  })

  test('[KU-30] a projected volume tells of all that is missing, and holds the files of all its sources', () => {
    const lab = new Lab()
    const sources = [
      { secret: { name: 'db' } },
      { configMap: { name: 'settings' } },
      { configMap: { name: 'other', optional: true } },
    ]
    const volumes = [{ name: 'all', projected: { sources } }]
    const volumeMounts = [{ name: 'all', mountPath: '/all' }]
    const command = ['sh', '-c', 'cat /all/password; cat /all/size; sleep 1000']
    lab.createPod('web', 'node-1', { image: 'busybox', command, volumeMounts }, { volumes })
    lab.run(15)
    const why = '[secret "db" not found, configmap "settings" not found]'
    expect(lab.events('web')).toContain(`FailedMount MountVolume.SetUp failed for volume "all" : ${why}`)
    createSecret(lab, 'db', { password: 'abc' })
    createConfigMap(lab, 'settings', { size: '3' })
    lab.run(30)
    expect(printed(lab)).toBe('abc\n3')
  })
})

describe('disks that pods name themselves', () => {
  test.each([
    [{ gcePersistentDisk: { pdName: 'mongodb' } }, 'gce-mongodb'],
    [{ awsElasticBlockStore: { volumeID: 'vol-1' } }, 'ebs-vol-1'],
    [{ nfs: { server: '1.2.3.4', path: '/some' } }, 'nfs-1.2.3.4-some'],
  ])('[MA-4] %j is one disk for all machines, and outlives the pod', (source, disk) => {
    const lab = new Lab()
    const volumes = [{ name: 'data', ...source }]
    const volumeMounts = [{ name: 'data', mountPath: '/data' }]
    const writer = { image: 'busybox', command: ['sh', '-c', 'echo hello > /data/file; sleep 1000'], volumeMounts }
    lab.createPod('writer', 'node-1', writer, { volumes, terminationGracePeriodSeconds: 1 })
    lab.run(10)
    lab.deletePod('writer')
    lab.run(10)
    expect(lab.pod('writer')).toBeUndefined()
    const reader = { image: 'busybox', command: ['sh', '-c', 'cat /data/file; sleep 1000'], volumeMounts }
    lab.createPod('web', 'node-2', reader, { volumes })
    lab.run(10)
    expect(printed(lab)).toBe('hello')
    expect(lab.sandboxes('web')[0]?.status.mounts).toEqual({ data: disk })
  })
})
