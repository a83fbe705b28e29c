import { expect, test } from 'vitest'
import type { Pod } from '../kinds'
import { epoch } from '../sim'
import { VersionedStore } from '../store'
import { termMatcher, termMatches } from './selectors'

const podIn = (namespace: string) => ({ metadata: { name: 'p', namespace, labels: { app: 'web' } } }) as unknown as Pod
const view = new VersionedStore({ clock: () => epoch }).at()
const labelSelector = { matchLabels: { app: 'web' } }

test('[SC-12] a rule about other pods speaks of its own namespace, of those it names, or of all', () => {
  const owner = podIn('mine')
  const speaksOf = (term: object, namespace: string) => {
    const whole = { topologyKey: 'zone', labelSelector, ...term }
    const answer = termMatches(whole, owner, podIn(namespace), view)
    expect(termMatcher(whole, owner, view).matches(podIn(namespace))).toBe(answer)
    return answer
  }
  expect(speaksOf({}, 'mine')).toBe(true)
  expect(speaksOf({}, 'other')).toBe(false)
  expect(speaksOf({ namespaces: ['other'] }, 'other')).toBe(true)
  expect(speaksOf({ namespaces: ['other'] }, 'mine')).toBe(false)
  expect(speaksOf({ namespaceSelector: {} }, 'other')).toBe(true)
})
