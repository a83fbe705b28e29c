import { deepEqual, isRecord } from '../../base'
import { type ControllerRevision, controllerOf } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { validateNumber } from './counters'
import { type FieldError, invalid, required } from './field-error'
import { defineResource } from './types'

/** `pkg/apis/apps/validation: ValidateControllerRevisionCreate`. */
function validate({ revision, data }: ControllerRevision): readonly FieldError[] {
  const errors: FieldError[] = []
  validateNumber(errors, 'revision', revision)
  if (data === undefined || data === null) errors.push(required('data', 'data is mandatory'))
  else if (!isRecord(data)) errors.push(required('data', 'data must be a valid JSON object'))
  return errors
}

/** `ValidateControllerRevisionUpdate`: of a revision only its number may change. */
function validateUpdate(next: ControllerRevision, previous: ControllerRevision): readonly FieldError[] {
  const errors: FieldError[] = []
  validateNumber(errors, 'revision', next.revision)
  const isSame = next.data === previous.data || deepEqual(next.data, previous.data)
  if (!isSame) errors.push(invalid('data', next.data, 'field is immutable'))
  return errors
}

/** `statefulset.apps/web`. */
function controllerCell(revision: ControllerRevision): string {
  const owner = controllerOf(revision)
  if (!owner) return '<none>'
  const group = owner.apiVersion.includes('/') ? `.${owner.apiVersion.split('/')[0]}` : ''
  return `${owner.kind.toLowerCase()}${group}/${owner.name}`
}

export const controllerRevisionResource = defineResource<ControllerRevision>({
  kind: 'ControllerRevision',
  group: 'apps',
  version: 'v1',
  plural: 'controllerrevisions',
  singular: 'controllerrevision',
  shortNames: [],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('ControllerRevision')
  },
  subresources: [],
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults: revision => (revision.revision === undefined ? { ...revision, revision: 0 } : revision),
  validate,
  validateUpdate,
  columns: [
    nameColumn,
    textColumn<ControllerRevision>('Controller', 'Controller of the object', controllerCell),
    textColumn<ControllerRevision>(
      'Revision',
      'Revision indicates the revision of the state represented by Data.',
      ({ revision }) => revision,
    ),
    ageColumn,
  ],
})
