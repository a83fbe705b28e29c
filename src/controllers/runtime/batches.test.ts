import { expect, test } from 'vitest'
import { inBatches } from './batches'
import type { Action } from './types'

const action: Action = { memo: 'note', value: 1 }
/** How many sequences each batch has. */
const sizesOf = (actions: readonly Action[]) => actions.map(one => ('abreast' in one ? one.abreast.length : 1))

test('batches double up to five hundred', () => {
  const sizes = sizesOf(inBatches(2000, () => [action]))
  expect(sizes).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 500, 500, 489])
})

test('what has nothing to do takes no place in its batch', () => {
  expect(sizesOf(inBatches(7, index => (index % 2 === 0 ? [action] : [])))).toEqual([1, 1, 2])
  expect(sizesOf(inBatches(7, () => [action], 3))).toEqual([4])
})
