import { describe, expect, it } from 'vitest'
import type { ControllerRevision, StatefulSet } from '../../kinds'
import { controllerRevisionResource } from './controller-revision'
import { statefulSetResource } from './stateful-set'
import type { Resource, RuleContext } from './types'

const resource = statefulSetResource as unknown as Required<Resource<StatefulSet>>
const context = {} as RuleContext

function setWith(spec: object = {}): StatefulSet {
  return resource.defaults({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web', namespace: 'default', uid: 'u', resourceVersion: '1', generation: 1 },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'm', image: 'i' }] } },
      ...spec,
    },
  } as unknown as StatefulSet)
}
const paths = (set: StatefulSet) => resource.validate(set).map(error => error.path)

describe('defaults of a set', () => {
  it('are the same object when nothing is missing', () => {
    const claim = { metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: {} } }
    const set = setWith({ volumeClaimTemplates: [claim] })
    expect(resource.defaults(set)).toBe(set)
    expect(set.spec.volumeClaimTemplates?.[0]).toMatchObject({
      kind: 'PersistentVolumeClaim',
      status: { phase: 'Pending' },
    })
  })

  it('make a rolling update complete only where its type was left out', () => {
    expect(setWith().spec.updateStrategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { partition: 0, maxUnavailable: 1 },
    })
    expect(setWith({ updateStrategy: { type: 'RollingUpdate' } }).spec.updateStrategy).toEqual({
      type: 'RollingUpdate',
    })
    expect(setWith({ updateStrategy: { rollingUpdate: { partition: 2 } } }).spec.updateStrategy.rollingUpdate).toEqual({
      partition: 2,
      maxUnavailable: 1,
    })
    expect(setWith({ updateStrategy: { type: 'OnDelete' } }).spec.updateStrategy).toEqual({ type: 'OnDelete' })
  })

  it('complete each half of the retention policy', () => {
    const policy = { whenScaled: 'Delete' }
    expect(setWith({ persistentVolumeClaimRetentionPolicy: policy }).spec.persistentVolumeClaimRetentionPolicy).toEqual(
      {
        whenDeleted: 'Retain',
        whenScaled: 'Delete',
      },
    )
  })
})

describe('a new set', () => {
  it('starts without counters, whatever status it came with', () => {
    const set = { ...setWith(), status: { replicas: 5, availableReplicas: 5 } }
    expect(resource.prepareForCreate(set, context).status).toEqual({ replicas: 0, availableReplicas: 0 })
  })

  it('may mount what its claims will provide', () => {
    const template = (name: string) => ({
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'm', image: 'i', volumeMounts: [{ name, mountPath: '/d' }] }] },
    })
    const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } }
    const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec }]
    expect(paths(setWith({ template: template('data'), volumeClaimTemplates }))).toEqual([])
    expect(paths(setWith({ template: template('other'), volumeClaimTemplates }))).toEqual([
      'spec.template.spec.containers[0].volumeMounts[0].name',
    ])
  })

  it.each([
    [3, []],
    ['50%', []],
    ['5', ['a valid percent string']],
    ['many', ['a valid percent string', 'cannot be 0']],
    ['0%', ['cannot be 0']],
    ['101%', ['must not be greater than 100%']],
  ])('has maxUnavailable %j checked', (maxUnavailable, details) => {
    const errors = resource.validate(setWith({ updateStrategy: { rollingUpdate: { maxUnavailable } } }))
    expect(errors).toHaveLength(details.length)
    details.forEach((detail, index) => {
      expect(errors[index]?.message).toContain(detail)
    })
  })
})

describe('changing a set', () => {
  const previous = { ...setWith(), status: { replicas: 1, availableReplicas: 1 } }

  it('leaves its status alone and shares what did not change', () => {
    const next = setWith({ replicas: 3 })
    const prepared = resource.prepareForUpdate(next, previous, context)
    expect(prepared.status).toBe(previous.status)
    expect(prepared.spec.template).toBe(previous.spec.template)
    expect(resource.prepareForUpdate(setWith(), previous, context).spec).toBe(previous.spec)
  })

  it('stays possible where an old template would not pass any more', () => {
    const broken = setWith({
      template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'Bad_1', image: 'i' }] } },
    })
    const scaled = { ...broken, spec: { ...broken.spec, replicas: 5 } }
    expect(resource.validateUpdate(scaled, broken)).toEqual([])
    const template = { ...broken.spec.template, metadata: { labels: { app: 'web', more: 'x' } } }
    expect(resource.validateUpdate({ ...broken, spec: { ...broken.spec, template } }, broken)).toEqual([])
  })

  it('tells equal sizes from different ones', () => {
    const claims = (storage: string) => ({
      volumeClaimTemplates: [
        { metadata: { name: 'd' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } },
      ],
    })
    const big = setWith(claims('1Gi'))
    expect(resource.validateUpdate(setWith(claims('1024Mi')), big)).toEqual([])
    expect(resource.validateUpdate(setWith(claims('2Gi')), big)).toMatchObject([{ path: 'spec.volumeClaimTemplates' }])
  })
})

describe('a revision', () => {
  const revision = (data: unknown, number = 1) =>
    ({ metadata: { name: 'web-1' }, data, revision: number }) as unknown as ControllerRevision
  const rules = controllerRevisionResource as unknown as Required<Resource<ControllerRevision>>

  it('holds an object that never changes', () => {
    expect(rules.validate(revision({ a: 1 }))).toEqual([])
    expect(rules.validate(revision(null, -1)).map(error => error.path)).toEqual(['revision', 'data'])
    expect(rules.validateUpdate(revision({ a: 1 }, 2), revision({ a: 1 }))).toEqual([])
    expect(rules.validateUpdate(revision({ a: 2 }), revision({ a: 1 }))).toMatchObject([{ path: 'data' }])
  })
})
