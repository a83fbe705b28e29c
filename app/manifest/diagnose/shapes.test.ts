import { expect, test } from 'vitest'
import { type Schema, schemaOf } from '../../../src/api/schema'
import { type ShapeName, shapeNames, shapeOf, shapeOfKind } from './shapes'

/** The shape's fields must be the server's: a field that is missing here would be called unknown. */
test('every shape has exactly the fields that the server knows', () => {
  const compared = new Set<ShapeName>()
  const compare = (name: ShapeName, schema: Schema): void => {
    const inner = schema.type === 'list' ? schema.items : schema
    if (compared.has(name) || inner.type !== 'object') return
    compared.add(name)
    const shape = shapeOf(name)
    expect([...shape.keys()], name).toEqual(Object.keys(inner.fields))
    for (const [field, below] of shape) if (below) compare(below, inner.fields[field] as Schema)
  }
  for (const name of [...shapeNames, 'PersistentVolumeClaim']) {
    const shape = shapeOfKind(name)
    if (shape) compare(shape, schemaOf(name))
  }
  expect(shapeNames.filter(name => !compared.has(name))).toEqual([])
})
