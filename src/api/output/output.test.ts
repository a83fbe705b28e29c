import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { HttpRequest, HttpResponse } from '../../client'
import { AgentCluster } from '../../testing/agent-cluster'

const configMaps = '/api/v1/namespaces/default/configmaps'
const table = 'application/json;as=Table;v=v1;g=meta.k8s.io'
const partial = 'application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io'

function cluster(): AgentCluster {
  const metadata = { name: 'a', labels: { app: 'x' } }
  return new AgentCluster().must('POST', configMaps, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    data: { k: 'v' },
  })
}

function get({ world }: AgentCluster, path: string, accept?: string): HttpResponse {
  const request: HttpRequest = { method: 'GET', path, ...(accept && { accept }) }
  return world.handle(request)
}

interface Table {
  readonly kind: string
  readonly columnDefinitions: readonly { readonly name: string }[] | null
  readonly rows: readonly { readonly cells: readonly unknown[]; readonly object: { readonly kind: string } | null }[]
}

describe('what the Accept header asks for', () => {
  test.each([
    [undefined, 'ConfigMap'],
    ['*/*', 'ConfigMap'],
    ['application/vnd.kubernetes.protobuf,application/json', 'ConfigMap'],
    ['application/json;q=0.1,application/json;as=Table;v=v1;g=meta.k8s.io', 'Table'],
    [`${table},application/json`, 'Table'],
    ['application/json;as=Nope;v=v1;g=meta.k8s.io,application/json', 'ConfigMap'],
    [partial, 'PartialObjectMetadata'],
  ])('%j gets a %s', (accept, kind) => {
    expect(get(cluster(), `${configMaps}/a`, accept).body).toMatchObject({ kind })
  })

  test.each([
    ['text/html', /^406: Not Acceptable/],
    ['application/json;as=Nope;v=v1;g=meta.k8s.io', /^only the following media types/],
    [
      partial.replace('Metadata', 'MetadataList'),
      /^you requested PartialObjectMetadataList, but .* \(\*core\.ConfigMap\)$/,
    ],
  ])('%j is not acceptable', (accept, message) => {
    const { code, body } = get(cluster(), `${configMaps}/a`, accept)
    expect([code, (body as { message: string }).message]).toEqual([406, expect.stringMatching(message)])
  })

  test('YAML is JSON in other words', () => {
    const { contentType, body } = get(cluster(), `${configMaps}/a`, 'application/yaml')
    expect(contentType).toBe('application/yaml')
    expect(parse(body as string)).toEqual(get(cluster(), `${configMaps}/a`).body)
  })
})

describe('tables', () => {
  test.each([
    ['', 'PartialObjectMetadata'],
    ['?includeObject=Object', 'ConfigMap'],
    ['?includeObject=None', undefined],
  ])('%j puts a %s into each row', (query, kind) => {
    const { rows } = get(cluster(), `${configMaps}/a${query}`, table).body as Table
    expect(rows.map(({ cells, object }) => [cells.slice(0, 2), object?.kind])).toEqual([[['a', 1], kind]])
  })

  test('of a watch name their columns once, also when the first pull was empty', () => {
    const world = cluster()
    const from = (get(world, configMaps).body as { metadata: { resourceVersion: string } }).metadata.resourceVersion
    const first = get(world, `${configMaps}?watch=1&resourceVersion=${from}`, table)
    expect(first.body).toEqual([])
    const label = (value: string) => world.must('PATCH', `${configMaps}/a`, { metadata: { labels: { app: value } } })
    label('y')
    const second = get(world, first.next as string, table)
    label('z')
    const third = get(world, second.next as string, table)
    const columns = [second, third].map(({ body }) =>
      (body as { object: Table }[]).map(({ object }) => object.columnDefinitions?.length),
    )
    expect(columns).toEqual([[3], [undefined]])
  })
})

test('a watch goes on where it ended, with the same selector, and misses nothing', () => {
  const world = cluster()
  const seen: string[] = []
  let path: string | undefined = `${configMaps}?watch=1&labelSelector=app`
  const pull = () => {
    const { body, next } = get(world, path as string)
    for (const { type, object } of body as { type: string; object: { metadata: { name: string } } }[])
      seen.push(`${type} ${object.metadata.name}`)
    path = next
  }
  pull()
  for (const name of ['b', 'c'])
    world.must('POST', configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels: { app: 'x' } } })
  world.must('POST', configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } })
  pull()
  world.must('DELETE', `${configMaps}/b`)
  pull()
  pull()
  expect(seen).toEqual(['ADDED a', 'ADDED b', 'ADDED c', 'DELETED b'])
})
