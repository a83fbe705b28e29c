import { expect, test } from 'vitest'
import { Lab } from '../testing/lab'
import { identitiesAt } from './belief'

/** A set of one pod with a disk that has to be attached, running. */
function lab(): Lab {
  const made = new Lab()
  const volumeMounts = [{ name: 'data', mountPath: '/var/data' }]
  made.must('POST', '/apis/apps/v1/namespaces/default/statefulsets', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: {
        metadata: { labels: { app: 'db' } },
        spec: {
          containers: [{ name: 'main', image: 'luksa/kubia-pet', ports: [{ containerPort: 8080 }], volumeMounts }],
        },
      },
      volumeClaimTemplates: [
        {
          metadata: { name: 'data' },
          spec: {
            storageClassName: 'network-disk',
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '1Gi' } },
          },
        },
      ],
    },
  })
  return made
}

function machineOf(made: Lab): string {
  return made.pod('db-0')?.spec.nodeName ?? ''
}

function isReady(made: Lab): boolean {
  return made.pod('db-0')?.status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false
}

/** The machines the disk hangs on, the node whose status names it as attached, and those that use it. */
function whereabouts(made: Lab) {
  const view = made.world.store.at()
  const nodes = view.list('Node')
  return {
    attached: view.list('Disk').flatMap(({ status }) => status.attachedTo ?? []),
    reported: nodes.filter(({ status }) => status.volumesAttached?.length).map(({ metadata }) => metadata.name),
    inUse: nodes.filter(({ status }) => status.volumesInUse?.length).map(({ metadata }) => metadata.name),
  }
}

function waitingText(made: Lab): string | undefined {
  return made.events('db-0').find(text => text.includes('Waiting for detach'))
}

test('[KU-26] a pod with a device is ContainerCreating until that is attached and reported, and nobody complains', () => {
  const made = lab()
  made.run(2)
  expect(made.pod('db-0')?.status.containerStatuses?.[0]?.state).toEqual({ waiting: { reason: 'ContainerCreating' } })
  made.run(15)
  const machine = machineOf(made)
  expect([isReady(made), whereabouts(made)]).toEqual([
    true,
    { attached: [machine], reported: [machine], inUse: [machine] },
  ])
  expect(made.events('db-0').filter(text => text.startsWith('Failed'))).toEqual([])
})

test('[KU-27] the disk is let go of when the pod has stopped, and detached', () => {
  const made = lab()
  made.run(20)
  made.must('PATCH', '/apis/apps/v1/namespaces/default/statefulsets/db', { spec: { replicas: 0 } })
  made.run(50)
  expect(whereabouts(made)).toEqual({ attached: [], reported: [], inUse: [] })
})

test('[KU-28] the CSINode says how many disks the machine takes, and goes with its Node', () => {
  const made = lab()
  const drivers = made.world.store.at().get('CSINode', 'node-1')?.spec.drivers
  expect(drivers?.map(({ name, allocatable }) => [name, allocatable?.count])).toEqual([
    ['block.lab.sim', 32],
    ['disk.lab.sim', undefined],
  ])
  made.setPower('node-1', 'Off')
  made.must('DELETE', '/api/v1/nodes/node-1')
  made.run(2)
  expect(made.world.store.at().get('CSINode', 'node-1')).toBeUndefined()
})

test('[MA-4] the disk of a dead machine is six minutes away from the pod that was force-deleted', () => {
  const made = lab()
  made.run(20)
  made.ask('db-0', 'kept')
  const dead = machineOf(made)
  made.setPower(dead, 'Off')
  made.run(60)
  made.deletePod('db-0', 0)
  made.run(350)
  expect([machineOf(made) === dead, isReady(made), whereabouts(made).attached]).toEqual([false, false, [dead]])
  expect(waitingText(made)).toContain('already exclusively attached to one node')
  made.run(30)
  expect([isReady(made), whereabouts(made).attached]).toEqual([true, [machineOf(made)]])
  expect(made.ask('db-0').body).toContain('kept')
})

test('[MA-4] with the out-of-service taint it is there at once', () => {
  const made = lab()
  made.run(20)
  const dead = machineOf(made)
  made.setPower(dead, 'Off')
  made.run(60)
  const taints = [{ key: 'node.kubernetes.io/out-of-service', value: 'nodeshutdown', effect: 'NoExecute' }]
  made.must('PATCH', `/api/v1/nodes/${dead}`, { spec: { taints } })
  made.run(60)
  expect([isReady(made), whereabouts(made).attached]).toEqual([true, [machineOf(made)]])
})

test('[MA-4] behind a cut the old process runs on, but the disk is no longer its own', () => {
  const made = lab()
  made.run(20)
  const cut = machineOf(made)
  made.setLink(cut, 'Cut')
  made.run(60)
  made.deletePod('db-0', 0)
  made.run(400)
  const [identity] = identitiesAt(made.world.store.at()).filter(({ name }) => name === 'db-0')
  expect(identity?.processes.map(({ machine }) => machine).sort()).toEqual([cut, machineOf(made)].sort())
  expect(identity?.sharedDisks).toEqual([])
})
