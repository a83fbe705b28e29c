import type {
  Affinity,
  LabelSelector,
  NodeSelectorRequirement,
  NodeSelectorTerm,
  PodAffinityRules,
  PodAffinityTerm,
  Toleration,
  TopologySpreadConstraint,
} from '../../kinds'
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { validateLabelSelector, valuesForbiddenDetail, valuesNeededDetail } from './metadata'
import { labelProblems, labelValueProblems, qualifiedNameProblems, subdomainProblems } from './names'

const requiredRules = 'requiredDuringSchedulingIgnoredDuringExecution'
const preferredRules = 'preferredDuringSchedulingIgnoredDuringExecution'
const weightDetail = 'must be in the range 1-100'
const operatorDetail = 'not a valid selector operator'
const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']
const inclusionPolicies = ['Honor', 'Ignore']
const scheduleActions = ['DoNotSchedule', 'ScheduleAnyway']
const effectDetail = "effect must be 'NoExecute' when `tolerationSeconds` is set"
const keylessDetail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"'

/** `pkg/apis/core/validation: validateAffinity`. */
export function validateAffinity(errors: FieldError[], path: string, affinity: Affinity): void {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity
  if (nodeAffinity) {
    const at = `${path}.nodeAffinity`
    const needed = nodeAffinity[requiredRules]
    if (needed) validateNodeSelector(errors, `${at}.${requiredRules}`, needed)
    nodeAffinity[preferredRules]?.forEach(({ weight = 0, preference = {} }, index) => {
      const term = `${at}.${preferredRules}[${index}]`
      if (weight <= 0 || weight > 100) errors.push(invalid(`${term}.weight`, weight, weightDetail))
      validateNodeTerm(errors, `${term}.preference`, preference, false)
    })
  }
  if (podAffinity) validatePodRules(errors, `${path}.podAffinity`, podAffinity)
  if (podAntiAffinity) validatePodRules(errors, `${path}.podAntiAffinity`, podAntiAffinity)
}

/** Terms of which a node must match one (`ValidateNodeSelector`); volumes have the same. */
export function validateNodeSelector(
  errors: FieldError[],
  path: string,
  selector: { readonly nodeSelectorTerms?: readonly NodeSelectorTerm[] },
): void {
  const terms = selector.nodeSelectorTerms ?? []
  const at = `${path}.nodeSelectorTerms`
  if (terms.length === 0) errors.push(required(at, 'must have at least one node selector term'))
  terms.forEach((term, index) => {
    validateNodeTerm(errors, `${at}[${index}]`, term, true)
  })
}

function validateNodeTerm(errors: FieldError[], path: string, term: NodeSelectorTerm, areValuesChecked: boolean): void {
  term.matchExpressions?.forEach((requirement, index) => {
    validateRequirement(errors, `${path}.matchExpressions[${index}]`, requirement, areValuesChecked)
  })
  term.matchFields?.forEach((requirement, index) => {
    validateFieldRequirement(errors, `${path}.matchFields[${index}]`, requirement)
  })
}

function validateRequirement(
  errors: FieldError[],
  path: string,
  { key = '', operator, values = [] }: NodeSelectorRequirement,
  areValuesChecked: boolean,
): void {
  const at = `${path}.values`
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.push(required(at, valuesNeededDetail))
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) errors.push(forbidden(at, valuesForbiddenDetail))
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) errors.push(required(at, "must be specified single value when `operator` is 'Lt' or 'Gt'"))
  } else errors.push(invalid(`${path}.operator`, operator ?? '', operatorDetail))
  for (const problem of qualifiedNameProblems(key)) errors.push(invalid(`${path}.key`, key, problem))
  if (!areValuesChecked) return
  values.forEach((value, index) => {
    for (const problem of labelValueProblems(value)) errors.push(invalid(`${at}[${index}]`, value, problem))
  })
}

function validateFieldRequirement(
  errors: FieldError[],
  path: string,
  { key = '', operator, values = [] }: NodeSelectorRequirement,
): void {
  if (operator === 'In' || operator === 'NotIn') {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector"
    if (values.length !== 1) errors.push(required(`${path}.values`, detail))
  } else errors.push(invalid(`${path}.operator`, operator ?? '', operatorDetail))
  if (key !== 'metadata.name') return void errors.push(invalid(`${path}.key`, key, 'not a valid field selector key'))
  values.forEach((value, index) => {
    for (const problem of subdomainProblems(value)) errors.push(invalid(`${path}.values[${index}]`, value, problem))
  })
}

function validatePodRules(errors: FieldError[], path: string, rules: PodAffinityRules): void {
  rules[requiredRules]?.forEach((term, index) => {
    validatePodTerm(errors, `${path}.${requiredRules}[${index}]`, term)
  })
  rules[preferredRules]?.forEach(({ weight = 0, podAffinityTerm = { topologyKey: '' } }, index) => {
    const at = `${path}.${preferredRules}[${index}]`
    if (weight <= 0 || weight > 100) errors.push(invalid(`${at}.weight`, weight, weightDetail))
    validatePodTerm(errors, `${at}.podAffinityTerm`, podAffinityTerm)
  })
}

type FullTerm = PodAffinityTerm & {
  readonly matchLabelKeys?: readonly string[]
  readonly mismatchLabelKeys?: readonly string[]
}

