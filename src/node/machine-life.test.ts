import { describe, expect, test } from 'vitest'
import { type Condition, conditionOf, type Lease, type Node, type Pod } from '../kinds'
import { Lab } from '../testing/lab'
import { identitiesAt } from './belief'

const pet = { image: 'luksa/kubia-pet', ports: [{ containerPort: 8080 }] }
const onDisk = {
  volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data-kubia-0' } }],
  terminationGracePeriodSeconds: 5,
}
const petWithData = { ...pet, volumeMounts: [{ name: 'data', mountPath: '/var/data' }] }

/** A lab in which `kubia-0` runs on node-1 with a network disk that holds "first". */
function labWithPet(): Lab {
  const lab = new Lab()
  lab.createBoundClaim('data-kubia-0', 'pv-a', { gcePersistentDisk: { pdName: 'pv-a' } })
  lab.createPod('kubia-0', 'node-1', petWithData, onDisk)
  lab.run(10)
  lab.ask('kubia-0', 'first')
  return lab
}

const nodeOf = (lab: Lab, name: string) => lab.world.store.at().get('Node', name) as Node
const identity = (lab: Lab, name: string) => identitiesAt(lab.world.store.at()).find(found => found.name === name)
const phases = (lab: Lab, name: string) => lab.sandboxes(name).map(({ status }) => status.containers[0]?.phase)

