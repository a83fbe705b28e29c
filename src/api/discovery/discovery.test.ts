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

  test('in one document, group by group and kind by kind', () => {
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json'
    for (const root of ['api', 'apis'] as const) {
      const theirs = recorded.get(`discovery-aggregated /${root}`) as Aggregated
      const ours = aggregatedDiscovery(root, accept, discoverable) as unknown as Aggregated
      const shared = ours.items.filter(({ metadata }) => metadata.name !== 'lab.sim')
      expect({ ...ours, items: shared }).toEqual({ ...theirs, items: served(theirs) })
    }
    expect(aggregatedDiscovery('apis', 'application/json', discoverable)).toBeUndefined()
  })
})

interface Aggregated {
  readonly items: readonly {
    readonly metadata: { readonly name?: string }
    readonly versions: readonly { readonly resources: readonly { readonly resource: string }[] }[]
  }[]
}

/** What a real cluster serves and this one has no ground for: groups, and kinds of groups that are served. */
const notServed: Readonly<Record<string, string>> = {
  'admissionregistration.k8s.io': 'webhooks and policies are never called',
  'apiregistration.k8s.io': 'there is one API server',
  autoscaling: 'nothing measures load',
  batch: 'sets and their pods; a Job has no disk that stays',
  'certificates.k8s.io': 'there is no TLS inside',
  'flowcontrol.apiserver.k8s.io': 'one client does not hold up another',
  'networking.k8s.io': 'no Ingress controller, no network policies',
  'node.k8s.io': 'one runtime',
  'rbac.authorization.k8s.io': 'everybody may do everything',
  'resource.k8s.io': 'machines have no devices',
  'storagemigration.k8s.io': 'every kind is stored in one version',
  'apps daemonsets': 'no pod has to be on every machine',
  componentstatuses: 'deprecated since v1.19',
  limitranges: 'no quotas',
  podtemplates: 'nobody uses them',
  replicationcontrollers: 'ReplicaSets have replaced them',
  resourcequotas: 'no quotas',
  'storage.k8s.io csistoragecapacities': 'drivers make disks wherever there is a machine',
  'storage.k8s.io volumeattributesclasses': 'a disk has no attributes but its size',
}

/** Their groups without what is not served. */
function served({ items }: Aggregated): Aggregated['items'] {
  return items
    .filter(({ metadata: { name } }) => !(`${name}` in notServed))
    .map(item => ({
      ...item,
      versions: item.versions.map(version => ({
        ...version,
        resources: version.resources.filter(
          ({ resource }) => !([item.metadata.name, resource].filter(Boolean).join(' ') in notServed),
        ),
      })),
    }))
}

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
