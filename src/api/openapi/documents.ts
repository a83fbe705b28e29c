import { hex32, mixText } from '../../base'
import { type Discoverable, verbsOf, viewsOf } from '../discovery'
import { schemaOf } from '../schema'
import { customDefinition } from './custom'
import type { Definitions } from './definitions'
import { namingOf } from './group'
import { definitionName, type Json } from './names'
import { pathsOf } from './paths'
import { defineKind, defineWellKnown } from './well-known'

/** The documents of version 3 by path, `apis/apps/v1`; each says what one group and version serves. */
export type Documents = ReadonlyMap<string, { readonly document: Json; readonly hash: string }>

const made = new WeakMap<readonly Discoverable[], Documents>()

/** What OpenAPI says of a list of resources. Made once for each list: whoever serves other kinds hands in another list. */
export function documentsOf(resources: readonly Discoverable[]): Documents {
  const known = made.get(resources)
  if (known) return known
  const groups = new Map<string, Discoverable[]>()
  for (const resource of resources) {
    const path = resource.group === '' ? `api/${resource.version}` : `apis/${resource.group}/${resource.version}`
    groups.set(path, [...(groups.get(path) ?? []), resource])
  }
  const documents = new Map(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, members]) => [path, documentFor(members)]),
  )
  made.set(resources, documents)
  return documents
}

type HashedDocument = ReturnType<typeof hashed>
interface Made {
  readonly members: readonly Discoverable[]
  readonly document: HashedDocument
}

/** By the first of a group's members: a definition that comes or goes changes its own group only. */
const madeGroups = new WeakMap<Discoverable, Made>()

function documentFor(members: readonly Discoverable[]): HashedDocument {
  const [first] = members as readonly [Discoverable]
  const known = madeGroups.get(first)
  if (known?.members.length === members.length && known.members.every((member, index) => member === members[index]))
    return known.document
  const document = hashed(documentOf(members))
  madeGroups.set(first, { members, document })
  return document
}

function documentOf(resources: readonly Discoverable[]): Json {
  const definitions: Definitions = new Map()
  defineWellKnown(definitions)
  const paths: Record<string, Json> = {}
  for (const resource of resources) {
    const { schema, group, version, kind } = resource
    const name = namingOf(resource).definition
    defineKind(definitions, { schema, name, group, version, kind, hasList: verbsOf(resource).includes('list') })
    if (resource.openAPIV3Schema) definitions.set(name, customDefinition(resource))
    defineBodies(definitions, resource)
    Object.assign(paths, pathsOf(resource))
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: '1.37' },
    paths: sorted(paths),
    components: { schemas: sorted(Object.fromEntries(definitions)) },
  }
}

/** Adds the kinds that subresources take and give: Scale, Binding, Eviction. */
function defineBodies(definitions: Definitions, resource: Discoverable): void {
  for (const view of viewsOf(resource)) {
    if (view.kind === resource.kind || view.kind.endsWith('Options')) continue
    const schema = schemaOf(view.kind)
    const { group, version, kind } = { ...view, group: view.group || resource.group, version: view.version || 'v1' }
    defineKind(definitions, { schema, name: `${definitionName(schema)}`, group, version, kind, hasList: false })
  }
}

function sorted(record: Record<string, Json>): Json {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The hash is in the address that clients ask for, and they keep what they got: another document must have another. */
function hashed(document: Json): { readonly document: Json; readonly hash: string } {
  const text = JSON.stringify(document)
  return {
    document,
    hash: [1, 2, 3, 4]
      .map(seed => hex32(mixText(text, seed)))
      .join('')
      .toUpperCase(),
  }
}
