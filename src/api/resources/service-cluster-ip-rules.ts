import { duplicate, type FieldError, invalid, notSupported, required } from './field-error'
import { addressErrors, isIPv6 } from './ip-address'
import { isHeadless, type ServiceSpec, sameTexts } from './service-shape'

const families: readonly string[] = ['IPv4', 'IPv6']
const policies: readonly string[] = ['PreferDualStack', 'RequireDualStack', 'SingleStack']
const listPath = 'spec.clusterIPs'
const fixedDetail = 'may not change once set'

/** Addresses, families and the policy by themselves and against each other (`ValidateServiceClusterIPsRelatedFields`). */
export function clusterIPErrors(spec: ServiceSpec): readonly FieldError[] {
  if (spec.type === 'ExternalName') return []
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec
  const errors = [...syncErrors(spec)]
  ipFamilies.forEach((family, index) => {
    const path = `spec.ipFamilies[${index}]`
    if (!families.includes(family)) errors.push(notSupported(path, family, families))
    if (ipFamilies.indexOf(family) < index) errors.push(duplicate(path, family))
  })
  if (ipFamilyPolicy !== undefined && !policies.includes(ipFamilyPolicy))
    errors.push(notSupported('spec.ipFamilyPolicy', ipFamilyPolicy, policies))
  const addresses = textErrors(clusterIPs)
  errors.push(...addresses)
  if (clusterIPs.length > 2) errors.push(invalid(listPath, clusterIPs, 'may only hold up to 2 values'))
  if (addresses.length) return errors
  if (clusterIPs.length > 1 && new Set(clusterIPs.map(isIPv6)).size !== 2)
    errors.push(invalid(listPath, clusterIPs, 'may specify no more than one IP for each IP family'))
  return isHeadless(spec) ? errors : [...errors, ...familyErrors(clusterIPs, ipFamilies)]
}

function syncErrors({ clusterIP, clusterIPs = [] }: ServiceSpec): readonly FieldError[] {
  if (!clusterIP)
    return clusterIPs.length ? [invalid(listPath, clusterIPs, 'must be empty when `clusterIP` is not specified')] : []
  if (clusterIPs.length === 0) return [required(listPath)]
  return clusterIPs[0] === clusterIP ? [] : [invalid(listPath, clusterIPs, 'first value must match `clusterIP`')]
}

function textErrors(clusterIPs: readonly string[]): readonly FieldError[] {
  return clusterIPs.flatMap((address, index) => {
    if (index > 0 || address !== 'None') return addressErrors(address, `${listPath}[${index}]`)
    return clusterIPs.length > 1 ? [invalid(listPath, clusterIPs, "'None' must be the first and only value")] : []
  })
}

function familyErrors(clusterIPs: readonly string[], ipFamilies: readonly string[]): readonly FieldError[] {
  return clusterIPs.flatMap((address, index) => {
    const family = ipFamilies[index]
    if (!family || isIPv6(address) === (family === 'IPv6')) return []
    const detail = `expected an ${family} value as indicated by \`ipFamilies[${index}]\``
    return [invalid(`${listPath}[${index}]`, address, detail)]
  })
}

/** The first address and family stay, a second one comes and goes (`validateUpgradeDowngradeClusterIPs`, `…IPFamilies`). */
export function clusterIPChangeErrors(next: ServiceSpec, previous: ServiceSpec): readonly FieldError[] {
  if (next.type === 'ExternalName' || previous.type === 'ExternalName') return []
  const isHeadlessNow = isHeadless(next)
  const wasHeadless = isHeadless(previous)
  if (isHeadlessNow && wasHeadless) return []
  const errors = [...addressChangeErrors(next, previous)]
  return isHeadlessNow === wasHeadless ? [...errors, ...familyChangeErrors(next, previous)] : errors
}

function addressChangeErrors(next: ServiceSpec, previous: ServiceSpec): readonly FieldError[] {
  const now = next.clusterIPs ?? []
  const then = previous.clusterIPs ?? []
  if (now.length === then.length)
    return then.flatMap((address, i) => (address === now[i] ? [] : [invalid(`${listPath}[${i}]`, now, fixedDetail)]))
  const errors: FieldError[] = []
  if (now.length === 0) errors.push(invalid(`${listPath}[0]`, now, 'primary clusterIP can not be unset'))
  else if (then.length > 0 && now[0] !== then[0]) errors.push(invalid(`${listPath}[0]`, now, fixedDetail))
  return [...errors, ...releaseErrors(next, now.length < then.length && now.length === 1, 'clusterIP')]
}

function familyChangeErrors(next: ServiceSpec, previous: ServiceSpec): readonly FieldError[] {
  const now = next.ipFamilies ?? []
  const then = previous.ipFamilies ?? []
  const path = 'spec.ipFamilies[0]'
  if (sameTexts(now, then)) return []
  if (now.length === then.length)
    return then.flatMap((family, i) => (family === now[i] ? [] : [invalid(path, now, fixedDetail)]))
  const errors: FieldError[] = []
  if (now.length < then.length && !next.clusterIPs?.length)
    errors.push(invalid(path, now, 'primary ipFamily can not be unset'))
  if (now.length > 0 && then.length > 0 && now[0] !== then[0])
    errors.push(invalid(path, next.clusterIPs ?? [], fixedDetail))
  return [...errors, ...releaseErrors(next, now.length < then.length && now.length === 1, 'ipFamily')]
}

function releaseErrors({ ipFamilyPolicy }: ServiceSpec, isRelease: boolean, what: string): readonly FieldError[] {
  if (!isRelease || ipFamilyPolicy === 'SingleStack') return []
  const detail = `must be set to 'SingleStack' when releasing the secondary ${what}`
  return [invalid('spec.ipFamilyPolicy', ipFamilyPolicy, detail)]
}
