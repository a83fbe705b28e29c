import { compareText } from '../../base'
import type { Service } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn, wideColumn } from './columns'
import { type FieldError, forbidden } from './field-error'
import { withAddresses } from './service-addresses'
import { withNodePorts } from './service-node-ports'
import { isExternallyAccessible, isHeadless, type ServiceSpec, without } from './service-shape'
import { withFormerAllocations, withoutForeignFields } from './service-transitions'
import { validateService, validateServiceUpdate } from './service-validation'
import { defineResource, type RuleContext } from './types'

const affinitySeconds = 10_800
const empty: Service['status'] = { loadBalancer: {} }

/** `pkg/apis/core/v1/defaults.go: SetDefaults_Service`. */
function defaults(service: Service): Service {
  const given: Partial<ServiceSpec> = service.spec ?? {}
  const spec = isComplete(given) ? given : defaultSpec(given)
  if (spec === service.spec && service.status?.loadBalancer) return service
  return { ...service, spec, status: { ...service.status, loadBalancer: service.status?.loadBalancer ?? {} } }
}

/** Whether nothing is left to fill in, so that an untouched spec stays the same object. */
function isComplete(spec: Partial<ServiceSpec>): spec is ServiceSpec {
  const { type, sessionAffinity, sessionAffinityConfig: config, ports = [], internalTrafficPolicy } = spec
  if (!type || !sessionAffinity || (type !== 'ExternalName' && !internalTrafficPolicy)) return false
  if (sessionAffinity === 'None' ? config : config?.clientIP?.timeoutSeconds === undefined) return false
  if (type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === undefined) return false
  const full = spec as ServiceSpec
  return (
    ports.every(port => defaultPort(port) === port) &&
    (!isExternallyAccessible(full) || Boolean(full.externalTrafficPolicy))
  )
}

function defaultSpec(given: Partial<ServiceSpec>): ServiceSpec {
  const spec: ServiceSpec = {
    ...given,
    type: given.type || 'ClusterIP',
    sessionAffinity: given.sessionAffinity || 'None',
  }
  const isServed = spec.type === 'ClusterIP' || spec.type === 'NodePort' || spec.type === 'LoadBalancer'
  const isBalancer = spec.type === 'LoadBalancer'
  return {
    ...withAffinity(spec),
    ...(spec.ports && { ports: spec.ports.map(defaultPort) }),
    ...(isExternallyAccessible(spec) && { externalTrafficPolicy: spec.externalTrafficPolicy || 'Cluster' }),
    ...(isServed && { internalTrafficPolicy: spec.internalTrafficPolicy ?? 'Cluster' }),
    ...(isBalancer && { allocateLoadBalancerNodePorts: spec.allocateLoadBalancerNodePorts ?? true }),
  }
}

function withAffinity(spec: ServiceSpec): ServiceSpec {
  if (spec.sessionAffinity === 'None') return spec.sessionAffinityConfig ? without(spec, 'sessionAffinityConfig') : spec
  const isSet = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds !== undefined
  if (spec.sessionAffinity !== 'ClientIP' || isSet) return spec
  return { ...spec, sessionAffinityConfig: { clientIP: { timeoutSeconds: affinitySeconds } } }
}

function defaultPort(port: NonNullable<ServiceSpec['ports']>[number]): NonNullable<ServiceSpec['ports']>[number] {
  const isTargeted = port.targetPort !== undefined && port.targetPort !== 0 && port.targetPort !== ''
  if (port.protocol && isTargeted) return port
  return { ...port, protocol: port.protocol || 'TCP', targetPort: isTargeted ? port.targetPort : (port.port ?? 0) }
}

function prepareForCreate(service: Service, rules: RuleContext): Service {
  const allocated = withNodePorts(withAddresses(service, undefined, rules), undefined, rules)
  return { ...allocated, status: empty }
}

/** Where nothing is served, the policy for it is kept and not shown (`defaultOnReadInternalTrafficPolicy`). */
function asRead(service: Service): Service {
  const isIdle = service.spec.type === 'ExternalName' && service.spec.internalTrafficPolicy !== undefined
  return isIdle ? { ...service, spec: without(service.spec, 'internalTrafficPolicy') } : service
}

/** Allocated values that the client left out come back before anything is judged (`storage.go: beginUpdate`). */
function prepareForUpdate(next: Service, previous: Service, rules: RuleContext): Service {
  if (next.spec === previous.spec) return { ...next, status: previous.status }
  const patched = withFormerAllocations(next, previous)
  const allocated = withNodePorts(withAddresses(patched, previous, rules), previous, rules)
  const service = withoutForeignFields(allocated, previous)
  const { loadBalancer } = previous.status
  return {
    ...service,
    status: { ...previous.status, loadBalancer: service.spec.type === 'LoadBalancer' ? loadBalancer : {} },
  }
}

/** `ValidateServiceStatusUpdate`, as far as it concerns a cluster without load balancers. */
function validateStatusUpdate({ spec, status }: Service): readonly FieldError[] {
  const ingress = status?.loadBalancer?.ingress
  const isForeign = spec.type !== 'LoadBalancer' && Array.isArray(ingress) && ingress.length > 0
  return isForeign
    ? [forbidden('status.loadBalancer.ingress', "may only be used when `spec.type` is 'LoadBalancer'")]
    : []
}

