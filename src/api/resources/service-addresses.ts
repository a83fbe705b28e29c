import { chanceBetween } from '../../sim'
import type { View } from '../../store'
import { type FieldError, invalid } from './field-error'
import { invalidObject } from './invalid-object'
import { ipv4Text, parseIPv4 } from './ip-address'
import { clusterIPErrors } from './service-cluster-ip-rules'
import { type FullService, needsClusterIP, type ServiceSpec, sameTexts } from './service-shape'
import type { RuleContext } from './types'

const service = { kind: 'Service', group: '' }
const policyPath = 'spec.ipFamilyPolicy'

/**
 * Fills in the families and the address of a service, as far as its type has any; refuses, with a 422, what a cluster with IPv4 alone cannot
 * give (`pkg/registry/core/service/storage/alloc.go`). Both are decided before other rules are looked at.
 */
export function withAddresses(next: FullService, previous: FullService | undefined, rules: RuleContext): FullService {
  const synced = withSyncedClusterIPs(next, previous)
  const spec = withFamilies(synced, previous)
  return { ...synced, spec: withClusterIP({ ...synced, spec }, previous, rules) }
}

/** `clusterIP` and the first of `clusterIPs` are one field; a client may know only the elder (`normalizeClusterIPs`). */
function withSyncedClusterIPs(next: FullService, previous: FullService | undefined): FullService {
  const { clusterIP = '', clusterIPs = [] } = next.spec
  const sync = (list: readonly string[] | undefined): FullService => {
    const { clusterIPs: _, ...rest } = next.spec
    return { ...next, spec: list ? { ...rest, clusterIPs: list } : rest }
  }
  if (!previous) return clusterIP && clusterIPs.length === 0 ? sync([clusterIP]) : next
  const before = previous.spec
  const oldIP = before.clusterIP ?? ''
  if (oldIP === clusterIP) return before.clusterIPs?.length && clusterIPs.length === 0 ? sync(before.clusterIPs) : next
  if (!sameTexts(before.clusterIPs, clusterIPs)) return next
  return sync(oldIP && !clusterIP ? undefined : [clusterIP])
}

/** `initIPFamilyFields`, for a cluster whose only family is IPv4. */
function withFamilies({ metadata, spec }: FullService, previous: FullService | undefined): ServiceSpec {
  if (!needsClusterIP(spec) || keepsDualStack(spec, previous?.spec)) return spec
  const isSelectorless = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0
  const policy =
    spec.ipFamilyPolicy ?? previous?.spec.ipFamilyPolicy ?? (isSelectorless ? 'RequireDualStack' : 'SingleStack')
  let next: ServiceSpec = { ...spec, ipFamilyPolicy: policy }
  refuse(metadata.name, clusterIPErrors(next))
  if (previous) next = withReleasedFamily(next, previous.spec)
  refuse(metadata.name, [...reductionErrors(next, previous?.spec), ...policyErrors(next), ...inferenceErrors(next)])
  if (isSelectorless) return withBothFamilies(next, policy)
  refuse(metadata.name, clusterErrors(next, policy))
  return next.ipFamilies?.length ? next : { ...next, ipFamilies: ['IPv4'] }
}

function refuse(name: string, errors: readonly FieldError[]): void {
  if (errors.length) throw invalidObject(service, name, errors)
}

/** A service that prefers two families keeps what it has, until its policy or its addresses change. */
function keepsDualStack(spec: ServiceSpec, before: ServiceSpec | undefined): boolean {
  if (!before || spec.ipFamilyPolicy !== 'PreferDualStack' || before.ipFamilyPolicy !== 'PreferDualStack') return false
  return sameTexts(spec.clusterIPs, before.clusterIPs) && sameTexts(spec.ipFamilies, before.ipFamilies)
}

/** To say SingleStack is enough to give up the second family. */
function withReleasedFamily(spec: ServiceSpec, before: ServiceSpec): ServiceSpec {
  if (spec.ipFamilyPolicy !== 'SingleStack') return spec
  const { clusterIPs, ipFamilies } = spec
  return {
    ...spec,
    ...(clusterIPs && sameTexts(clusterIPs, before.clusterIPs) && { clusterIPs: clusterIPs.slice(0, 1) }),
    ...(ipFamilies && sameTexts(ipFamilies, before.ipFamilies) && { ipFamilies: ipFamilies.slice(0, 1) }),
  }
}

