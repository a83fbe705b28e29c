import {
  type Condition,
  type CustomResourceDefinition,
  conditionOf,
  type Time,
  timestamp,
  withCondition,
} from '../../kinds'
import { schemaOf } from '../schema'
import { ageText, nameColumn, textColumn, wideColumn } from './columns'
import { definitionErrors, definitionUpdateErrors } from './custom-definition-validation'
import { type Column, defineResource } from './types'

/** Holds a definition until the objects of its kind are gone. */
const cleanupFinalizer = 'customresourcecleanup.apiextensions.k8s.io'

/** `pkg/apis/apiextensions/v1/defaults.go: SetDefaults_CustomResourceDefinitionSpec`. */
function defaults(definition: CustomResourceDefinition): CustomResourceDefinition {
  const { spec } = definition
  const { names } = spec
  const singular = names.singular || names.kind.toLowerCase()
  const listKind = names.listKind || (names.kind ? `${names.kind}List` : '')
  const isComplete = spec.conversion && names.singular && names.listKind
  if (isComplete) return definition
  const complete = { ...names, ...(singular && { singular }), ...(listKind && { listKind }) }
  return { ...definition, spec: { ...spec, names: complete, conversion: spec.conversion ?? { strategy: 'None' } } }
}

type Status = CustomResourceDefinition['status']

/** `pkg/registry/customresourcedefinition/strategy.go: PrepareForCreate`. */
function prepareForCreate(definition: CustomResourceDefinition): CustomResourceDefinition {
  const acceptedNames = { plural: '', kind: '' }
  const status = { conditions: null, acceptedNames, storedVersions: null } as unknown as Status
  return withStoredVersions({ ...definition, status })
}

/** What was once a storage version stays one until somebody has migrated the objects. */
function withStoredVersions(definition: CustomResourceDefinition): CustomResourceDefinition {
  const stored = definition.status.storedVersions ?? []
  const added = definition.spec.versions?.find(({ name, storage }) => storage && !stored.includes(name))
  if (!added) return definition
  return { ...definition, status: { ...definition.status, storedVersions: [...stored, added.name] } }
}

/** A delete only says so; the controller deletes the objects and then lets go (`pkg/registry/customresourcedefinition/etcd.go: Delete`). */
function beforeDelete(live: CustomResourceDefinition, now: Time): CustomResourceDefinition {
  if (live.metadata.deletionTimestamp !== undefined) return live
  const finalizers = live.metadata.finalizers ?? []
  const terminating: Condition = {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: timestamp(now),
    reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  }
  return {
    ...live,
    metadata: {
      ...live.metadata,
      deletionTimestamp: timestamp(now),
      finalizers: finalizers.includes(cleanupFinalizer) ? finalizers : [...finalizers, cleanupFinalizer],
    },
    status: { ...live.status, conditions: withCondition(live.status.conditions ?? [], terminating) },
  }
}

function versionsCell({ spec }: CustomResourceDefinition): string {
  const served = spec.versions.filter(version => version.served)
  return served.map(({ name, storage }) => (storage ? `${name}(storage)` : name)).join(',')
}

const createdColumn: Column = {
  ...textColumn<CustomResourceDefinition>('Created At', ageText, ({ metadata }) => metadata.creationTimestamp),
  type: 'date',
}

const establishedColumn: Column = {
  ...wideColumn<CustomResourceDefinition>(
    'Established',
    'Established status',
    definition => conditionOf(definition, 'Established')?.status === 'True',
  ),
  type: 'boolean',
}

export const customResourceDefinitionResource = defineResource<CustomResourceDefinition>({
  kind: 'CustomResourceDefinition',
  group: 'apiextensions.k8s.io',
  version: 'v1',
  storageVersion: 'v1beta1',
  plural: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  get schema() {
    return schemaOf('CustomResourceDefinition')
  },
  subresources: ['status'],
  hasGeneration: true,
  nameRule: 'subdomain',
  defaults,
  prepareForCreate,
  prepareForUpdate: (next, previous) => withStoredVersions({ ...next, status: previous.status }),
  validate: definitionErrors,
  validateUpdate: definitionUpdateErrors,
  validateStatusUpdate: () => [],
  beforeDelete,
  columns: [
    nameColumn,
    textColumn<CustomResourceDefinition>('Scope', 'Cluster/Namespaced', ({ spec }) => spec.scope),
    textColumn<CustomResourceDefinition>('Versions', 'Served versions', versionsCell),
    createdColumn,
    wideColumn<CustomResourceDefinition>('Group', 'API group', ({ spec }) => spec.group),
    wideColumn<CustomResourceDefinition>('Kind', 'CustomResource kind', ({ spec }) => spec.names.kind),
    wideColumn<CustomResourceDefinition>('ShortNames', 'Short names', ({ spec }) =>
      (spec.names.shortNames ?? []).join(','),
    ),
    establishedColumn,
  ],
})
