import { describe, expect, test } from 'vitest'
import type { Status } from '../client'
import { type KubernetesObject, parseTimestamp, timestamp } from '../kinds'
import { second } from '../sim'
import { ApiBench, mapsPath, podsPath, setsPath } from '../testing/api-bench'

const pod = `${podsPath}/web-0`
const map = `${mapsPath}/a`

function metadataOf(bench: ApiBench, kind: string, name: string): KubernetesObject['metadata'] | undefined {
  return (bench.store.at().get(kind, name, 'default') as KubernetesObject | undefined)?.metadata
}

/** A bench with a pod that runs on a node, so that it is given time to stop. */
function withPod(spec: object = {}, metadata: object = {}): ApiBench {
  const bench = new ApiBench()
  bench.pod({ name: 'web-0', ...metadata }, { nodeName: 'node-1', ...spec })
  return bench
}

describe('what is not stopped first', () => {
  test('is gone at once; the answer is a Status with the uid', () => {
    const bench = new ApiBench()
    const { uid } = bench.configMap({ name: 'a' }).metadata
    expect(bench.must<Status>('DELETE', map)).toMatchObject({
      status: 'Success',
      details: { name: 'a', kind: 'configmaps', uid },
    })
    expect(bench.refused('DELETE', map)).toBe('404 configmaps "a" not found')
  })

  test('does not mind a grace period', () => {
    const bench = new ApiBench()
    bench.configMap({ name: 'a' })
    bench.must('DELETE', map, { gracePeriodSeconds: 30 })
    expect(metadataOf(bench, 'ConfigMap', 'a')).toBeUndefined()
  })
})

describe('the grace of pods (registry/rest/delete.go BeforeDelete)', () => {
  test.each([
    ['of the pod', undefined, {}, 30],
    ['of the pod, another', undefined, { terminationGracePeriodSeconds: 5 }, 5],
    ['of the request', { gracePeriodSeconds: 7 }, {}, 7],
    ['negative means one second', { gracePeriodSeconds: -3 }, {}, 1],
  ])('%s', (_, body, spec, seconds) => {
    const bench = withPod(spec)
    const { metadata } = bench.must('DELETE', pod, body)
    expect(metadata).toMatchObject({
      deletionTimestamp: timestamp(bench.now + seconds * second),
      deletionGracePeriodSeconds: seconds,
      generation: 2,
    })
  })

  test('a pod without a node, or one that has ended, is gone at once', () => {
    const bench = new ApiBench()
    bench.pod({ name: 'web-0' })
    bench.must('DELETE', pod)
    expect(metadataOf(bench, 'Pod', 'web-0')).toBeUndefined()
    const ended = withPod()
    ended.must('PATCH', `${pod}/status`, { status: { phase: 'Succeeded' } })
    ended.must('DELETE', pod)
    expect(metadataOf(ended, 'Pod', 'web-0')).toBeUndefined()
  })

  test('grace 0 removes a pod at once, and a watch sees it marked first', () => {
    const bench = withPod()
    const since = bench.store.revision
    bench.must('DELETE', pod, { gracePeriodSeconds: 0 })
    const events = bench.must<{ type: string; object: KubernetesObject }[]>(
      'GET',
      `${podsPath}?watch=1&resourceVersion=${since}`,
    )
    expect(events.map(({ type }) => type)).toEqual(['MODIFIED', 'DELETED'])
    expect(events[0]?.object.metadata.deletionGracePeriodSeconds).toBe(0)
  })

  test('a grace beyond all time is refused, and one of a billion years bears its date', () => {
    const bench = withPod()
    expect(bench.refused('DELETE', pod, { gracePeriodSeconds: 1e300 })).toMatch(/^400 /)
    bench.must('DELETE', pod, { gracePeriodSeconds: 3e16 })
    expect(metadataOf(bench, 'Pod', 'web-0')?.deletionTimestamp).toBe('9999-12-31T23:59:59Z')
  })

  test('a second delete only shortens, counted from the first', () => {
    const bench = withPod()
    bench.must('DELETE', pod)
    const first = metadataOf(bench, 'Pod', 'web-0')
    bench.now += 5 * second
    bench.must('DELETE', pod, { gracePeriodSeconds: 60 })
    expect(metadataOf(bench, 'Pod', 'web-0')).toEqual(first)
    bench.must('DELETE', pod, { gracePeriodSeconds: 10 })
    expect(metadataOf(bench, 'Pod', 'web-0')).toMatchObject({
      deletionGracePeriodSeconds: 10,
      deletionTimestamp: timestamp(parseTimestamp(first?.deletionTimestamp ?? '') - 20 * second),
      generation: 2,
    })
    bench.must('DELETE', pod, { gracePeriodSeconds: 0 })
    expect(metadataOf(bench, 'Pod', 'web-0')).toBeUndefined()
  })
})

