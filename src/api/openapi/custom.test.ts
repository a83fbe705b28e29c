import { expect, test } from 'vitest'
import { ApiBench } from '../../testing/api-bench'
import { extensionRequests } from '../../testing/sample-extensions'
import { catalogAt, ownCatalog } from '../catalog'
import { documentsOf } from './documents'

interface Document {
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties: Record<string, object> }>> }
}

test('a kind that a definition has added has the schema it came with, and the documents of other groups stay', () => {
  const bench = new ApiBench()
  for (const request of extensionRequests) bench.send(request)
  const own = documentsOf(ownCatalog.resources)
  const all = documentsOf(catalogAt(bench.store.at()).resources)
  const made = all.get('apis/example.com/v1')?.document as unknown as Document | undefined
  const schemas = made?.components.schemas ?? {}
  expect(schemas['com.example.v1.Pond']?.properties).toMatchObject({
    spec: { properties: { mode: { type: 'string', enum: ['Wild', 'Tame'] } } },
    metadata: { allOf: [{ $ref: '#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' }] },
    apiVersion: { type: 'string' },
  })
  expect(schemas['com.example.v1.PondList']).toBeDefined()
  expect(all.get('apis/apps/v1')).toBe(own.get('apis/apps/v1'))
})
