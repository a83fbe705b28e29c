import { deepEqual, isRecord } from '../../base'
import {
  type CustomResourceDefinition,
  type CustomVersion,
  conditionOf,
  customTable,
  type JsonSchema,
  type KubernetesObject,
} from '../../kinds'
import { type FieldError, invalidValue, type Resource, type ScalePaths, type Subresource } from '../resources'
import { customShape } from '../schema'
import { customColumns } from './columns'
import { withDefaults } from './defaults'
import { findFirst, namesOf } from './json-path'
import { scaleErrors } from './scale-errors'
import { listErrors, schemaErrors } from './validate'

/** A custom resource: whatever its schema allows. */
interface CustomObject extends KubernetesObject {
  readonly status?: unknown
}

/** What may be done with custom resources, in the order that discovery has for them. */
const customVerbs = ['delete', 'deletecollection', 'get', 'list', 'patch', 'create', 'update', 'watch']

/** The kinds that definitions add to the API, each version a resource. A definition without accepted names adds nothing. */
export function customResourcesOf(definitions: readonly CustomResourceDefinition[]): readonly Resource[] {
  return definitions.flatMap(definition => {
    if (conditionOf(definition, 'Established')?.status !== 'True') return []
    let made = madeOf.get(definition)
    if (!made) {
      made = definition.spec.versions.filter(({ served }) => served).map(version => customResource(definition, version))
      madeOf.set(definition, made)
    }
    return made
  })
}

/** Reading a schema takes longer than reading a list of definitions: it is read once for each version of each definition. */
const madeOf = new WeakMap<CustomResourceDefinition, readonly Resource[]>()

function customResource(definition: CustomResourceDefinition, version: CustomVersion): Resource {
  const { spec, status } = definition
  const names = status.acceptedNames
  const json: JsonSchema = version.schema?.openAPIV3Schema ?? {}
  const { status: hasStatus, scale } = version.subresources ?? {}
  const paths = scale && scalePathsOf(scale)
  const subresources: Subresource[] = [
    ...(hasStatus ? (['status'] as const) : []),
    ...(paths ? (['scale'] as const) : []),
  ]
  const rules = rulesOf(json, paths)
  const { deprecated, deprecationWarning, selectableFields = [] } = version
  return {
    kind: names.kind,
    group: spec.group,
    version: version.name,
    plural: names.plural,
    singular: names.singular ?? '',
    shortNames: names.shortNames ?? [],
    categories: names.categories ?? [],
    namespaced: spec.scope === 'Namespaced',
    verbs: customVerbs,
    table: customTable(definition),
    listKind: names.listKind ?? `${names.kind}List`,
    isUnstructured: true,
    isClosing: conditionOf(definition, 'Terminating')?.status === 'True',
    openAPIV3Schema: json,
    schema: customShape(names.kind, json),
    subresources,
    ...(paths && { scalePaths: paths }),
    needsResourceVersion: true,
    hasGeneration: true,
    hasNewGeneration: (next, previous) => !deepEqual(countedPart(next, hasStatus), countedPart(previous, hasStatus)),
    nameRule: 'subdomain',
    defaults: object => withDefaults(object, json) as KubernetesObject,
    prepareForCreate: object => (hasStatus ? withStatusOf(object, undefined) : object),
    prepareForUpdate: (next, previous) => (hasStatus ? withStatusOf(next, previous) : next),
    prepareForStatusUpdate: (next, previous) => ({ ...withStatusOf(previous, next), metadata: next.metadata }),
    validate: rules,
    validateUpdate: rules,
    validateStatusUpdate: rules,
    warnings: () =>
      deprecated ? [deprecationWarning ?? `${spec.group}/${version.name} ${names.kind} is deprecated`] : [],
    fieldLabels: Object.fromEntries(
      selectableFields.map(({ jsonPath }) => [
        jsonPath.replace(/^\./, ''),
        (object: KubernetesObject) => String(findFirst(object, jsonPath) ?? ''),
      ]),
    ),
    columns: customColumns(version.additionalPrinterColumns),
  }
}

function scalePathsOf(scale: NonNullable<NonNullable<CustomVersion['subresources']>['scale']>): ScalePaths {
  const { specReplicasPath, statusReplicasPath, labelSelectorPath } = scale
  return {
    specReplicas: namesOf(specReplicasPath),
    statusReplicas: namesOf(statusReplicasPath),
    ...(labelSelectorPath && { selector: namesOf(labelSelectorPath) }),
  }
}

/** The object with another's status; without one where that has none. */
function withStatusOf(object: KubernetesObject, other: CustomObject | undefined): KubernetesObject {
  const { status: _, ...rest } = object as CustomObject
  return other?.status === undefined ? rest : ({ ...rest, status: other.status } as KubernetesObject)
}

/** What makes a generation: all but the metadata, and the status where that is written by itself. */
function countedPart(object: KubernetesObject, hasStatus: object | undefined): object {
  const { metadata: _1, status, ...rest } = object as CustomObject
  return hasStatus ? rest : { ...rest, status }
}

/** What stops the rules of a schema from being looked at (`pkg/registry/customresource/strategy.go: hasBlockingErr`). */
const blocking: ReadonlySet<string> = new Set([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueTooMany',
  'FieldValueTypeInvalid',
])
const uncheckedText =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation'

function rulesOf(json: JsonSchema, paths: ScalePaths | undefined) {
  const hasRules = mentionsRules(json)
  return (object: KubernetesObject): readonly FieldError[] => {
    const { apiVersion: _1, kind: _2, metadata: _3, ...own } = object
    const errors = [...schemaErrors(own, json), ...(paths ? scaleErrors(object, paths) : []), ...listErrors(own, json)]
    const isBlocked = hasRules && errors.some(({ type }) => blocking.has(type))
    return isBlocked ? [...errors, invalidValue('<nil>', null, uncheckedText)] : errors
  }
}

/** Whether a schema has rules in CEL anywhere. They are kept, and not evaluated. */
function mentionsRules(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.some(mentionsRules)
  if (!isRecord(schema)) return false
  return Object.hasOwn(schema, 'x-kubernetes-validations') || Object.values(schema).some(mentionsRules)
}
