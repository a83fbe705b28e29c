import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { ownCatalog } from '../catalog'
import { aggregatedDiscovery, discovery } from '.'

const { discoverable } = ownCatalog

interface Entry {
  readonly name: string
  readonly kind: string
}

/** The answers of the real server by path. */
const recorded = new Map(
  (['discovery', 'discovery-aggregated'] as const).flatMap(name => {
    const { steps } = JSON.parse(readFileSync(`conformance/cases/api/${name}.recorded.json`, 'utf8')) as {
      steps: { step: { request: { path: string }[] }; responses: { body: unknown }[] }[]
    }
    return steps.flatMap(({ step, responses }) =>
      step.request.map(({ path }, index) => [`${name} ${path}`, responses[index]?.body] as const),
    )
  }),
)

describe('what is served is told as the real server tells it', () => {
  test.each([
    'api/v1',
    'apis/apps/v1',
    'apis/storage.k8s.io/v1',
    'apis/coordination.k8s.io/v1',
    'apis/discovery.k8s.io/v1',
  ])('%s', path => {
    const words = path.split('/')
    const { resources: theirs, ...head } = recorded.get(`discovery /${path}`) as { resources: Entry[] }
    const isServed = ({ name }: Entry) => {
      const [plural = ''] = name.split('/')
      const group = words[0] === 'api' ? '' : (words[1] as string)
      return name === 'bindings' || ownCatalog.at(group, 'v1', plural) !== undefined
    }
    expect(discovery(words, discoverable)).toEqual({ ...head, resources: theirs.filter(isServed) })
  })

  test('in one document, kind by kind', () => {
    const { items } = recorded.get('discovery-aggregated /apis') as {
      items: { metadata: { name: string }; versions: { resources: { resource: string }[] }[] }[]
    }
    const theirs = items
      .find(({ metadata }) => metadata.name === 'apps')
      ?.versions[0]?.resources.find(({ resource }) => resource === 'statefulsets')
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json'
    const ours = aggregatedDiscovery('apis', accept, discoverable) as { items: typeof items }
    expect(ours.items[0]?.versions[0]?.resources.find(({ resource }) => resource === 'statefulsets')).toEqual(theirs)
    expect(aggregatedDiscovery('apis', 'application/json', discoverable)).toBeUndefined()
  })
})

test('every kind is found by who follows discovery from the top', () => {
  const { groups } = discovery(['apis'], discoverable) as { groups: { versions: { groupVersion: string }[] }[] }
  const paths = [
    'api/v1',
    ...groups.flatMap(({ versions }) => versions.map(({ groupVersion }) => `apis/${groupVersion}`)),
  ]
  const kinds = paths.flatMap(path =>
    (discovery(path.split('/'), discoverable) as { resources: Entry[] }).resources
      .filter(({ name }) => !name.includes('/'))
      .map(({ kind }) => kind),
  )
  expect(kinds.sort()).toEqual(['Binding', ...discoverable.map(({ kind }) => kind)].sort())
  expect(discovery(['apis', 'nope'], discoverable)).toBeUndefined()
  expect(discovery(['apis', 'apps', 'v2'], discoverable)).toBeUndefined()
})