/** `pkg/api/service: GetWarningsForService`. */
function warnings({ spec }: Service): readonly string[] {
  const {
    type,
    externalIPs = [],
    externalName,
    loadBalancerIP,
    sessionAffinity,
    trafficDistribution,
  }: ServiceSpec = spec
  const texts: string[] = []
  const isExternal = type === 'ExternalName'
  if (isHeadless(spec)) {
    if (loadBalancerIP) texts.push('spec.loadBalancerIP is ignored for headless services')
    if (externalIPs.length) texts.push('spec.externalIPs is ignored for headless services')
    if (sessionAffinity !== 'None') texts.push('spec.SessionAffinity is ignored for headless services')
  } else if (externalIPs.length && !isExternal)
    texts.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters')
  if (isExternal && externalIPs.length) texts.push('spec.externalIPs is ignored when spec.type is "ExternalName"')
  if (!isExternal && externalName) texts.push('spec.externalName is ignored when spec.type is not "ExternalName"')
  if (trafficDistribution === 'PreferClose')
    texts.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"')
  return texts
}

/** EXTERNAL-IP of `kubectl get services` (`getServiceExternalIP`). */
function externalText({ spec, status }: Service): string {
  const { type, externalName = '', externalIPs = [] } = spec
  if (type === 'ExternalName') return externalName
  if (type !== 'LoadBalancer') return externalIPs.join(',') || '<none>'
  const given = status.loadBalancer.ingress
  const ingress = Array.isArray(given) ? (given as { readonly ip?: string; readonly hostname?: string }[]) : []
  const places = [...new Set(ingress.map(({ ip, hostname }) => ip || hostname || ''))].sort(compareText)
  return [...places, ...externalIPs].filter(Boolean).join(',') || '<pending>'
}

function portsText({ spec: { ports = [] } }: Service): string {
  const texts = ports.map(({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol}`)
  return texts.join(',') || '<none>'
}

function selectorText({ spec: { selector = {} } }: Service): string {
  const pairs = Object.entries(selector).map(([key, value]) => `${key}=${value}`)
  return pairs.sort(compareText).join(',') || '<none>'
}

export const serviceResource = defineResource<Service>({
  kind: 'Service',
  group: '',
  version: 'v1',
  plural: 'services',
  singular: 'service',
  shortNames: ['svc'],
  categories: ['all'],
  namespaced: true,
  get schema() {
    return schemaOf('Service')
  },
  subresources: ['status', 'proxy'],
  createOnUpdate: true,
  answersWithDeleted: true,
  asRead,
  hasGeneration: false,
  nameRule: 'service',
  defaults,
  prepareForCreate,
  prepareForUpdate,
  prepareForStatusUpdate: (next, previous) => ({ ...next, spec: previous.spec, status: next.status ?? empty }),
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  validateStatusUpdate,
  warnings,
  fieldLabels: {
    'spec.clusterIP': ({ spec }) => spec.clusterIP ?? '',
    'spec.type': ({ spec }) => spec.type,
  },
  columns: [
    nameColumn,
    textColumn<Service>(
      'Type',
      'type determines how the Service is exposed. Defaults to ClusterIP. Valid options are ExternalName, ClusterIP, NodePort, and LoadBalancer. "ClusterIP" allocates a cluster-internal IP address for load-balancing to endpoints. Endpoints are determined by the selector or if that is not specified, by manual construction of an Endpoints object or EndpointSlice objects. If clusterIP is "None", no virtual IP is allocated and the endpoints are published as a set of endpoints rather than a virtual IP. "NodePort" builds on ClusterIP and allocates a port on every node which routes to the same endpoints as the clusterIP. "LoadBalancer" builds on NodePort and creates an external load-balancer (if supported in the current cloud) which routes to the same endpoints as the clusterIP. "ExternalName" aliases this service to the specified externalName. Several other fields do not apply to ExternalName services. More info: https://kubernetes.io/docs/concepts/services-networking/service/#publishing-services-service-types',
      ({ spec }) => spec.type,
    ),
    textColumn<Service>(
      'Cluster-IP',
      'clusterIP is the IP address of the service and is usually assigned randomly. If an address is specified manually, is in-range (as per system configuration), and is not in use, it will be allocated to the service; otherwise creation of the service will fail. This field may not be changed through updates unless the type field is also being changed to ExternalName (which requires this field to be blank) or the type field is being changed from ExternalName (in which case this field may optionally be specified, as describe above).  Valid values are "None", empty string (""), or a valid IP address. Setting this to "None" makes a "headless service" (no virtual IP), which is useful when direct endpoint connections are preferred and proxying is not required.  Only applies to types ClusterIP, NodePort, and LoadBalancer. If this field is specified when creating a Service of type ExternalName, creation will fail. This field will be wiped when updating a Service to type ExternalName. More info: https://kubernetes.io/docs/concepts/services-networking/service/#virtual-ips-and-service-proxies',
      ({ spec }) => spec.clusterIPs?.[0] ?? '<none>',
    ),
    textColumn<Service>(
      'External-IP',
      'externalIPs is a list of IP addresses for which nodes in the cluster will also accept traffic for this service.  These IPs are not managed by Kubernetes.  The user is responsible for ensuring that traffic arrives at a node with this IP.  A common example is external load-balancers that are not part of the Kubernetes system.',
      externalText,
    ),
    textColumn<Service>(
      'Port(s)',
      'The list of ports that are exposed by this service. More info: https://kubernetes.io/docs/concepts/services-networking/service/#virtual-ips-and-service-proxies',
      portsText,
    ),
    ageColumn,
    wideColumn<Service>(
      'Selector',
      'Route service traffic to pods with label keys and values matching this selector. If empty or not present, the service is assumed to have an external process managing its endpoints, which Kubernetes will not modify. Only applies to types ClusterIP, NodePort, and LoadBalancer. Ignored if type is ExternalName. More info: https://kubernetes.io/docs/concepts/services-networking/service/',
      selectorText,
    ),
  ],
})
