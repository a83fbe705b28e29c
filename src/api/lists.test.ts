import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../kinds'
import { ApiBench, mapsPath, podsPath } from '../testing/api-bench'

interface List {
  readonly kind: string
  readonly apiVersion: string
  readonly metadata: {
    readonly resourceVersion: string
    readonly continue?: string
    readonly remainingItemCount?: number
  }
  readonly items: readonly KubernetesObject[]
}
interface WatchLine {
  readonly type: string
  readonly object: KubernetesObject
}

const named = ({ items }: List) => items.map(({ metadata }) => metadata.name)

/** Five config maps with labels to choose from. */
function shop(): ApiBench {
  const bench = new ApiBench()
  bench.configMap({ name: 'a', labels: { app: 'web', tier: 'front' } })
  bench.configMap({ name: 'b', labels: { app: 'web', tier: 'back' } })
  bench.configMap({ name: 'c', labels: { app: 'db', tier: '' } })
  bench.configMap({ name: 'd', labels: { 'lab.example/app': 'web' } })
  bench.configMap({ name: 'e' })
  return bench
}

const list = (bench: ApiBench, query: string) => named(bench.must<List>('GET', `${mapsPath}?${query}`))
const byLabel = (selector: string) => list(shop(), `labelSelector=${encodeURIComponent(selector)}`).join('')

describe('label selectors', () => {
  test.each([
    ['app=web', 'ab'],
    ['app==web', 'ab'],
    ['app!=web', 'cde'],
    ['app', 'abc'],
    ['!app', 'de'],
    ['app in (web,db)', 'abc'],
    ['app notin (web)', 'cde'],
    ['app=web,tier=back', 'b'],
    ['app in (web, db),tier notin (front),tier', 'bc'],
    ['tier=', 'c'],
    [' app = web ', 'ab'],
    ['lab.example/app=web', 'd'],
    ['app,!app', ''],
    ['', 'abcde'],
    ['toString', ''],
  ])('%j gives %j', (selector, wanted) => {
    expect(byLabel(selector)).toBe(wanted)
  })

  test.each(['app=(', 'app in', 'app in web', '=web', 'app=web,', ',', 'a b', 'app===web', 'app in (a', '!'])(
    '%j is refused',
    selector => {
      expect(shop().refused('GET', `${mapsPath}?labelSelector=${encodeURIComponent(selector)}`)).toMatch(/^400 /)
    },
  )
})

describe('field selectors', () => {
  test('name and namespace are known to every kind', () => {
    const bench = shop()
    expect(list(bench, 'fieldSelector=metadata.name%3Db')).toEqual(['b'])
    expect(list(bench, 'fieldSelector=metadata.name!%3Db,metadata.name!%3Dc')).toEqual(['a', 'd', 'e'])
    expect(list(bench, 'fieldSelector=metadata.namespace%3Dnowhere')).toEqual([])
    expect(list(bench, 'fieldSelector=metadata.name%3Da&labelSelector=app%3Ddb')).toEqual([])
  })

  test('others are known to some kinds only', () => {
    const bench = new ApiBench()
    bench.pod({ name: 'web-0' }, { nodeName: 'node-1' })
    bench.pod({ name: 'web-1' })
    const pods = (selector: string) =>
      named(bench.must<List>('GET', `${podsPath}?fieldSelector=${encodeURIComponent(selector)}`))
    expect(pods('spec.nodeName=node-1')).toEqual(['web-0'])
    expect(pods('spec.nodeName=')).toEqual(['web-1'])
    expect(pods('status.phase=Pending')).toEqual(['web-0', 'web-1'])
    expect(bench.refused('GET', `${podsPath}?fieldSelector=spec.color%3Dred`)).toMatch(
      /^400 field label not supported: spec.color/,
    )
    expect(bench.refused('GET', `${mapsPath}?fieldSelector=data%3Dx`)).toMatch(/^400 .*is not a known field selector/)
  })
})