describe('finalizers', () => {
  const held = { finalizers: ['lab.example/hold'] }

  test('keep an object, marked, until the last of them goes', () => {
    const bench = new ApiBench()
    bench.configMap({ name: 'a', finalizers: ['lab.example/hold', 'lab.example/other'] })
    expect(bench.must('DELETE', map).metadata.deletionTimestamp).toBe(timestamp(bench.now))
    bench.must('PATCH', map, { metadata: { finalizers: ['lab.example/other'] } })
    expect(metadataOf(bench, 'ConfigMap', 'a')).toBeDefined()
    bench.must('PATCH', map, { metadata: { finalizers: null } })
    expect(metadataOf(bench, 'ConfigMap', 'a')).toBeUndefined()
  })

  test('keep a pod beyond grace 0 (recorded: gc/finalizer)', () => {
    const bench = withPod({}, held)
    bench.must('DELETE', pod)
    bench.must('DELETE', pod, { gracePeriodSeconds: 0 })
    expect(metadataOf(bench, 'Pod', 'web-0')).toMatchObject({ deletionGracePeriodSeconds: 0 })
    bench.must('PATCH', pod, { metadata: { finalizers: null } })
    expect(metadataOf(bench, 'Pod', 'web-0')).toBeUndefined()
  })

  test('do not end the grace of a pod when they go before it', () => {
    const bench = withPod({}, held)
    bench.must('DELETE', pod)
    bench.must('PATCH', pod, { metadata: { finalizers: null } })
    expect(metadataOf(bench, 'Pod', 'web-0')).toBeDefined()
  })

  test('cannot be added once the object goes', () => {
    const bench = new ApiBench()
    bench.configMap({ name: 'a', ...held })
    bench.must('DELETE', map)
    const more = { metadata: { finalizers: ['lab.example/hold', 'lab.example/late'] } }
    expect(bench.refused('PATCH', map, more)).toMatch(/^422 .*no new finalizers can be added/)
  })

  test('a second delete of a held object changes nothing', () => {
    const bench = new ApiBench()
    bench.configMap({ name: 'a', ...held })
    bench.must('DELETE', map)
    const { revision } = bench.store
    bench.now += 60 * second
    bench.must('DELETE', map)
    expect(bench.store.revision).toBe(revision)
  })
})

describe('propagation', () => {
  test.each([
    [{ propagationPolicy: 'Orphan' }, ['orphan']],
    [{ propagationPolicy: 'Foreground' }, ['foregroundDeletion']],
    [{ orphanDependents: true }, ['orphan']],
  ])('%j leaves a finalizer to the garbage collector', (body, finalizers) => {
    const bench = new ApiBench()
    bench.statefulSet({ name: 'web' })
    bench.must('DELETE', `${setsPath}/web`, body)
    expect(metadataOf(bench, 'StatefulSet', 'web')?.finalizers).toEqual(finalizers)
  })

  test.each([undefined, { propagationPolicy: 'Background' }, { orphanDependents: false }])(
    '%j removes the owner at once',
    body => {
      const bench = new ApiBench()
      bench.statefulSet({ name: 'web' })
      bench.must('DELETE', `${setsPath}/web`, body)
      expect(metadataOf(bench, 'StatefulSet', 'web')).toBeUndefined()
    },
  )

  test('a later policy takes the place of an earlier one', () => {
    const bench = new ApiBench()
    bench.configMap({ name: 'a', finalizers: ['lab.example/hold'] })
    bench.must('DELETE', map, { propagationPolicy: 'Foreground' })
    bench.must('DELETE', map, { propagationPolicy: 'Orphan' })
    expect(metadataOf(bench, 'ConfigMap', 'a')?.finalizers).toEqual(['lab.example/hold', 'orphan'])
  })

  test('the query counts only where there is no body', () => {
    const bench = new ApiBench()
    bench.statefulSet({ name: 'web' })
    bench.must('DELETE', `${setsPath}/web?propagationPolicy=Orphan`, { kind: 'DeleteOptions', apiVersion: 'v1' })
    expect(metadataOf(bench, 'StatefulSet', 'web')).toBeUndefined()
  })

  test('nonsense is refused', () => {
    const bench = new ApiBench()
    bench.statefulSet({ name: 'web' })
    expect(bench.refused('DELETE', `${setsPath}/web`, { propagationPolicy: 'Sideways' })).toMatch(/^422 /)
    const both = { propagationPolicy: 'Orphan', orphanDependents: true }
    expect(bench.refused('DELETE', `${setsPath}/web`, both)).toMatch(/^422 .*cannot be both set/)
  })
})

describe('preconditions', () => {
  test('another uid or resourceVersion than the object’s refuses the delete', () => {
    const bench = new ApiBench()
    const { uid, resourceVersion } = bench.configMap({ name: 'a' }).metadata
    expect(bench.refused('DELETE', map, { preconditions: { uid: 'another' } })).toBe(
      `409 Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition (another) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    )
    expect(bench.refused('DELETE', map, { preconditions: { resourceVersion: '1' } })).toMatch(
      new RegExp(`^409 .*\\(1\\) does not match the ResourceVersion in record \\(${resourceVersion}\\)`),
    )
    bench.must('DELETE', map, { preconditions: { uid, resourceVersion } })
    expect(metadataOf(bench, 'ConfigMap', 'a')).toBeUndefined()
  })
})

describe('many at once', () => {
  test('a selector decides who goes, and the namespace', () => {
    const bench = new ApiBench()
    bench.must('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } })
    for (const name of ['a', 'b']) bench.configMap({ name, labels: { keep: 'no' } })
    bench.configMap({ name: 'c' })
    bench.must('POST', '/api/v1/namespaces/shop/configmaps', { metadata: { name: 'd', labels: { keep: 'no' } } })
    bench.must('DELETE', `${mapsPath}?labelSelector=keep%3Dno`)
    const left = bench.store.at().list('ConfigMap')
    expect(left.map(({ metadata }) => metadata.name)).toEqual(['c', 'd'])
  })

  test('a dry run in the options lets all of them live', () => {
    const bench = new ApiBench()
    for (const name of ['a', 'b']) bench.configMap({ name })
    const { revision } = bench.store
    bench.must('DELETE', mapsPath, { dryRun: ['All'] })
    expect(bench.store.revision).toBe(revision)
  })
})
