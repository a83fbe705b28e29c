import { failure, StatusError } from '../../client'
import { type Namespace, type Time, timestamp } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { type FieldError, invalid } from './field-error'
import { qualifiedNameProblems } from './names'
import { defineResource } from './types'

const standardFinalizers: ReadonlySet<string> = new Set(['kubernetes', 'orphan', 'foregroundDeletion'])
const finalizerDetail = 'name is neither a standard finalizer name nor is it fully qualified'
const nameLabel = 'kubernetes.io/metadata.name'

/** The name is also a label (`pkg/apis/core/v1/defaults.go: SetDefaults_Namespace`). */
function defaults(namespace: Namespace): Namespace {
  const { metadata, spec, status } = namespace
  if (spec && status?.phase && metadata.labels?.[nameLabel] === metadata.name) return namespace
  return {
    ...namespace,
    metadata: { ...metadata, labels: { ...metadata.labels, [nameLabel]: metadata.name } },
    spec: spec ?? {},
    status: { ...status, phase: status?.phase ?? 'Active' },
  }
}

/** `pkg/registry/core/namespace/strategy.go: PrepareForCreate`: the finalizer that lets the namespace controller empty it first. */
function prepareForCreate(namespace: Namespace): Namespace {
  const given = namespace.spec.finalizers ?? []
  const finalizers = given.includes('kubernetes') ? given : [...given, 'kubernetes']
  return { ...namespace, spec: { ...namespace.spec, finalizers }, status: { phase: 'Active' } }
}

function validate({ spec }: Namespace): readonly FieldError[] {
  return (spec.finalizers ?? []).flatMap(name => {
    const problems = [...qualifiedNameProblems(name)]
    if (!name.includes('/') && !standardFinalizers.has(name)) problems.push(finalizerDetail)
    return problems.map(problem => invalid('spec.finalizers', name, problem))
  })
}

/** `ValidateNamespaceStatusUpdate`: the phase says nothing but whether the namespace is being deleted. */
function validateStatusUpdate({ metadata, status }: Namespace): readonly FieldError[] {
  const phase = status?.phase ?? ''
  if (!metadata.deletionTimestamp)
    return phase === 'Active'
      ? []
      : [invalid('status.Phase', phase, "may only be 'Active' if `deletionTimestamp` is empty")]
  return phase === 'Terminating'
    ? []
    : [invalid('status.Phase', phase, "may only be 'Terminating' if `deletionTimestamp` is not empty")]
}

/** Plugin NamespaceLifecycle keeps these. */
const immortal: ReadonlySet<string> = new Set(['default', 'kube-public', 'kube-system'])

/**
 * A namespace is only marked: the namespace controller empties it, takes its finalizer, and deletes it again
 * (`pkg/registry/core/namespace/storage: Delete`).
 */
function beforeDelete(live: Namespace, now: Time): Namespace | undefined {
  const { name, deletionTimestamp } = live.metadata
  if (immortal.has(name)) {
    const message = `namespaces ${JSON.stringify(name)} is forbidden: this namespace may not be deleted`
    throw new StatusError(failure('Forbidden', message, { name, kind: 'namespaces' }))
  }
  if (deletionTimestamp !== undefined) return isHeld(live) ? live : undefined
  return {
    ...live,
    metadata: { ...live.metadata, deletionTimestamp: timestamp(now) },
    status: { ...live.status, phase: 'Terminating' },
  }
}

function isHeld({ spec }: Namespace): boolean {
  return (spec.finalizers?.length ?? 0) > 0
}

export const namespaceResource = defineResource<Namespace>({
  kind: 'Namespace',
  group: '',
  version: 'v1',
  plural: 'namespaces',
  singular: 'namespace',
  shortNames: ['ns'],
  categories: [],
  namespaced: false,
  withoutVerbs: ['deletecollection'],
  get schema() {
    return schemaOf('Namespace')
  },
  subresources: ['status', 'finalize'],
  hasGeneration: false,
  nameRule: 'label',
  defaults,
  prepareForCreate,
  prepareForUpdate: (next, previous) => ({ ...next, spec: previous.spec, status: previous.status }),
  prepareForFinalize: (next, previous) => ({
    ...previous,
    metadata: next.metadata,
    spec: { ...previous.spec, finalizers: next.spec?.finalizers ?? [] },
  }),
  validate,
  validateUpdate: validate,
  validateStatusUpdate,
  beforeDelete,
  isHeld,
  fieldLabels: {
    'status.phase': namespace => namespace.status.phase,
  },
  columns: [
    nameColumn,
    textColumn<Namespace>('Status', 'The status of the namespace', namespace => namespace.status.phase),
    ageColumn,
  ],
})
