import { deepEqual } from '../../base'
import type { CSINode, CSINodeDriver } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn } from './columns'
import { driverNameErrors } from './csi-names'
import { duplicate, type FieldError, invalid, required } from './field-error'
import { negativeDetail } from './metadata'
import { qualifiedNameProblems } from './names'
import { defineResource } from './types'

const longestNodeID = 256

/** `pkg/apis/storage/validation: ValidateCSINode`. */
function validate({ spec }: CSINode): readonly FieldError[] {
  const names = new Set<string>()
  return (spec?.drivers ?? []).flatMap((driver, index) => driverErrors(driver, names, `spec.drivers[${index}]`))
}

function driverErrors(driver: CSINodeDriver, names: Set<string>, path: string): readonly FieldError[] {
  const { name = '', nodeID = '', topologyKeys, allocatable } = driver
  const errors: FieldError[] = [...driverNameErrors(name, `${path}.name`)]
  if (!nodeID) errors.push(required(`${path}.nodeID`))
  if (nodeID.length > longestNodeID)
    errors.push(invalid(`${path}.nodeID`, nodeID, `must be ${longestNodeID} characters or less`))
  if (allocatable?.count !== undefined && allocatable.count < 0)
    errors.push(invalid(`${path}.allocatable.count`, allocatable.count, negativeDetail))
  if (names.has(name)) errors.push(duplicate(`${path}.name`, name))
  names.add(name)
  const keys = new Set<string>()
  for (const key of topologyKeys ?? []) {
    if (!key) errors.push(required(path))
    if (keys.has(key)) errors.push(duplicate(path, key))
    keys.add(key)
    errors.push(...qualifiedNameProblems(key).map(problem => invalid(path, key, problem)))
  }
  return errors
}

/** `ValidateCSINodeUpdate`: a driver's entry is fixed, but for how many volumes it takes. Recorded: the struct is printed whole. */
function validateUpdate(next: CSINode, previous: CSINode): readonly FieldError[] {
  const errors = [...validate(next)]
  for (const before of previous.spec.drivers ?? [])
    for (const after of next.spec.drivers ?? []) {
      if (after.name !== before.name || deepEqual(goDriver(after), goDriver(before))) continue
      errors.push(invalid('spec.drivers', goDriver(after), 'field is immutable'))
    }
  return errors
}

/** An entry as Go prints it once the volume count is taken out. */
function goDriver({ name, nodeID, topologyKeys }: CSINodeDriver): unknown {
  return { Name: name, NodeID: nodeID, TopologyKeys: topologyKeys ?? null, Allocatable: null }
}

export const csiNodeResource = defineResource<CSINode>({
  kind: 'CSINode',
  group: 'storage.k8s.io',
  version: 'v1',
  plural: 'csinodes',
  singular: 'csinode',
  shortNames: [],
  categories: [],
  namespaced: false,
  get schema() {
    return schemaOf('CSINode')
  },
  subresources: ['status'],
  hasGeneration: false,
  nameRule: 'subdomain',
  answersWithDeleted: true,
  defaults: node => (node.status ? node : { ...node, status: {} }),
  prepareForCreate: node => ({ ...node, status: {} }),
  prepareForUpdate: (next, previous) => ({ ...next, status: previous.status }),
  validate,
  validateUpdate,
  columns: [
    nameColumn,
    {
      name: 'Drivers',
      type: 'integer',
      description: 'Drivers indicates the number of CSI drivers registered on the node',
      cell: object => (object as CSINode).spec.drivers?.length ?? 0,
    },
    ageColumn,
  ],
})