describe('a kubelet and its Node', () => {
  test('[KU-12] it registers its Node, becomes Ready, and says so', () => {
    const lab = new Lab()
    const node = nodeOf(lab, 'node-1')
    expect(conditionOf(node, 'Ready')).toMatchObject({ status: 'True', reason: 'KubeletReady' })
    expect(node.metadata.labels).toMatchObject({ 'kubernetes.io/hostname': 'node-1', 'kubernetes.io/os': 'linux' })
    const texts = lab.events('node-1').filter(text => !text.startsWith('RegisteredNode'))
    expect(texts).toEqual([
      'Starting Starting kubelet.',
      'NodeHasSufficientMemory Node node-1 status is now: NodeHasSufficientMemory',
      'NodeHasNoDiskPressure Node node-1 status is now: NodeHasNoDiskPressure',
      'NodeHasSufficientPID Node node-1 status is now: NodeHasSufficientPID',
      'NodeAllocatableEnforced Updated Node Allocatable limit across pods',
      'NodeReady Node node-1 status is now: NodeReady',
    ])
  })

  test('[KU-13] it renews its Lease every 10 s, and posts an unchanged status every 5 minutes', () => {
    const lab = new Lab()
    lab.run(60)
    const lease = lab.world.store.at().get('Lease', 'node-1', 'kube-node-lease') as Lease
    expect(lease.spec).toMatchObject({ holderIdentity: 'node-1', leaseDurationSeconds: 40 })
    expect(lease.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Node', name: 'node-1' })
    expect(lab.world.now - Date.parse(lease.spec.renewTime ?? '')).toBeLessThanOrEqual(10_000)
    const written = (name: string) => lab.history('Node', name).length
    const before = written('node-1')
    lab.run(600)
    expect(written('node-1') - before).toBe(2)
  })

  test('[KU-14] a Node that was deleted is not registered again until the kubelet restarts', () => {
    const lab = new Lab()
    lab.must('DELETE', '/api/v1/nodes/node-1')
    lab.run(60)
    expect(nodeOf(lab, 'node-1')).toBeUndefined()
    lab.setKubelet('node-1', 'Stopped')
    lab.run(1)
    lab.setKubelet('node-1', 'Running')
    lab.run(3)
    expect(conditionOf(nodeOf(lab, 'node-1'), 'Ready')?.status).toBe('True')
  })
})

describe('power', () => {
  test('[MA-1] without power every process is gone at once; disks stay, and the API knows nothing of it', () => {
    const lab = labWithPet()
    lab.setPower('node-1', 'Off')
    lab.run(1)
    expect(phases(lab, 'kubia-0')).toEqual(['Exited'])
    expect(lab.sandboxes('kubia-0')[0]?.status.containers[0]?.memory).toBeNull()
    expect(lab.pod('kubia-0')?.status.phase).toBe('Running')
    expect(lab.world.store.at().get('Disk', 'gce-pv-a')?.status.files).toMatchObject([
      { path: '/kubia.txt', content: 'first', writerPod: 'kubia-0', writerMachine: 'node-1' },
    ])
    expect(lab.ask('kubia-0').body).toMatchObject({ message: expect.stringContaining('i/o timeout') })
  })

  test('[MA-2] with power the machine boots some seconds later, with another boot id, which its kubelet reports', () => {
    const lab = labWithPet()
    lab.setPower('node-1', 'Off')
    lab.run(20)
    const before = lab.world.store.at().get('Machine', 'node-1')?.status.bootID
    lab.setPower('node-1', 'On')
    lab.run(2)
    expect(lab.world.store.at().get('Machine', 'node-1')?.status.state).toBe('Booting')
    lab.run(12)
    const machine = lab.world.store.at().get('Machine', 'node-1')
    expect(machine?.status.state).toBe('Running')
    expect(machine?.status.bootID).not.toBe(before)
    expect(lab.events('node-1')).toContain(`Rebooted Node node-1 has been rebooted, boot id: ${machine?.status.bootID}`)
  })

  test('[KU-15] after a reboot the same pod gets a new sandbox and address, and its containers start once more', () => {
    const lab = labWithPet()
    const before = lab.pod('kubia-0')
    lab.setPower('node-1', 'Off')
    lab.run(5)
    lab.setPower('node-1', 'On')
    lab.run(30)
    const pod = lab.pod('kubia-0')
    expect(pod?.metadata.uid).toBe(before?.metadata.uid)
    expect(pod?.status.podIP).not.toBe(before?.status.podIP)
    expect(pod?.status.containerStatuses?.[0]).toMatchObject({
      restartCount: 1,
      ready: true,
      lastState: { terminated: { exitCode: 255, reason: 'Unknown' } },
    })
    expect(lab.events('kubia-0')).toContain('SandboxChanged Pod sandbox changed, it will be killed and re-created.')
    expect(lab.ask('kubia-0').body).toBe("You've hit kubia-0\nData stored on this pod: first\n")
  })

  test('[KU-16] a pod that was force-deleted meanwhile does not come back', () => {
    const lab = labWithPet()
    lab.setPower('node-1', 'Off')
    lab.run(5)
    lab.deletePod('kubia-0', 0)
    lab.setPower('node-1', 'On')
    lab.run(30)
    expect(lab.sandboxes('kubia-0')).toEqual([])
  })

  test('[KU-16] a pod that was marked for deletion meanwhile is finished and goes', () => {
    const lab = labWithPet()
    lab.setPower('node-1', 'Off')
    lab.run(5)
    lab.deletePod('kubia-0')
    lab.run(100)
    expect(lab.pod('kubia-0')?.metadata.deletionTimestamp).toBeDefined()
    lab.setPower('node-1', 'On')
    lab.run(30)
    expect(lab.pod('kubia-0')).toBeUndefined()
    expect(lab.sandboxes('kubia-0')).toEqual([])
  })
})

describe('a stopped kubelet', () => {
  test('[MA-3] leaves processes running and reachable, and starts nothing', () => {
    const lab = labWithPet()
    lab.setKubelet('node-1', 'Stopped')
    lab.createPod('late', 'node-1', pet)
    lab.run(70)
    expect(phases(lab, 'kubia-0')).toEqual(['Running'])
    expect(lab.ask('kubia-0').code).toBe(200)
    expect(lab.sandboxes('late')).toEqual([])
    expect(conditionOf(nodeOf(lab, 'node-1'), 'Ready')?.status).toBe('Unknown')
    lab.setKubelet('node-1', 'Running')
    lab.run(15)
    expect(lab.pod('late')?.status.phase).toBe('Running')
    expect(conditionOf(nodeOf(lab, 'node-1'), 'Ready')?.status).toBe('True')
    expect(lab.pod('kubia-0')?.status.containerStatuses?.[0]?.restartCount).toBe(0)
  })
})

describe('a cut link', () => {
  test('[KU-17] the kubelet goes on without the API: what crashes is restarted, and nothing is reported', () => {
    const lab = new Lab()
    lab.createPod('web', 'node-1', { image: 'busybox', command: ['sh', '-c', 'sleep 30; exit 1'] })
    lab.run(10)
    lab.setLink('node-1', 'Cut')
    lab.run(60)
    expect(lab.sandboxes('web')[0]?.status.containers[0]?.startCount).toBeGreaterThanOrEqual(2)
    expect(lab.pod('web')?.status.containerStatuses?.[0]?.restartCount).toBe(0)
    lab.setLink('node-1', 'Up')
    lab.run(2)
    expect(lab.pod('web')?.status.containerStatuses?.[0]?.restartCount).toBeGreaterThanOrEqual(1)
  })

  test('[KU-18] force-deleted behind the cut, the old process runs on beside its successor, on one disk', () => {
    const lab = labWithPet()
    lab.setLink('node-1', 'Cut')
    lab.run(60)
    lab.deletePod('kubia-0', 0)
    lab.createPod('kubia-0', 'node-2', petWithData, onDisk)
    lab.run(10)
    const twins = identity(lab, 'kubia-0')
    expect(twins?.isAtMostOneBroken).toBe(true)
    expect(twins?.processes.map(({ machine, isReachable }) => [machine, isReachable])).toEqual([
      ['node-1', false],
      ['node-2', true],
    ])
    expect(twins?.sharedDisks).toEqual(['gce-pv-a'])
    expect(twins?.belief).toMatchObject({ node: 'node-2', phase: 'Running', isTerminating: false })
    expect(new Set(twins?.processes.map(({ podUID }) => podUID)).size).toBe(2)
  })

  test('[KU-19] when the link is back, what the API no longer knows is stopped with little grace; the successor stays', () => {
    const lab = labWithPet()
    lab.setLink('node-1', 'Cut')
    lab.run(60)
    lab.deletePod('kubia-0', 0)
    lab.createPod('kubia-0', 'node-2', petWithData, onDisk)
    lab.run(10)
    const successor = lab.pod('kubia-0')?.metadata.uid
    lab.setLink('node-1', 'Up')
    lab.run(1)
    expect(identity(lab, 'kubia-0')?.processes[0]).toMatchObject({ machine: 'node-1', isStopping: true })
    lab.run(3)
    expect(identity(lab, 'kubia-0')?.isAtMostOneBroken).toBe(false)
    expect(lab.sandboxes('kubia-0')).toHaveLength(1)
    expect(lab.pod('kubia-0')).toMatchObject({ metadata: { uid: successor }, status: { phase: 'Running' } })
  })

  test('[KU-20] a pod that the node controller called not ready is reported Ready again', () => {
    const lab = labWithPet()
    const readyOf = () => conditionOf(lab.pod('kubia-0') as Pod, 'Ready') as Condition
    lab.setLink('node-1', 'Cut')
    lab.run(70)
    expect(readyOf().status).toBe('False')
    lab.setLink('node-1', 'Up')
    lab.run(12)
    expect(readyOf().status).toBe('True')
    expect(conditionOf(nodeOf(lab, 'node-1'), 'Ready')?.status).toBe('True')
    expect(lab.events('node-1').filter(text => text.startsWith('NodeReady'))).toHaveLength(1)
  })
})

describe('disks', () => {
  test('[MA-4] a network disk is reached from every machine, a hostPath is another one on each', () => {
    const lab = labWithPet()
    lab.createBoundClaim('local', 'pv-local', { hostPath: { path: '/tmp/x' } })
    lab.deletePod('kubia-0', 0)
    lab.run(5)
    lab.createPod('kubia-0', 'node-2', petWithData, onDisk)
    const local = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'local' } }] }
    lab.createPod('one', 'node-1', petWithData, local)
    lab.createPod('two', 'node-2', petWithData, local)
    lab.run(10)
    lab.ask('one', 'here')
    expect(lab.ask('kubia-0').body).toBe("You've hit kubia-0\nData stored on this pod: first\n")
    expect(lab.ask('two').body).toBe("You've hit two\nData stored on this pod: No data posted yet\n")
    const disks = lab.world.store
      .at()
      .list('Disk')
      .map(({ metadata, spec }) => [metadata.name, spec.machine])
    expect(disks).toEqual([
      ['gce-pv-a', undefined],
      ['node-1-tmp-x', 'node-1'],
      ['node-2-tmp-x', 'node-2'],
    ])
  })

  test('[MA-5] the disk of a network volume is there with the volume, and goes with it only where the policy is Delete', () => {
    const lab = new Lab()
    const volume = (name: string, persistentVolumeReclaimPolicy: string) => ({
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        persistentVolumeReclaimPolicy,
        csi: { driver: 'disk.lab.sim', volumeHandle: name },
      },
    })
    lab.must('POST', '/api/v1/persistentvolumes', volume('keep', 'Retain'))
    lab.must('POST', '/api/v1/persistentvolumes', volume('drop', 'Delete'))
    lab.run(1)
    expect(lab.world.store.at().list('Disk')).toHaveLength(2)
    for (const name of ['keep', 'drop']) lab.must('DELETE', `/api/v1/persistentvolumes/${name}`)
    for (const name of ['keep', 'drop'])
      lab.request('PATCH', `/api/v1/persistentvolumes/${name}`, { metadata: { finalizers: null } })
    lab.run(1)
    expect(
      lab.world.store
        .at()
        .list('Disk')
        .map(({ metadata }) => metadata.name),
    ).toEqual(['disk.lab.sim-keep'])
  })

  test('[MA-6] an emptyDir outlives its containers and goes with the pod', () => {
    const lab = new Lab()
    const spec = { volumes: [{ name: 'data', emptyDir: {} }], terminationGracePeriodSeconds: 1 }
    lab.createPod('web', 'node-1', petWithData, spec)
    lab.run(10)
    lab.ask('web', 'kept')
    lab.setPower('node-1', 'Off')
    lab.run(1)
    lab.setPower('node-1', 'On')
    lab.run(30)
    expect(lab.ask('web').body).toBe("You've hit web\nData stored on this pod: kept\n")
    lab.deletePod('web')
    lab.run(5)
    expect(lab.world.store.at().list('Disk')).toEqual([])
  })
})
