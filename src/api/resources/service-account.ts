import type { ServiceAccount } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn } from './columns'
import { defineResource } from './types'

/** Nothing of a ServiceAccount is looked into (`pkg/apis/core/validation: ValidateServiceAccount`). */
export const serviceAccountResource = defineResource<ServiceAccount>({
  kind: 'ServiceAccount',
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  singular: 'serviceaccount',
  shortNames: ['sa'],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('ServiceAccount')
  },
  subresources: ['token'],
  hasGeneration: false,
  answersWithDeleted: true,
  nameRule: 'subdomain',
  defaults: account => account,
  validate: () => [],
  validateUpdate: () => [],
  columns: [nameColumn, ageColumn],
})
