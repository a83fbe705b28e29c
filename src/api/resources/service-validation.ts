import type { Service } from '../../kinds'
import { duplicate, type FieldError, forbidden, invalid, notSupported, required } from './field-error'
import { goForm } from './go-form'
import { addressErrors, cidrErrors, endpointAddressErrors } from './ip-address'
import { validateLabels } from './metadata'
import { labelProblems, portNameProblems, portNumberProblems, qualifiedNameProblems, subdomainProblems } from './names'
import { clusterIPChangeErrors, clusterIPErrors } from './service-cluster-ip-rules'
import {
  isExternallyAccessible,
  isHeadless,
  needsHealthCheck,
  type ServicePort,
  type ServiceSpec,
} from './service-shape'

const types: readonly string[] = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']
const protocols: readonly string[] = ['SCTP', 'TCP', 'UDP']
const affinities: readonly string[] = ['ClientIP', 'None']
const trafficPolicies: readonly string[] = ['Cluster', 'Local']
const distributions: readonly string[] = ['PreferClose', 'PreferSameZone', 'PreferSameNode']
const mostAffinitySeconds = 86_400
const balancerOnly = "may only be used when `type` is 'LoadBalancer'"

/** Rules for a service whose addresses and ports are already decided (`pkg/apis/core/validation: validateService`). */
export function validateService({ spec }: Service): readonly FieldError[] {
  const full: ServiceSpec = spec
  const errors: FieldError[] = []
  if (!full.ports?.length && !isHeadless(full) && full.type !== 'ExternalName') errors.push(required('spec.ports'))
  errors.push(...typeErrors(full), ...portErrors(full.ports ?? []))
  validateLabels(errors, 'spec.selector', full.selector)
  errors.push(...affinityErrors(full), ...clusterIPErrors(full), ...externalAddressErrors(full))
  if (!types.includes(full.type)) errors.push(notSupported('spec.type', full.type, types))
  errors.push(...nodePortErrors(full), ...doubledPortErrors(full.ports ?? []), ...loadBalancerErrors(full))
  errors.push(...externalTrafficErrors(full), ...internalTrafficErrors(full))
  const { trafficDistribution } = full
  if (trafficDistribution !== undefined && !distributions.includes(trafficDistribution))
    errors.push(notSupported('spec.trafficDistribution', trafficDistribution, distributions))
  return errors
}

/** `ValidateServiceUpdate`. */
export function validateServiceUpdate(next: Service, previous: Service): readonly FieldError[] {
  if (next.spec === previous.spec) return []
  const spec: ServiceSpec = next.spec
  const before: ServiceSpec = previous.spec
  const errors = [...clusterIPChangeErrors(spec, before)]
  const { loadBalancerClass } = spec
  const isBalancer = spec.type === 'LoadBalancer' && before.type === 'LoadBalancer'
  if (isBalancer && loadBalancerClass !== before.loadBalancerClass)
    errors.push(invalid('spec.loadBalancerClass', loadBalancerClass, 'may not change once set'))
  if (needsHealthCheck(before) && needsHealthCheck(spec) && before.healthCheckNodePort !== spec.healthCheckNodePort)
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'))
  return [...errors, ...validateService(next)]
}

function typeErrors(spec: ServiceSpec): readonly FieldError[] {
  const { type, clusterIPs = [], ipFamilies = [], ipFamilyPolicy, externalName = '' } = spec
  if (type === 'LoadBalancer' || type === 'NodePort')
    return isHeadless(spec)
      ? [invalid('spec.clusterIPs[0]', clusterIPs[0], `may not be set to 'None' for ${type} services`)]
      : []
  if (type !== 'ExternalName') return []
  const errors: FieldError[] = []
  const detail = 'may not be set for ExternalName services'
  if (clusterIPs.length) errors.push(forbidden('spec.clusterIPs', detail))
  if (ipFamilies.length) errors.push(forbidden('spec.ipFamilies', detail))
  if (ipFamilyPolicy !== undefined) errors.push(forbidden('spec.ipFamilyPolicy', detail))
  const name = externalName.replace(/\.$/, '')
  if (!name) errors.push(required('spec.externalName'))
  else for (const problem of subdomainProblems(name)) errors.push(invalid('spec.externalName', name, problem))
  return errors
}

function portErrors(ports: readonly ServicePort[]): readonly FieldError[] {
  const names = new Set<string>()
  return ports.flatMap((port, index) => {
    const path = `spec.ports[${index}]`
    const errors = [...nameErrors(port.name ?? '', `${path}.name`, ports.length > 1, names)]
    for (const problem of portNumberProblems(port.port ?? 0))
      errors.push(invalid(`${path}.port`, port.port ?? 0, problem))
    if (!protocols.includes(port.protocol)) errors.push(notSupported(`${path}.protocol`, port.protocol, protocols))
    errors.push(...targetPortErrors(port.targetPort, `${path}.targetPort`))
    if (port.appProtocol !== undefined)
      for (const problem of qualifiedNameProblems(port.appProtocol))
        errors.push(invalid(`${path}.appProtocol`, port.appProtocol, problem))
    return errors
  })
}

