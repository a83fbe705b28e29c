import { expect, test } from 'vitest'
import { conditionOf } from '../kinds'
import { Lab } from '../testing/lab'
import { identitiesAt } from './belief'

const set = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'kubia' },
  spec: {
    serviceName: 'kubia',
    replicas: 2,
    selector: { matchLabels: { app: 'kubia' } },
    template: {
      metadata: { labels: { app: 'kubia' } },
      spec: {
        terminationGracePeriodSeconds: 5,
        containers: [{ name: 'kubia', image: 'luksa/kubia-pet', ports: [{ name: 'http', containerPort: 8080 }] }],
      },
    },
  },
}
const isReady = (lab: Lab, name: string) => {
  const pod = lab.pod(name)
  return pod !== undefined && conditionOf(pod, 'Ready')?.status === 'True'
}

function labWithSet(): Lab {
  const lab = new Lab()
  lab.must('POST', '/apis/apps/v1/namespaces/default/statefulsets', set)
  lab.run(20)
  return lab
}

test('[KU-1] the pods of a StatefulSet come up in order, the next when the one before is Ready', () => {
  const lab = labWithSet()
  expect([isReady(lab, 'kubia-0'), isReady(lab, 'kubia-1')]).toEqual([true, true])
  const [first, second] = ['kubia-0', 'kubia-1'].map(name => lab.pod(name))
  const readyAt = conditionOf(first as NonNullable<typeof first>, 'Ready')?.lastTransitionTime ?? ''
  expect(Date.parse(second?.metadata.creationTimestamp ?? '')).toBeGreaterThanOrEqual(Date.parse(readyAt))
})

test('[MA-1] power off under kubia-0: believed Running, then Terminating, never replaced; force-deleted, it starts elsewhere', () => {
  const lab = labWithSet()
  const home = lab.pod('kubia-0')?.spec.nodeName ?? ''
  lab.setPower(home, 'Off')
  lab.run(70)
  expect(conditionOf(lab.world.store.at().get('Node', home) ?? {}, 'Ready')?.status).toBe('Unknown')
  expect(lab.pod('kubia-0')).toMatchObject({ status: { phase: 'Running' } })
  lab.run(320)
  expect(lab.pod('kubia-0')?.metadata.deletionTimestamp).toBeDefined()
  lab.run(1200)
  expect(lab.pod('kubia-0')?.spec.nodeName).toBe(home)
  lab.deletePod('kubia-0', 0)
  lab.run(15)
  expect(isReady(lab, 'kubia-0')).toBe(true)
  expect(lab.pod('kubia-0')?.spec.nodeName).not.toBe(home)
  lab.setPower(home, 'On')
  lab.run(60)
  const [kubia0] = identitiesAt(lab.world.store.at())
  expect(kubia0?.processes).toHaveLength(1)
  expect(lab.sandboxes('kubia-0')).toHaveLength(1)
})

test('[KU-18] behind a cut, force-deleting kubia-0 makes two of it', () => {
  const lab = labWithSet()
  const home = lab.pod('kubia-0')?.spec.nodeName ?? ''
  lab.setLink(home, 'Cut')
  lab.run(60)
  lab.deletePod('kubia-0', 0)
  lab.run(15)
  const [kubia0] = identitiesAt(lab.world.store.at())
  expect(kubia0).toMatchObject({ name: 'kubia-0', isAtMostOneBroken: true })
  expect(kubia0?.processes.find(({ machine }) => machine === home)?.isReachable).toBe(false)
  lab.setLink(home, 'Up')
  lab.run(10)
  expect(identitiesAt(lab.world.store.at())[0]?.isAtMostOneBroken).toBe(false)
})

test('[MA-4] a deleted pod of a set returns under its name with its data, whichever machine it comes to', () => {
  const lab = new Lab()
  for (const name of ['pv-a', 'pv-b'])
    lab.must('POST', '/api/v1/persistentvolumes', {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: {
        capacity: { storage: '1Mi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy: 'Recycle',
        gcePersistentDisk: { pdName: name, fsType: 'nfs4' },
      },
    })
  const { spec } = set.spec.template
  const containers = spec.containers.map(container => ({
    ...container,
    volumeMounts: [{ name: 'data', mountPath: '/var/data' }],
  }))
  const resources = { requests: { storage: '1Mi' } }
  const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources } }
  const template = { ...set.spec.template, spec: { ...spec, containers } }
  const withClaims = { ...set, spec: { ...set.spec, template, volumeClaimTemplates: [claim] } }
  lab.must('POST', '/apis/apps/v1/namespaces/default/statefulsets', withClaims)
  lab.run(60)
  lab.ask('kubia-0', 'Hey there!')
  const before = lab.pod('kubia-0')
  const disk = lab.sandboxes('kubia-0')[0]?.status.mounts.data
  lab.must('PATCH', `/api/v1/nodes/${before?.spec.nodeName}`, { spec: { unschedulable: true } })
  lab.deletePod('kubia-0')
  lab.run(30)
  const after = lab.pod('kubia-0')
  expect(after?.metadata.uid).not.toBe(before?.metadata.uid)
  expect(after?.spec.nodeName).not.toBe(before?.spec.nodeName)
  expect(lab.sandboxes('kubia-0')[0]?.status.mounts.data).toBe(disk)
  expect(lab.ask('kubia-0').body).toBe("You've hit kubia-0\nData stored on this pod: Hey there!\n")
})

test('[KU-23] a lab at rest is at rest: waking everybody writes nothing, and a fork goes on as the original did', () => {
  const lab = labWithSet()
  lab.run(60)
  const fork = lab.world.fork(lab.world.store.revision)
  const until = lab.world.now + 300_000
  fork.run(until)
  lab.world.run(until)
  const kinds = (world: typeof fork) =>
    ['Pod', 'Sandbox', 'Node', 'Machine', 'Disk'].map(kind =>
      world.store
        .at()
        .list(kind)
        .map(object => ({ ...object, metadata: { ...object.metadata, resourceVersion: '' } })),
    )
  expect(kinds(fork)).toEqual(kinds(lab.world))
})
