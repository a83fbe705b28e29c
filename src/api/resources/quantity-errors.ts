import { parseQuantity } from '../../kinds'
import { type FieldError, invalid } from './field-error'
import { qualifiedNameProblems } from './names'

const integerResources: ReadonlySet<string> = new Set([
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
])

/** Resources that cannot be divided: some of Kubernetes' own, and all extended ones, `example.com/gpu` (`IsIntegerResourceName`). */
export function isIntegerResource(name: string): boolean {
  if (integerResources.has(name)) return true
  const isNative = !name.includes('/') || name.includes('kubernetes.io/')
  return !isNative && !name.startsWith('requests.') && qualifiedNameProblems(`requests.${name}`).length === 0
}

/** A quantity of a resource: not negative, and whole where parts make no sense (`ValidateResourceQuantityValue`). */
export function resourceQuantityErrors(resource: string, quantity: string, path: string): readonly FieldError[] {
  const value = parseQuantity(quantity) ?? 0
  const errors: FieldError[] = []
  if (value < 0) errors.push(invalid(path, quantity, 'must be greater than or equal to 0'))
  if (!Number.isInteger(value) && isIntegerResource(resource))
    errors.push(invalid(path, quantity, 'must be an integer'))
  return errors
}

/** `ValidatePositiveQuantityValue`. */
export function positiveQuantityErrors(quantity: string, path: string): readonly FieldError[] {
  return (parseQuantity(quantity) ?? 0) > 0 ? [] : [invalid(path, quantity, 'must be greater than zero')]
}