function reductionErrors(spec: ServiceSpec, before: ServiceSpec | undefined): readonly FieldError[] {
  if (!before || spec.ipFamilyPolicy === 'SingleStack') return []
  const errors: FieldError[] = []
  const isReduced = (now: readonly string[] = [], then: readonly string[] = []) =>
    then.length === 2 && now.length === 1 && now[0] === then[0]
  if (isReduced(spec.clusterIPs, before.clusterIPs))
    errors.push(invalid(policyPath, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary cluster IP"))
  if (isReduced(spec.ipFamilies, before.ipFamilies))
    errors.push(invalid(policyPath, spec.ipFamilyPolicy, "must be 'SingleStack' to release the secondary IP family"))
  return errors
}

function policyErrors({ ipFamilyPolicy, clusterIPs, ipFamilies }: ServiceSpec): readonly FieldError[] {
  if (ipFamilyPolicy !== 'SingleStack') return []
  const detail = (what: string) => `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`
  const errors: FieldError[] = []
  if (clusterIPs?.length === 2) errors.push(invalid(policyPath, ipFamilyPolicy, detail('cluster IPs')))
  if (ipFamilies?.length === 2) errors.push(invalid(policyPath, ipFamilyPolicy, detail('IP families')))
  return errors
}

/** Addresses whose family is not stated say it themselves. */
function inferenceErrors({ clusterIPs = [], ipFamilies = [] }: ServiceSpec): readonly FieldError[] {
  return clusterIPs.flatMap((address, index) => {
    const isStated = address === 'None' || index < ipFamilies.length || parseIPv4(address) !== undefined
    return isStated ? [] : [invalid(`spec.clusterIPs[${index}]`, clusterIPs, 'IPv6 is not configured on this cluster')]
  })
}

function withBothFamilies(spec: ServiceSpec, policy: string): ServiceSpec {
  const [first = 'IPv4', second] = spec.ipFamilies ?? []
  if (second || policy === 'SingleStack') return { ...spec, ipFamilies: second ? [first, second] : [first] }
  return { ...spec, ipFamilies: [first, first === 'IPv4' ? 'IPv6' : 'IPv4'] }
}

function clusterErrors({ ipFamilies = [] }: ServiceSpec, policy: string): readonly FieldError[] {
  const errors: FieldError[] = []
  if (policy === 'RequireDualStack')
    errors.push(invalid(policyPath, policy, 'this cluster is not configured for dual-stack services'))
  ipFamilies.forEach((family, index) => {
    if (family !== 'IPv4') errors.push(invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'))
  })
  return errors
}

/** An address for a service that is new or new to having one (`allocClusterIPs`, `updateClusterIPs`). */
function withClusterIP(next: FullService, previous: FullService | undefined, rules: RuleContext): ServiceSpec {
  const { spec } = next
  const isNew = !previous || !needsClusterIP(previous.spec)
  if (!needsClusterIP(spec) || !isNew || spec.clusterIPs?.[0] === 'None') return spec
  const given = spec.clusterIPs?.[0]
  if (given) reserve(next, given, rules)
  const address = given || freeAddress(next, rules)
  return { ...spec, clusterIP: address, clusterIPs: [address] }
}

function reserve(next: FullService, address: string, { view, settings, isDryRun }: RuleContext): void {
  const { clusterIPs } = next.spec
  const fail = (why: string): never => {
    const detail = `failed to allocate IP ${address}: ${why}`
    throw invalidObject(service, next.metadata.name, [invalid('spec.clusterIPs', clusterIPs, detail)])
  }
  const offset = (parseIPv4(address) ?? 0) - rangeStart(settings.servicePrefix)
  if (offset < 1 || offset >= rangeSize - 1) {
    const range = `${settings.servicePrefix}.0.0/16`
    // The allocator proper says less than its dry run (recorded: network/cluster-ip, validation/service).
    if (!isDryRun) fail('the provided network does not match the current range')
    fail(`the provided IP (${address}) is not in the valid range. The range of valid IPs is ${range}`)
  }
  if (!isDryRun && addressesAt(view).has(address)) fail('provided IP is already allocated')
}

const rangeSize = 2 ** 16
/** Below this, addresses are left to those who ask for one (upstream: `calculateRangeOffset`). */
const dynamicStart = 256

function rangeStart(prefix: string): number {
  return parseIPv4(`${prefix}.0.0`) ?? 0
}

/**
 * An address no service has. The API server's own service has the first of the range; a dry run always gets the range's base, as recorded
 * in validation/service.
 */
function freeAddress({ metadata }: FullService, { view, seed, settings, isDryRun }: RuleContext): string {
  const start = rangeStart(settings.servicePrefix)
  if (isDryRun) return ipv4Text(start)
  const taken = addressesAt(view)
  if (metadata.namespace === 'default' && metadata.name === 'kubernetes') {
    const first = ipv4Text(start + 1)
    if (!taken.has(first)) return first
  }
  const wish = chanceBetween(dynamicStart, rangeSize - 2, seed, 'cluster-ip', metadata.uid)
  for (let step = 0; step < rangeSize; step++) {
    const address = ipv4Text(start + dynamicStart + ((wish - dynamicStart + step) % (rangeSize - 1 - dynamicStart)))
    if (!taken.has(address)) return address
  }
  throw invalidObject(service, metadata.name, [invalid('spec.clusterIPs', [], 'failed to allocate IP: range is full')])
}

function addressesAt(view: View): ReadonlySet<string> {
  return new Set(view.list('Service').flatMap(({ spec }) => spec.clusterIPs ?? []))
}
