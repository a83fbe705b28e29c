import { expect, it } from 'vitest'
import { Lab } from '../../../src/testing/lab'
import { describe } from './describe'

/** A pod of a set whose disk has to be attached. */
function lab(): Lab {
  const made = new Lab()
  const requests = { storage: '1Gi' }
  const spec = { storageClassName: 'network-disk', accessModes: ['ReadWriteOnce'], resources: { requests } }
  made.must('POST', '/apis/apps/v1/namespaces/default/statefulsets', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: {
      serviceName: 'db',
      selector: { matchLabels: { app: 'db' } },
      template: { metadata: { labels: { app: 'db' } }, spec: { containers: [{ name: 'main', image: 'nginx' }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec }],
    },
  })
  return made
}

it('says where a disk hangs, why a pod waits for it, and what can be done', () => {
  const made = lab()
  made.run(22)
  const dead = made.pod('db-0')?.spec.nodeName ?? ''
  made.setPower(dead, 'Off')
  made.run(60)
  made.deletePod('db-0', 0)
  made.run(20)
  const view = made.world.store.at()
  const [pod, machine] = [made.pod('db-0'), view.get('Machine', dead)]
  const [volume] = view.list('PersistentVolume')
  const story = pod ? describe(view, pod).story.join(' ') : ''
  expect(story).toMatch(/^Waiting for detach for volume "pvc-.*Volume is already exclusively attached to one node/)
  expect(story).toContain(`It hangs on ${dead}`)
  expect(machine && describe(view, machine).facts.find(({ label }) => label === 'Disks attached')?.value).toBe(
    volume?.metadata.name,
  )
  expect(volume && describe(view, volume).facts.find(({ label }) => label === 'Attached to')?.value).toBe(dead)
})
