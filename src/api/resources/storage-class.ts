import { deepEqual } from '../../base'
import type { StorageClass, Time } from '../../kinds'
import { defaultClassAmong } from '../../volumes'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { duplicate, type FieldError, invalid, notSupported, required, tooLong } from './field-error'
import { qualifiedNameProblems } from './names'
import { type Column, defineResource } from './types'

const mostParameters = 512
const mostParameterBytes = 256 * 1024
const bindingModes: readonly string[] = ['Immediate', 'WaitForFirstConsumer']

/** `pkg/apis/storage/v1/defaults.go: SetDefaults_StorageClass`. */
function defaults(storageClass: StorageClass): StorageClass {
  const { reclaimPolicy, volumeBindingMode } = storageClass
  if (reclaimPolicy && volumeBindingMode) return storageClass
  return {
    ...storageClass,
    reclaimPolicy: reclaimPolicy ?? 'Delete',
    volumeBindingMode: volumeBindingMode ?? 'Immediate',
  }
}

/** `pkg/apis/storage/validation: ValidateStorageClass`. */
function validate(storageClass: StorageClass): readonly FieldError[] {
  const { provisioner = '', parameters = {}, reclaimPolicy, volumeBindingMode } = storageClass
  const errors: FieldError[] = []
  if (provisioner) {
    const name = provisioner.toLowerCase()
    errors.push(...qualifiedNameProblems(name).map(problem => invalid('provisioner', name, problem)))
  }
  errors.push(...parameterErrors(parameters))
  if (reclaimPolicy !== 'Delete' && reclaimPolicy !== 'Retain')
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, ['Delete', 'Retain']))
  if (!bindingModes.includes(volumeBindingMode))
    errors.push(notSupported('volumeBindingMode', volumeBindingMode, bindingModes))
  errors.push(...topologyErrors(storageClass))
  if (!provisioner) errors.push(required('provisioner'))
  return errors
}

function parameterErrors(parameters: Readonly<Record<string, string>>): readonly FieldError[] {
  const entries = Object.entries(parameters)
  if (entries.length > mostParameters) return [tooLong('parameters', `may not be more than ${mostParameters} bytes`)]
  const errors: FieldError[] = []
  let bytes = 0
  for (const [key, value] of entries) {
    if (!key) errors.push(invalid('parameters', key, 'field can not be empty.'))
    bytes += key.length + value.length
  }
  if (bytes > mostParameterBytes) errors.push(tooLong('parameters', `may not be more than ${mostParameterBytes} bytes`))
  return errors
}

/** `validateAllowedTopologies` and, of core, `ValidateTopologySelectorTerm`. */
function topologyErrors({ allowedTopologies = [] }: StorageClass): readonly FieldError[] {
  const errors: FieldError[] = []
  allowedTopologies.forEach((term, index) => {
    const path = `allowedTopologies[${index}]`
    const keys = new Set<string>()
    term.matchLabelExpressions?.forEach(({ key, values }, position) => {
      const at = `${path}.matchLabelExpressions[${position}]`
      if (!values?.length) errors.push(required(`${at}.values`))
      const seen = new Set<string>()
      values?.forEach((value, i) => {
        if (seen.has(value)) errors.push(duplicate(`${at}.values[${i}]`, value))
        seen.add(value)
      })
      for (const problem of qualifiedNameProblems(key)) errors.push(invalid(`${at}.key`, key, problem))
      if (keys.has(key)) errors.push(duplicate(`${at}.key`, key))
      keys.add(key)
    })
    if (allowedTopologies.slice(0, index).some(earlier => deepEqual(earlier, term)))
      errors.push(duplicate(`${path}.matchLabelExpressions`, ''))
  })
  return errors
}

const immutableFields = ['provisioner', 'parameters', 'reclaimPolicy', 'volumeBindingMode'] as const

/** What is given cannot change, but for mount options, topologies and whether volumes may grow. Recorded: the value is printed as null. */
function validateUpdate(next: StorageClass, previous: StorageClass): readonly FieldError[] {
  const { metadata: _1, ...nextRest } = next
  const { metadata: _2, ...previousRest } = previous
  if (deepEqual(nextRest, previousRest)) return []
  const changed = immutableFields.filter(name => !deepEqual(next[name], previous[name]))
  return [...validate(next), ...changed.map(name => invalid(name, null, 'field is immutable'))]
}

/** Of a list, the class that claims without one get is marked; the table of a single class cannot know (`printStorageClassList`). */
function nameText({ metadata: { name } }: StorageClass, _now: Time, list?: readonly StorageClass[]): string {
  return list && defaultClassAmong(list)?.metadata.name === name ? `${name} (default)` : name
}

export const storageClassResource = defineResource<StorageClass>({
  kind: 'StorageClass',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  categories: [],
  namespaced: false,
  get schema() {
    return schemaOf('StorageClass')
  },
  subresources: [],
  hasGeneration: false,
  nameRule: 'subdomain',
  answersWithDeleted: true,
  defaults,
  validate,
  validateUpdate,
  columns: [
    { ...nameColumn, cell: nameText as Column['cell'] },
    textColumn<StorageClass>(
      'Provisioner',
      'provisioner indicates the type of the provisioner.',
      ({ provisioner }) => provisioner,
    ),
    textColumn<StorageClass>(
      'ReclaimPolicy',
      'reclaimPolicy controls the reclaimPolicy for dynamically provisioned PersistentVolumes of this storage class. Defaults to Delete.',
      ({ reclaimPolicy }) => reclaimPolicy,
    ),
    textColumn<StorageClass>(
      'VolumeBindingMode',
      'volumeBindingMode indicates how PersistentVolumeClaims should be provisioned and bound.  When unset, VolumeBindingImmediate is used. This field is only honored by servers that enable the VolumeScheduling feature.',
      ({ volumeBindingMode }) => volumeBindingMode,
    ),
    textColumn<StorageClass>(
      'AllowVolumeExpansion',
      'allowVolumeExpansion shows whether the storage class allow volume expand.',
      ({ allowVolumeExpansion }) => allowVolumeExpansion ?? false,
    ),
    ageColumn,
  ],
})
