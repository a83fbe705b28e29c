import type { ObjectSchema } from '../schema'

/** A JSON value that is written once and never changed. */
export type Json = Readonly<Record<string, unknown>>

const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1'

/** Definitions that stand for scalars with rules of their own, by Go type. */
export const scalarDefinitions: Readonly<Record<string, { readonly name: string; readonly definition: Json }>> = {
  'v1.Time': {
    name: `${meta}.Time`,
    definition: { description: 'A moment, in RFC 3339 with seconds.', type: 'string', format: 'date-time' },
  },
  'v1.MicroTime': {
    name: `${meta}.MicroTime`,
    definition: { description: 'A moment, in RFC 3339 with microseconds.', type: 'string', format: 'date-time' },
  },
  'v1.FieldsV1': {
    name: `${meta}.FieldsV1`,
    definition: { description: 'A set of fields, as a tree of their names.', type: 'object' },
  },
  'resource.Quantity': {
    name: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
    definition: {
      description: 'An amount with an optional suffix: 100m is a tenth, 1Ki is 1024, 1k is 1000.',
      oneOf: [{ type: 'string' }, { type: 'number' }],
    },
  },
  'intstr.IntOrString': {
    name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
    definition: {
      description: 'A number, or a text such as a percentage or the name of a port.',
      format: 'int-or-string',
      oneOf: [{ type: 'integer' }, { type: 'string' }],
    },
  },
  'runtime.RawExtension': {
    name: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
    definition: { description: 'An object of any kind.', type: 'object' },
  },
}

/** `io.k8s.api.apps.v1.StatefulSetSpec` for a struct of Go package `k8s.io/api/apps/v1`; undefined for a struct without a package. */
export function definitionName({ goPackage, goType }: ObjectSchema): string | undefined {
  if (goPackage === undefined) return undefined
  const [domain = '', ...folders] = goPackage.split('/')
  return [...domain.split('.').reverse(), ...folders, typeName(goType)].join('.')
}

/** `StatefulSetSpec` for `v1.StatefulSetSpec`. */
export function typeName(goType: string): string {
  return goType.slice(goType.indexOf('.') + 1)
}

/** Where a definition stands in a document of version 3. */
export function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` }
}
