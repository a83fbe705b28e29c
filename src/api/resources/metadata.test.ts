import { describe, expect, it } from 'vitest'
import type { KubernetesObject, ObjectMeta } from '../../kinds'
import type { FieldError } from './field-error'
import { validateLabelSelector, validateMetadata, validateMetadataUpdate } from './metadata'

const metadata: ObjectMeta = {
  name: 'web',
  namespace: 'default',
  uid: 'u',
  resourceVersion: '5',
  generation: 2,
  creationTimestamp: '2026-01-01T00:00:00Z',
}
const object = (change: Partial<ObjectMeta> = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { ...metadata, ...change },
})
const texts = (errors: readonly FieldError[]) => errors.map(({ path, message }) => `${path}: ${message}`)

describe('metadata of a new object', () => {
  const resource = { namespaced: true, nameRule: 'label' } as const

  it('is accepted when it is right', () => expect(validateMetadata(object(), resource)).toEqual([]))

  it('must name its namespace exactly when the kind has one', () => {
    expect(texts(validateMetadata(object({ namespace: undefined }), resource))).toEqual([
      'metadata.namespace: Required value',
    ])
    expect(texts(validateMetadata(object(), { ...resource, namespaced: false }))).toEqual([
      'metadata.namespace: Forbidden: not allowed on this type',
    ])
  })

  it('cannot carry more than 256 KiB of annotations', () => {
    const annotations = { a: 'x'.repeat(256 * 1024) }
    expect(texts(validateMetadata(object({ annotations }), resource))).toEqual([
      'metadata.annotations: Too long: may not be more than 262144 bytes',
    ])
  })
})

describe('metadata of a change', () => {
  const errors = (next: Partial<ObjectMeta>, previous: Partial<ObjectMeta> = {}) =>
    texts(validateMetadataUpdate(object(next), object(previous)))

  it('leaves identity alone', () => {
    expect(errors({ uid: 'v' })).toEqual(['metadata.uid: Invalid value: "v": field is immutable'])
    expect(errors({ creationTimestamp: '2026-01-02T00:00:00Z' })).toHaveLength(1)
  })

  it('does not lower the generation and says which version it changes', () => {
    expect(errors({ generation: 1, resourceVersion: '' })).toEqual([
      'metadata.resourceVersion: Invalid value: "": must be specified for an update',
      'metadata.generation: Invalid value: 1: must not be decremented',
    ])
  })

  it('adds no finalizer to an object that is being deleted, but may take one', () => {
    const deletionTimestamp = '2026-01-01T00:00:30Z'
    const finalizers = ['example.com/a', 'example.com/b']
    expect(errors({ deletionTimestamp, finalizers }, { deletionTimestamp, finalizers: ['example.com/a'] })).toEqual([
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"example.com/b"}',
    ])
    expect(errors({ deletionTimestamp, finalizers: [] }, { deletionTimestamp, finalizers })).toEqual([])
  })

  it('does not look again at labels that are the same object', () => {
    const labels = { a: '-' }
    expect(errors({ labels, generation: 3 }, { labels })).toEqual([])
    expect(errors({ labels: { ...labels } }, { labels })).toHaveLength(1)
  })
})

describe('label selector', () => {
  it('reports every requirement that cannot be met', () => {
    const errors: FieldError[] = []
    validateLabelSelector(errors, 'spec.selector', {
      matchLabels: { a: 'b' },
      matchExpressions: [
        { key: '-', operator: 'In', values: ['ok', 'b b'] },
        { key: 'a', operator: 'DoesNotExist', values: ['x'] },
      ],
    })
    expect(errors.map(error => error.path)).toEqual([
      'spec.selector.matchExpressions[0].key',
      'spec.selector.matchExpressions[0].values[1]',
      'spec.selector.matchExpressions[1].values',
    ])
  })
})
