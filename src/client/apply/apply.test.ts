import { describe, expect, test } from 'vitest'
import { lastAppliedAnnotation, lastAppliedOf, threeWayPatch, withLastApplied } from '.'

const set = (containers: unknown, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: { ...spec, template: { spec: { containers } } },
})

describe('a three-way patch', () => {
  test('says nothing when the manifest asks for what is there', () => {
    const manifest = set([{ name: 'main', image: 'img:1' }], { replicas: 2 })
    const current = set([{ name: 'main', image: 'img:1', imagePullPolicy: 'IfNotPresent' }], {
      replicas: 2,
      serviceName: '',
    })
    expect(threeWayPatch({ original: manifest, modified: manifest, current }, 'strategic')).toEqual({})
  })

  test('removes what the last manifest said and this one does not, and leaves what others wrote', () => {
    const original = set([], { replicas: 2, minReadySeconds: 4 })
    const modified = set([], { replicas: 2 })
    const current = set([], { replicas: 2, minReadySeconds: 4, revisionHistoryLimit: 10 })
    expect(threeWayPatch({ original, modified, current }, 'strategic')).toEqual({ spec: { minReadySeconds: null } })
  })

  test('a container is changed by its name, and the order of containers is said', () => {
    const original = set([{ name: 'main', image: 'img:1' }])
    const modified = set([{ name: 'main', image: 'img:2' }])
    const current = set([{ name: 'main', image: 'img:1', imagePullPolicy: 'IfNotPresent' }, { name: 'injected' }])
    expect(threeWayPatch({ original, modified, current }, 'strategic')).toEqual({
      spec: {
        template: {
          spec: { '$setElementOrder/containers': [{ name: 'main' }], containers: [{ name: 'main', image: 'img:2' }] },
        },
      },
    })
  })

  test('a container taken out of the manifest is deleted by its name', () => {
    const original = set([{ name: 'main' }, { name: 'side' }])
    const modified = set([{ name: 'main' }])
    expect(threeWayPatch({ original, modified, current: original }, 'strategic')).toEqual({
      spec: {
        template: {
          spec: {
            '$setElementOrder/containers': [{ name: 'main' }],
            containers: [{ $patch: 'delete', name: 'side' }],
          },
        },
      },
    })
  })

  test('ports of a container are told apart by containerPort, those of a service by port', () => {
    const ports = (value: unknown) => set([{ name: 'main', ports: value }])
    const patch = threeWayPatch(
      {
        original: undefined,
        modified: ports([{ containerPort: 8080, name: 'http' }]),
        current: ports([{ containerPort: 8080, protocol: 'TCP' }]),
      },
      'strategic',
    )
    expect(patch).toEqual({
      spec: {
        template: {
          spec: {
            '$setElementOrder/containers': [{ name: 'main' }],
            containers: [
              {
                name: 'main',
                '$setElementOrder/ports': [{ containerPort: 8080 }],
                ports: [{ containerPort: 8080, name: 'http' }],
              },
            ],
          },
        },
      },
    })
    const service = (value: unknown) => ({ spec: { ports: value } })
    expect(
      threeWayPatch(
        {
          original: undefined,
          modified: service([{ port: 80, targetPort: 8080 }]),
          current: service([{ port: 80, targetPort: 80, protocol: 'TCP' }]),
        },
        'strategic',
      ),
    ).toEqual({ spec: { '$setElementOrder/ports': [{ port: 80 }], ports: [{ port: 80, targetPort: 8080 }] } })
  })

  test('a volume that changes its source names the fields to keep', () => {
    const volumes = (volume: object) => ({ spec: { volumes: [{ name: 'v', ...volume }] } })
    const patch = threeWayPatch(
      {
        original: volumes({ emptyDir: {} }),
        modified: volumes({ configMap: { name: 'c' } }),
        current: volumes({ emptyDir: {} }),
      },
      'strategic',
    )
    expect(patch).toEqual({
      spec: {
        '$setElementOrder/volumes': [{ name: 'v' }],
        volumes: [{ $retainKeys: ['configMap', 'name'], name: 'v', emptyDir: null, configMap: { name: 'c' } }],
      },
    })
  })

  test('finalizers are a set: added and removed one by one', () => {
    const finalizers = (list: readonly string[]) => ({ metadata: { finalizers: list } })
    expect(
      threeWayPatch(
        {
          original: finalizers(['a/x', 'b/y']),
          modified: finalizers(['b/y', 'c/z']),
          current: finalizers(['a/x', 'b/y', 'd/w']),
        },
        'strategic',
      ),
    ).toEqual({
      metadata: {
        '$deleteFromPrimitiveList/finalizers': ['a/x'],
        '$setElementOrder/finalizers': ['b/y', 'c/z'],
        finalizers: ['c/z'],
      },
    })
  })

  test('a merge patch replaces lists whole', () => {
    const links = (list: readonly unknown[]) => ({ spec: { ports: list } })
    expect(
      threeWayPatch({ original: undefined, modified: links([{ port: 1 }]), current: links([{ port: 2 }]) }, 'merge'),
    ).toEqual({ spec: { ports: [{ port: 1 }] } })
  })

  test('a null in the manifest removes the field, and only where there is one', () => {
    expect(threeWayPatch({ original: {}, modified: { a: null, b: null }, current: { a: 1 } }, 'merge')).toEqual({
      a: null,
    })
  })
})

describe('the annotation', () => {
  test('holds the manifest without itself, as Go writes it, with a line break', () => {
    const applied = withLastApplied({ kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'c' }, data: { k: '<' } })
    const again = withLastApplied(applied)
    const text =
      '{"apiVersion":"v1","data":{"k":"\\u003c"},"kind":"ConfigMap","metadata":{"annotations":{},"name":"c"}}\n'
    expect(applied.metadata).toEqual({ name: 'c', annotations: { [lastAppliedAnnotation]: text } })
    expect(again).toEqual(applied)
  })

  test('is read back, and counts as absent when it is broken', () => {
    const applied = withLastApplied({ metadata: { name: 'c' }, data: {} })
    expect(lastAppliedOf(applied)).toEqual({ metadata: { name: 'c', annotations: {} }, data: {} })
    expect(lastAppliedOf({ metadata: { annotations: { [lastAppliedAnnotation]: '{' } } })).toBeUndefined()
    expect(lastAppliedOf({ metadata: {} })).toBeUndefined()
  })
})