describe('lists', () => {
  test('are sorted by name, say which revision they show, and their items carry no kind', () => {
    const bench = shop()
    const { kind, apiVersion, metadata, items } = bench.must<List>('GET', mapsPath)
    expect([kind, apiVersion, metadata.resourceVersion]).toEqual(['ConfigMapList', 'v1', String(bench.store.revision)])
    expect(items.map(({ metadata: { name } }) => name)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(Object.keys(items[0] ?? {})).not.toContain('kind')
  })

  test('of all namespaces hold those of each', () => {
    const bench = shop()
    bench.must('POST', '/api/v1/namespaces', { metadata: { name: 'aaa' } })
    bench.must('POST', '/api/v1/namespaces/aaa/configmaps', { metadata: { name: 'z' } })
    expect(named(bench.must<List>('GET', '/api/v1/configmaps'))).toEqual(['z', 'a', 'b', 'c', 'd', 'e'])
    expect(list(bench, '')).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('come in pages that show one revision, whatever happens in between', () => {
    const bench = shop()
    const first = bench.must<List>('GET', `${mapsPath}?limit=2`)
    expect(named(first)).toEqual(['a', 'b'])
    expect(first.metadata.remainingItemCount).toBe(3)
    bench.must('DELETE', `${mapsPath}/c`)
    bench.configMap({ name: 'bb' })
    const second = bench.must<List>('GET', `${mapsPath}?limit=2&continue=${first.metadata.continue}`)
    expect(named(second)).toEqual(['c', 'd'])
    const third = bench.must<List>('GET', `${mapsPath}?limit=2&continue=${second.metadata.continue}`)
    expect([named(third), third.metadata.continue]).toEqual([['e'], undefined])
  })

  test('can be asked for at an old revision', () => {
    const bench = shop()
    const { revision } = bench.store
    bench.must('DELETE', `${mapsPath}/c`)
    expect(list(bench, `resourceVersion=${revision}&resourceVersionMatch=Exact`)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(list(bench, `resourceVersion=${revision}`)).toEqual(['a', 'b', 'd', 'e'])
  })
})

describe('watching is a pull', () => {
  const pull = (bench: ApiBench, query: string, path = mapsPath) =>
    bench
      .must<WatchLine[]>('GET', `${path}?watch=1&${query}`)
      .map(({ type, object }) => `${type} ${object.metadata.name}`)

  test('from the beginning there is all there is', () => {
    expect(pull(shop(), '')).toEqual(['a', 'b', 'c', 'd', 'e'].map(name => `ADDED ${name}`))
  })

  test('from a revision there is what has happened since, in order', () => {
    const bench = shop()
    const since = bench.store.revision
    bench.configMap({ name: 'f' })
    bench.must('PATCH', `${mapsPath}/a`, { data: { x: '1' } })
    bench.must('DELETE', `${mapsPath}/b`)
    expect(pull(bench, `resourceVersion=${since}`)).toEqual(['ADDED f', 'MODIFIED a', 'DELETED b'])
    expect(pull(bench, `resourceVersion=${bench.store.revision}`)).toEqual([])
  })

  test('what begins to match a selector is added, what ceases to is deleted', () => {
    const bench = shop()
    const since = bench.store.revision
    bench.must('PATCH', `${mapsPath}/e`, { metadata: { labels: { app: 'web' } } })
    bench.must('PATCH', `${mapsPath}/e`, { data: { x: '1' } })
    bench.must('PATCH', `${mapsPath}/e`, { metadata: { labels: { app: 'db' } } })
    bench.must('PATCH', `${mapsPath}/e`, { data: { x: '2' } })
    expect(pull(bench, `resourceVersion=${since}&labelSelector=app%3Dweb`)).toEqual([
      'ADDED e',
      'MODIFIED e',
      'DELETED e',
    ])
  })

  test('what is last seen of an object carries the revision of its going', () => {
    const bench = shop()
    const since = bench.store.revision
    bench.must('DELETE', `${mapsPath}/b`)
    const [line] = bench.must<WatchLine[]>('GET', `${mapsPath}?watch=1&resourceVersion=${since}`)
    expect(line?.object.metadata.resourceVersion).toBe(String(bench.store.revision))
  })

  test('other kinds and namespaces are not heard of', () => {
    const bench = shop()
    const since = bench.store.revision
    bench.pod({ name: 'web-0' })
    bench.must('POST', '/api/v1/namespaces', { metadata: { name: 'shop' } })
    bench.must('POST', '/api/v1/namespaces/shop/configmaps', { metadata: { name: 'z' } })
    expect(pull(bench, `resourceVersion=${since}`)).toEqual([])
    expect(pull(bench, `resourceVersion=${since}`, '/api/v1/configmaps')).toEqual(['ADDED z'])
  })

  test('a revision that is compacted is told as 410', () => {
    const bench = new ApiBench(10)
    for (let i = 0; i < 40; i++) bench.configMap({ name: `x${i}` })
    const lines = bench.must<{ type: string; object: { code: number; reason: string } }[]>(
      'GET',
      `${mapsPath}?watch=1&resourceVersion=2`,
    )
    expect(lines).toMatchObject([{ type: 'ERROR', object: { code: 410, reason: 'Expired' } }])
  })
})
