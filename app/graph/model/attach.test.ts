import { expect, it } from 'vitest'
import { Lab } from '../../../src/testing/lab'
import { project } from './project'
import { threadWords } from './thread-words'

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

function drawn(made: Lab) {
  const graph = project(made.world.store.at())
  const slot = graph.nodes.get('slot:default/db-0')
  const volume = [...graph.nodes.values()].find(node => node.type === 'volume')
  const attached = [...graph.edges.values()].filter(({ look }) => look === 'attached')
  return {
    slot: slot?.type === 'slot' ? `${slot.word}, ${slot.detail}` : undefined,
    volume: volume?.detail,
    threads: attached.map(edge => threadWords(edge, graph.nodes).replace(/pvc-[-\w]+/, 'the volume')),
  }
}

it('draws where a disk hangs, and that a pod waits for it', () => {
  const made = lab()
  made.run(2)
  const machine = made.pod('db-0')?.spec.nodeName
  expect(drawn(made)).toEqual({
    slot: `ContainerCreating, disk is being attached to ${machine}`,
    volume: 'not attached · 1Gi · Delete',
    threads: [],
  })
  made.run(20)
  expect(drawn(made)).toEqual({
    slot: `Running, on ${machine}`,
    volume: `attached to ${machine} · 1Gi · Delete`,
    threads: [`the volume is attached to ${machine}`],
  })
})

it('says that a pod waits for a disk to leave a dead machine', () => {
  const made = lab()
  made.run(22)
  const dead = made.pod('db-0')?.spec.nodeName ?? ''
  made.setPower(dead, 'Off')
  made.run(60)
  made.deletePod('db-0', 0)
  made.run(20)
  expect(drawn(made).slot).toBe(`ContainerCreating, Waiting for detach from ${dead}`)
})