function validatePodTerm(errors: FieldError[], path: string, term: FullTerm): void {
  const { labelSelector, namespaceSelector, namespaces = [], topologyKey = '' } = term
  validateLabelSelector(errors, `${path}.labelSelector`, labelSelector)
  validateLabelSelector(errors, `${path}.namespaceSelector`, namespaceSelector)
  for (const name of namespaces)
    for (const problem of labelProblems(name)) errors.push(invalid(`${path}.namespace`, name, problem))
  validateLabelKeys(errors, path, term.matchLabelKeys, term.mismatchLabelKeys, labelSelector)
  if (!topologyKey) errors.push(required(`${path}.topologyKey`, 'can not be empty'))
  for (const problem of qualifiedNameProblems(topologyKey))
    errors.push(invalid(`${path}.topologyKey`, topologyKey, problem))
}

/**
 * Keys whose values are taken from the pod (`ValidateMatchLabelKeysAndMismatchLabelKeys`). The API has already merged them into the selector,
 * so a key that the user named there as well is there twice.
 */
function validateLabelKeys(
  errors: FieldError[],
  path: string,
  matching: readonly string[] = [],
  mismatching: readonly string[] = [],
  selector: LabelSelector | undefined,
): void {
  const lists = { matchLabelKeys: matching, mismatchLabelKeys: mismatching }
  for (const [name, keys] of Object.entries(lists)) {
    if (keys.length > 0 && !selector)
      errors.push(forbidden(`${path}.${name}`, 'must not be specified when labelSelector is not set'))
    else
      keys.forEach((key, index) => {
        for (const problem of qualifiedNameProblems(key))
          errors.push(invalid(`${path}.${name}[${index}]`, key, problem))
      })
  }
  const seen = new Set(Object.keys(selector?.matchLabels ?? {}))
  for (const { key } of selector?.matchExpressions ?? []) {
    if (seen.has(key) && matching.includes(key))
      errors.push(
        invalid(`${path}[${matching.lastIndexOf(key)}]`, key, 'exists in both matchLabelKeys and labelSelector'),
      )
    seen.add(key)
  }
  matching.forEach((key, index) => {
    if (mismatching.includes(key))
      errors.push(
        invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys'),
      )
  })
}

/** `ValidateTolerations`. */
export function validateTolerations(errors: FieldError[], path: string, tolerations: readonly Toleration[]): void {
  tolerations.forEach((toleration, index) => {
    const at = `${path}[${index}]`
    const { key = '', operator = '' as const, value = '', effect = '' as const, tolerationSeconds } = toleration
    if (key) for (const problem of qualifiedNameProblems(key)) errors.push(invalid(`${at}.key`, key, problem))
    else if (operator !== 'Exists') errors.push(invalid(`${at}.operator`, operator, keylessDetail))
    if (tolerationSeconds !== undefined && effect !== 'NoExecute')
      errors.push(invalid(`${at}.effect`, effect, effectDetail))
    validateOperator(errors, `${at}.operator`, operator, value)
    if (effect && !taintEffects.includes(effect)) errors.push(notSupported(`${at}.effect`, effect, taintEffects))
  })
}

function validateOperator(errors: FieldError[], path: string, operator: string, value: string): void {
  if (operator === 'Exists') {
    if (value) errors.push(invalid(path, value, "value must be empty when `operator` is 'Exists'"))
  } else if (operator === '' || operator === 'Equal') {
    const problems = labelValueProblems(value)
    if (problems.length > 0) errors.push(invalid(path, value, problems.join(';')))
  } else if (operator === 'Lt' || operator === 'Gt')
    errors.push(notSupported(path, operator, ['Equal', 'Exists', 'Lt', 'Gt']))
  else errors.push(notSupported(path, operator, ['Equal', 'Exists']))
}

/** `validateTopologySpreadConstraints`. */
export function validateSpread(
  errors: FieldError[],
  path: string,
  constraints: readonly TopologySpreadConstraint[],
): void {
  constraints.forEach((constraint, index) => {
    const at = `${path}[${index}]`
    const { maxSkew = 0, topologyKey = '', whenUnsatisfiable: action = '' as const } = constraint
    if (maxSkew <= 0) errors.push(invalid(`${at}.maxSkew`, maxSkew, 'must be greater than zero'))
    if (!topologyKey) errors.push(required(`${at}.topologyKey`, 'can not be empty'))
    if (!scheduleActions.includes(action)) errors.push(notSupported(`${at}.whenUnsatisfiable`, action, scheduleActions))
    const isRepeated = constraints
      .slice(index + 1)
      .some(other => other.topologyKey === topologyKey && other.whenUnsatisfiable === action)
    if (isRepeated) errors.push(duplicate(`${at}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${action}}`))
    validateSpreadDetails(errors, at, constraint)
  })
}

function validateSpreadDetails(errors: FieldError[], path: string, constraint: TopologySpreadConstraint): void {
  const { minDomains, whenUnsatisfiable: action, labelSelector } = constraint
  if (minDomains !== undefined) {
    const at = `${path}.minDomains`
    if (minDomains <= 0) errors.push(invalid(at, minDomains, 'must be greater than zero'))
    const detail = `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`
    if (action !== 'DoNotSchedule') errors.push(invalid(at, minDomains, detail))
  }
  for (const field of ['nodeAffinityPolicy', 'nodeTaintsPolicy'] as const) {
    const policy = constraint[field]
    if (policy !== undefined && !inclusionPolicies.includes(policy))
      errors.push(notSupported(`${path}.${field}`, policy, inclusionPolicies))
  }
  validateLabelKeys(errors, path, constraint.matchLabelKeys, undefined, labelSelector)
  validateLabelSelector(errors, `${path}.labelSelector`, labelSelector)
}
