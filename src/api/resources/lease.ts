import type { Lease } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { type FieldError, invalid } from './field-error'
import { defineResource } from './types'

/** `pkg/apis/coordination/validation: ValidateLeaseSpec`. */
function validate({ spec }: Lease): readonly FieldError[] {
  const errors: FieldError[] = []
  const { leaseDurationSeconds, leaseTransitions } = spec
  if (leaseDurationSeconds !== undefined && leaseDurationSeconds <= 0)
    errors.push(invalid('spec.leaseDurationSeconds', leaseDurationSeconds, 'must be greater than 0'))
  if (leaseTransitions !== undefined && leaseTransitions < 0)
    errors.push(invalid('spec.leaseTransitions', leaseTransitions, 'must be greater than or equal to 0'))
  return errors
}

export const leaseResource = defineResource<Lease>({
  kind: 'Lease',
  group: 'coordination.k8s.io',
  version: 'v1',
  plural: 'leases',
  singular: 'lease',
  shortNames: [],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('Lease')
  },
  subresources: [],
  createOnUpdate: true,
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults: lease => (lease.spec ? lease : { ...lease, spec: {} }),
  validate,
  validateUpdate: (next, previous) => (next.spec === previous.spec ? [] : validate(next)),
  columns: [
    nameColumn,
    textColumn<Lease>(
      'Holder',
      'holderIdentity contains the identity of the holder of a current lease. If Coordinated Leader Election is used, the holder identity must be equal to the elected LeaseCandidate.metadata.name field.',
      lease => lease.spec.holderIdentity ?? '',
    ),
    ageColumn,
  ],
})
