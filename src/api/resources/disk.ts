import type { Disk } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { duplicate, type FieldError, invalid, required } from './field-error'
import { defineResource } from './types'

function defaults(disk: Disk): Disk {
  if (disk.spec && disk.status?.files) return disk
  return { ...disk, spec: disk.spec ?? { source: '' }, status: { ...disk.status, files: disk.status?.files ?? [] } }
}

function validate(disk: Disk): readonly FieldError[] {
  const { capacityBytes, source } = disk.spec
  const errors: FieldError[] = []
  if (capacityBytes !== undefined && capacityBytes <= 0)
    errors.push(invalid('spec.capacityBytes', capacityBytes, 'must be greater than zero'))
  if (!source) errors.push(required('spec.source', 'says which volume the bytes belong to'))
  return [...errors, ...fileErrors(disk)]
}

function fileErrors({ status }: Disk): readonly FieldError[] {
  const paths = new Set<string>()
  return status.files.flatMap((file, index) => {
    const path = `status.files[${index}].path`
    const errors = file.path ? [] : [required(path)]
    if (paths.has(file.path)) errors.push(duplicate(path, file.path))
    paths.add(file.path)
    return errors
  })
}

/** A disk stays where it is and what it is; it may grow. */
function validateUpdate(next: Disk, previous: Disk): readonly FieldError[] {
  const errors = next.spec === previous.spec && next.status === previous.status ? [] : [...validate(next)]
  for (const field of ['machine', 'source'] as const)
    if (next.spec[field] !== previous.spec[field])
      errors.push(invalid(`spec.${field}`, next.spec[field], 'field is immutable'))
  return errors
}

function machineText({ spec, status }: Disk): string {
  if (spec.machine) return spec.machine
  return spec.mustBeAttached ? status.attachedTo?.join(',') || '<none>' : '<network>'
}

/** Where bytes are: on one machine, or reached over the network. */
export const diskResource = defineResource<Disk>({
  kind: 'Disk',
  group: 'lab.sim',
  version: 'v1',
  plural: 'disks',
  singular: 'disk',
  shortNames: [],
  categories: ['lab'],
  namespaced: false,
  get schema() {
    return schemaOf('Disk')
  },
  subresources: ['status'],
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults,
  prepareForUpdate: (next, previous) => ({ ...next, status: previous.status }),
  validate,
  validateUpdate,
  validateStatusUpdate: (next, previous) => (next.status === previous.status ? [] : fileErrors(next)),
  columns: [
    nameColumn,
    textColumn<Disk>('Machine', 'The machine it is part of, or those it is attached to.', machineText),
    textColumn<Disk>('Source', 'The volume the bytes belong to.', ({ spec }) => spec.source),
    textColumn<Disk>('Files', 'How many files are on it.', ({ status }) => status.files.length),
    ageColumn,
  ],
})
