import { listMeta, type ObjectSchema, schemaOf, status } from '../schema'
import { type Definitions, define, structNode } from './definitions'
import { definitionName, type Json, reference, scalarDefinitions } from './names'

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1'

/** Names of definitions that documents need whatever kinds they are about. */
export const statusName = `${meta}.Status`
export const deleteOptionsName = `${meta}.DeleteOptions`
export const patchName = `${meta}.Patch`
export const watchEventName = `${meta}.WatchEvent`

/** The media types of patches. */
export const patchTypes: readonly string[] = [
  'application/apply-patch+yaml',
  'application/json-patch+json',
  'application/merge-patch+json',
  'application/strategic-merge-patch+json',
]

/** Adds what every document has: Status, DeleteOptions, Patch, WatchEvent. */
export function defineWellKnown(definitions: Definitions): void {
  define(definitions, status, statusName, kindOf('', 'v1', 'Status'))
  define(definitions, schemaOf('DeleteOptions'), deleteOptionsName, kindOf('', 'v1', 'DeleteOptions'))
  definitions.set(patchName, { description: 'A patch, in the form that its media type says.', type: 'object' })
  const raw = scalarDefinitions['runtime.RawExtension']
  if (raw) definitions.set(raw.name, raw.definition)
  definitions.set(watchEventName, {
    description: 'One change that a watch tells of.',
    type: 'object',
    required: ['type', 'object'],
    properties: {
      object: { allOf: [reference(`${raw?.name}`)] },
      type: { type: 'string', default: '' },
    },
    ...kindOf('', 'v1', 'WatchEvent'),
  })
}

/** Adds a kind and the list of its objects. */
export function defineKind(definitions: Definitions, about: KindToDefine): void {
  const { schema, name, group, version, kind, hasList } = about
  define(definitions, schema, name, kindOf(group, version, kind))
  if (!hasList) return
  structNode(definitions, listMeta)
  definitions.set(`${name}List`, {
    description: `Objects of kind ${kind}.`,
    type: 'object',
    required: ['items'],
    properties: {
      apiVersion: { type: 'string' },
      items: { type: 'array', items: reference(name) },
      kind: { type: 'string' },
      metadata: { default: {}, allOf: [reference(`${definitionName(listMeta)}`)] },
    },
    ...kindOf(group, version, `${kind}List`),
  })
}

interface KindToDefine {
  readonly schema: ObjectSchema
  readonly name: string
  readonly group: string
  readonly version: string
  readonly kind: string
  readonly hasList: boolean
}

/** Which kind a definition is of. */
export function kindOf(group: string, version: string, kind: string): Json {
  return { 'x-kubernetes-group-version-kind': [{ group, kind, version }] }
}
