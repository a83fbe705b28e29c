import { expect, test } from 'vitest'
import type { Deployment } from '../../kinds'
import { annotationsForNewest } from './annotations'

const deployment = {
  metadata: { annotations: { note: 'a', 'deployment.kubernetes.io/revision': '9' } },
} as unknown as Deployment
const revision = 'deployment.kubernetes.io/revision'
const history = 'deployment.kubernetes.io/revision-history'

test('[DE-6] a first revision has no history', () => {
  expect(annotationsForNewest(deployment, undefined, 3)).toEqual({ note: 'a', [revision]: '3' })
})

test('[DE-6] a higher revision of its own stays', () => {
  expect(annotationsForNewest(deployment, { note: 'a', [revision]: '5' }, 3)).toEqual({})
})

test('[DE-6] the history drops its oldest entries where it would exceed 2000 characters', () => {
  const entries = Array.from({ length: 400 }, (_, index) => String(1000 + index))
  const known = { note: 'a', [revision]: '1400', [history]: entries.join(',') }
  const next = annotationsForNewest(deployment, known, 1401)[history] as string
  expect(next.length).toBeLessThanOrEqual(2000)
  expect(next.startsWith('1001,')).toBe(true)
  expect(next.endsWith(',1399,1400')).toBe(true)
})

test('[DE-6] a revision that is no number is left alone, and so is all else', () => {
  expect(annotationsForNewest(deployment, { [revision]: 'x' }, 3)).toEqual({})
})
