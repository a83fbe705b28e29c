import { describe, expect, test } from 'vitest'
import { templateOf, WorkloadCluster } from '../../testing/workload-cluster'

const path = '/apis/apps/v1/namespaces/default/deployments/web'

function clusterWith(): WorkloadCluster {
  return new WorkloadCluster().create('Deployment', 'web', { replicas: 0 }, { labels: { a: 'b' } })
}

describe('the generation of a Deployment', () => {
  test('rises with its annotations, which go on to its ReplicaSets, and not with its labels', () => {
    const cluster = clusterWith()
    expect(cluster.deployment().metadata.generation).toBe(1)
    cluster.change('Deployment', 'web', { metadata: { labels: { c: 'd' } } })
    expect(cluster.deployment().metadata.generation).toBe(1)
    cluster.change('Deployment', 'web', { metadata: { annotations: { note: 'x' } } })
    expect(cluster.deployment().metadata.generation).toBe(2)
  })
})

describe('the status of a Deployment', () => {
  test('has a door that changes annotations and no labels', () => {
    const cluster = clusterWith()
    const metadata = { labels: { a: 'other' }, annotations: { note: 'x' } }
    cluster.must('PATCH', `${path}/status`, { metadata, spec: { replicas: 5 } })
    const { metadata: after, spec } = cluster.deployment()
    expect(after.labels).toEqual({ a: 'b' })
    expect(after.annotations?.note).toBe('x')
    expect(spec.replicas).toBe(0)
  })

  test.each([
    [
      { replicas: 1, readyReplicas: 2 },
      'status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas',
    ],
    [
      { replicas: 2, readyReplicas: 1, availableReplicas: 2 },
      'status.availableReplicas: Invalid value: 2: cannot be greater than readyReplicas',
    ],
    [{ terminatingReplicas: -1 }, 'status.terminatingReplicas: Invalid value: -1: must be greater than or equal to 0'],
  ])('%j is refused', (status, text) => {
    const { code, body } = clusterWith().request('PATCH', `${path}/status`, { status })
    expect(code).toBe(422)
    expect((body as { message: string }).message).toContain(text)
  })
})

test('a ReplicaSet may not count more pods than it has', () => {
  const cluster = new WorkloadCluster().create('ReplicaSet', 'web', { replicas: 0, template: templateOf() })
  const status = { replicas: 1, fullyLabeledReplicas: 2 }
  const { code, body } = cluster.request('PATCH', '/apis/apps/v1/namespaces/default/replicasets/web/status', { status })
  expect(code).toBe(422)
  expect((body as { message: string }).message).toContain('status.fullyLabeledReplicas')
})
