import { failure, StatusError } from '../../client'
import type { PriorityClass } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { type FieldError, forbidden, invalid, notSupported } from './field-error'
import { highestUserPriority, systemPriorityClasses } from './priorities'
import { defineResource } from './types'

const policies: readonly string[] = ['PreemptLowerPriority', 'Never']
const systemPrefix = 'system-'

/** `pkg/apis/scheduling/v1/defaults.go: SetDefaults_PriorityClass`. */
function defaults(priorityClass: PriorityClass): PriorityClass {
  if (priorityClass.preemptionPolicy) return priorityClass
  return { ...priorityClass, preemptionPolicy: 'PreemptLowerPriority' }
}

/** `pkg/apis/scheduling/validation: ValidatePriorityClass`. */
function validate(priorityClass: PriorityClass): readonly FieldError[] {
  const { metadata, value, preemptionPolicy = '' } = priorityClass
  const errors: FieldError[] = []
  if (metadata.name.startsWith(systemPrefix)) {
    const problem = systemClassProblem(priorityClass)
    const rule = `priority class names with '${systemPrefix}' prefix are reserved for system use only. error: ${problem}`
    if (problem) errors.push(forbidden('metadata.name', rule))
  } else if (value > highestUserPriority) {
    errors.push(forbidden('value', `maximum allowed value of a user defined priority is ${highestUserPriority}`))
  }
  if (!policies.includes(preemptionPolicy)) errors.push(notSupported('preemptionPolicy', preemptionPolicy, policies))
  return errors
}

/** `IsKnownSystemPriorityClass`. */
function systemClassProblem({ metadata: { name }, value, globalDefault }: PriorityClass): string | undefined {
  const known = systemPriorityClasses.find(one => one.name === name)
  if (!known) return `${name} is not a known system priority class`
  if (known.value !== value) return `value of ${name} PriorityClass must be ${known.value}`
  return globalDefault ? `globalDefault of ${name} PriorityClass must be false` : undefined
}

/** `ValidatePriorityClassUpdate`: pods have taken over what a class says, so only its description and its being the default may change. */
function validateUpdate(next: PriorityClass, previous: PriorityClass): readonly FieldError[] {
  const errors: FieldError[] = []
  if (next.value !== previous.value) errors.push(forbidden('value', 'may not be changed in an update.'))
  if (next.preemptionPolicy !== previous.preemptionPolicy)
    errors.push(invalid('preemptionPolicy', next.preemptionPolicy, 'field is immutable'))
  return errors
}

/** `pkg/registry/scheduling/priorityclass/storage: Delete`. */
function beforeDelete({ metadata: { name } }: PriorityClass): undefined {
  if (!systemPriorityClasses.some(one => one.name === name)) return
  const kind = 'priorityclasses'
  const group = 'scheduling.k8s.io'
  const message = `${kind}.${group} ${JSON.stringify(name)} is forbidden: this is a system priority class and cannot be deleted`
  throw new StatusError(failure('Forbidden', message, { name, group, kind }))
}

export const priorityClassResource = defineResource<PriorityClass>({
  kind: 'PriorityClass',
  group: 'scheduling.k8s.io',
  version: 'v1',
  plural: 'priorityclasses',
  singular: 'priorityclass',
  shortNames: ['pc'],
  categories: [],
  namespaced: false,
  get schema() {
    return schemaOf('PriorityClass')
  },
  subresources: [],
  hasGeneration: true,
  hasNewGeneration: () => false,
  nameRule: 'subdomain',
  defaults,
  validate,
  validateUpdate,
  beforeDelete,
  columns: [
    nameColumn,
    {
      name: 'Value',
      type: 'integer',
      description:
        'value represents the integer value of this priority class. This is the actual priority that pods receive when they have the name of this class in their pod spec.',
      cell: object => (object as PriorityClass).value,
    },
    {
      name: 'Global-Default',
      type: 'boolean',
      description:
        'globalDefault specifies whether this PriorityClass should be considered as the default priority for pods that do not have any priority class. Only one PriorityClass can be marked as `globalDefault`. However, if more than one PriorityClasses exists with their `globalDefault` field set to true, the smallest value of such global default PriorityClasses will be used as the default priority.',
      cell: object => (object as PriorityClass).globalDefault ?? false,
    },
    ageColumn,
    textColumn<PriorityClass>(
      'PreemptionPolicy',
      'preemptionPolicy is the Policy for preempting pods with lower priority. One of Never, PreemptLowerPriority. Defaults to PreemptLowerPriority if unset.',
      ({ preemptionPolicy }) => preemptionPolicy ?? '',
    ),
  ],
})
