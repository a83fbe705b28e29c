import { parseQuantity } from '../../kinds'
import { type FieldError, forbidden, invalid, notFound, required } from './field-error'
import { qualifiedNameProblems } from './names'
import type { WireResources } from './pod-wire'
import { isIntegerResource, resourceQuantityErrors } from './quantity-errors'

/** Resources that have a name without a domain (`pkg/apis/core/helper: IsStandardResourceName`). */
const standardResources: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'storage',
  'requests.storage',
  'services.nodeports',
  'services.loadbalancers',
])
const containerResources: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage'])
const hugePages = 'hugepages-'

/** What a container asks for and is limited to (`pkg/apis/core/validation: validateResourceRequirements`). */
export function validateResources(
  errors: FieldError[],
  path: string,
  resources: WireResources,
  claimNames: readonly string[],
): void {
  const { limits = {}, requests = {} } = resources
  for (const name in limits) validateAmount(errors, `${path}.limits[${name}]`, name, limits[name] as string)
  for (const name in requests) {
    const request = requests[name] as string
    validateAmount(errors, `${path}.requests[${name}]`, name, request)
    validateLimit(errors, path, name, request, limits[name])
  }
  validateHugePages(errors, path, { ...limits, ...requests })
  resources.claims?.forEach(({ name }, index) => {
    const list = claimNames.length === 0 ? ' which is empty' : `: ${claimNames.join(', ')}`
    const detail = `must be one of the names in pod.spec.resourceClaims${list}`
    if (!name) errors.push(required(`${path}.claims[${index}]`))
    if (!claimNames.includes(name)) errors.push(notFound(`${path}.claims[${index}]`, name, detail))
  })
}

function validateAmount(errors: FieldError[], path: string, name: string, quantity: string): void {
  if (!containerResources.has(name)) {
    const problems = qualifiedNameProblems(name)
    for (const problem of problems) errors.push(invalid(path, name, problem))
    const isPlain = problems.length === 0 && !name.includes('/')
    if (isPlain && !standardResources.has(name) && !name.startsWith(hugePages))
      errors.push(invalid(path, name, 'must be a standard resource type or fully qualified'))
    if (!name.includes('/') && !name.startsWith(hugePages))
      errors.push(invalid(path, name, 'must be a standard resource for containers'))
    else if (!name.startsWith(hugePages) && !isNative(name) && !isIntegerResource(name))
      errors.push(invalid(path, name, "doesn't follow extended resource name standard"))
  }
  errors.push(...resourceQuantityErrors(name, quantity, path))
}

function validateLimit(
  errors: FieldError[],
  path: string,
  name: string,
  request: string,
  limit: string | undefined,
): void {
  const mayOvercommit = isNative(name) && !name.startsWith(hugePages)
  if (limit === undefined) {
    if (!mayOvercommit) errors.push(required(`${path}.limits`, 'Limit must be set for non overcommitable resources'))
    return
  }
  if (request === limit) return
  const difference = (parseQuantity(request) ?? 0) - (parseQuantity(limit) ?? 0)
  if (difference !== 0 && !mayOvercommit)
    errors.push(invalid(`${path}.requests`, request, `must be equal to ${name} limit of ${limit}`))
  else if (difference > 0)
    errors.push(invalid(`${path}.requests`, request, `must be less than or equal to ${name} limit of ${limit}`))
}

/** Resources without a domain or with Kubernetes' own (`IsNativeResource`). */
function isNative(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/')
}

function validateHugePages(errors: FieldError[], path: string, all: Readonly<Record<string, string>>): void {
  const names = Object.keys(all)
  if (names.includes('cpu') || names.includes('memory')) return
  if (names.some(name => name.startsWith(hugePages))) errors.push(forbidden(path, 'HugePages require cpu or memory'))
}