function nameErrors(name: string, path: string, isNeeded: boolean, names: Set<string>): readonly FieldError[] {
  if (!name) return isNeeded ? [required(path)] : []
  const errors = labelProblems(name).map(problem => invalid(path, name, problem))
  if (names.has(name)) errors.push(duplicate(path, name))
  names.add(name)
  return errors
}

function targetPortErrors(target: number | string, path: string): readonly FieldError[] {
  const problems = typeof target === 'number' ? portNumberProblems(target) : portNameProblems(target ?? '')
  return problems.map(problem => invalid(path, target, problem))
}

function affinityErrors({ sessionAffinity, sessionAffinityConfig }: ServiceSpec): readonly FieldError[] {
  const path = 'spec.sessionAffinityConfig'
  if (!sessionAffinity) return [required('spec.sessionAffinity')]
  if (!affinities.includes(sessionAffinity)) return [notSupported('spec.sessionAffinity', sessionAffinity, affinities)]
  if (sessionAffinity === 'None')
    return sessionAffinityConfig ? [forbidden(path, 'must not be set when session affinity is None')] : []
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds
  if (seconds === undefined) return [required(path, 'when session affinity type is ClientIP')]
  if (seconds > 0 && seconds <= mostAffinitySeconds) return []
  const detail = `must be greater than 0 and less than ${mostAffinitySeconds}`
  return [invalid(`${path}.clientIP.timeoutSeconds`, seconds, detail)]
}

function externalAddressErrors({ externalIPs = [] }: ServiceSpec): readonly FieldError[] {
  return externalIPs.flatMap((address, index) => {
    const path = `spec.externalIPs[${index}]`
    const errors = addressErrors(address, path)
    return errors.length ? errors : endpointAddressErrors(address, path)
  })
}

function nodePortErrors({ type, ports = [] }: ServiceSpec): readonly FieldError[] {
  const errors: FieldError[] = []
  const paths = ports.flatMap((port, index) => (port.nodePort ? [`spec.ports[${index}].nodePort`] : []))
  if (type === 'ClusterIP')
    for (const path of paths) errors.push(forbidden(path, "may not be used when `type` is 'ClusterIP'"))
  const seen = new Set<string>()
  ports.forEach(({ protocol, nodePort }, index) => {
    if (!nodePort) return
    const identity = `${protocol}/${nodePort}`
    if (seen.has(identity)) errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort))
    seen.add(identity)
  })
  return errors
}

function doubledPortErrors(ports: readonly ServicePort[]): readonly FieldError[] {
  const seen = new Set<string>()
  return ports.flatMap(({ protocol, port }, index) => {
    const identity = `${protocol}/${port}`
    const isDoubled = seen.has(identity)
    seen.add(identity)
    return isDoubled ? [duplicate(`spec.ports[${index}]`, goForm('ServicePort', { protocol, port }))] : []
  })
}

function loadBalancerErrors(spec: ServiceSpec): readonly FieldError[] {
  const { type, loadBalancerSourceRanges = [], allocateLoadBalancerNodePorts, loadBalancerClass } = spec
  const isBalancer = type === 'LoadBalancer'
  const errors: FieldError[] = []
  const rangesPath = 'spec.LoadBalancerSourceRanges'
  if (loadBalancerSourceRanges.length && !isBalancer) errors.push(forbidden(rangesPath, balancerOnly))
  loadBalancerSourceRanges.forEach((range, index) => {
    errors.push(...cidrErrors(range.trim(), `${rangesPath}[${index}]`))
  })
  if (allocateLoadBalancerNodePorts !== undefined && !isBalancer)
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', balancerOnly))
  if (loadBalancerClass === undefined) return errors
  if (!isBalancer) return [...errors, forbidden('spec.loadBalancerClass', balancerOnly)]
  const problems = qualifiedNameProblems(loadBalancerClass)
  return [...errors, ...problems.map(problem => invalid('spec.loadBalancerClass', loadBalancerClass, problem))]
}

function externalTrafficErrors(spec: ServiceSpec): readonly FieldError[] {
  const { externalTrafficPolicy = '', healthCheckNodePort = 0 } = spec
  const path = 'spec.externalTrafficPolicy'
  const errors: FieldError[] = []
  if (!isExternallyAccessible(spec)) {
    if (externalTrafficPolicy)
      errors.push(invalid(path, externalTrafficPolicy, 'may only be set for externally-accessible services'))
  } else if (!externalTrafficPolicy) errors.push(required(path))
  else if (!trafficPolicies.includes(externalTrafficPolicy))
    errors.push(notSupported(path, externalTrafficPolicy, trafficPolicies))
  if (healthCheckNodePort && !needsHealthCheck(spec)) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'"
    errors.push(invalid('spec.healthCheckNodePort', healthCheckNodePort, detail))
  }
  return errors
}

function internalTrafficErrors({ type, internalTrafficPolicy }: ServiceSpec): readonly FieldError[] {
  const path = 'spec.internalTrafficPolicy'
  const isNeeded = type === 'ClusterIP' || type === 'NodePort' || type === 'LoadBalancer'
  if (internalTrafficPolicy === undefined) return isNeeded ? [required(path)] : []
  if (trafficPolicies.includes(internalTrafficPolicy)) return []
  return [notSupported(path, internalTrafficPolicy, trafficPolicies)]
}
