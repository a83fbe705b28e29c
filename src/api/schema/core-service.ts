import { objectReference } from './core-reference'
import { condition, objectMeta } from './meta'
import {
  always,
  atomic,
  bool,
  fallback,
  int32,
  intOrString,
  keyed,
  list,
  named,
  optional,
  structsOf,
  text,
  textMap,
  texts,
  typeMeta,
} from './notation'

/** core/v1: Service and Endpoints. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/core/v1')

const servicePort = struct('v1.ServicePort', {
  name: text,
  protocol: fallback(named('v1.Protocol', 'SCTP', 'TCP', 'UDP'), 'TCP'),
  appProtocol: optional(text),
  port: always(int32),
  // Zero counts as left out, and defaulting fills it in; so it is dropped here.
  targetPort: intOrString,
  nodePort: int32,
})

const clientIPConfig = struct('v1.ClientIPConfig', { timeoutSeconds: optional(int32) })

const sessionAffinityConfig = struct('v1.SessionAffinityConfig', { clientIP: clientIPConfig })

const serviceSpec = struct('v1.ServiceSpec', {
  ports: list(servicePort, { merge: { key: 'port' }, listType: 'map', keys: ['port', 'protocol'] }),
  selector: atomic(textMap),
  clusterIP: text,
  clusterIPs: texts,
  type: named('v1.ServiceType', 'ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'),
  externalIPs: texts,
  sessionAffinity: named('v1.ServiceAffinity', 'ClientIP', 'None'),
  loadBalancerIP: text,
  loadBalancerSourceRanges: texts,
  externalName: text,
  externalTrafficPolicy: named('v1.ServiceExternalTrafficPolicy', 'Cluster', 'Local'),
  healthCheckNodePort: int32,
  publishNotReadyAddresses: bool,
  sessionAffinityConfig,
  ipFamilies: list(named('v1.IPFamily', '', 'IPv4', 'IPv6')),
  ipFamilyPolicy: optional(named('v1.IPFamilyPolicy', 'PreferDualStack', 'RequireDualStack', 'SingleStack')),
  allocateLoadBalancerNodePorts: optional(bool),
  loadBalancerClass: optional(text),
  internalTrafficPolicy: optional(named('v1.ServiceInternalTrafficPolicy', 'Cluster', 'Local')),
  trafficDistribution: optional(text),
})

const portStatus = struct('v1.PortStatus', {
  port: always(int32),
  protocol: always(named('v1.Protocol', 'SCTP', 'TCP', 'UDP')),
  error: optional(text),
})

const loadBalancerIngress = struct('v1.LoadBalancerIngress', {
  ip: text,
  hostname: text,
  ipMode: optional(named('v1.LoadBalancerIPMode')),
  ports: list(portStatus),
})

const loadBalancerStatus = struct('v1.LoadBalancerStatus', { ingress: list(loadBalancerIngress) })

const serviceStatus = struct('v1.ServiceStatus', {
  loadBalancer: always(loadBalancerStatus),
  conditions: keyed(condition, 'type'),
})

export const service = struct('v1.Service', {
  ...typeMeta,
  metadata: always(objectMeta),
  spec: always(serviceSpec),
  status: always(serviceStatus),
})

const endpointAddress = struct(
  'v1.EndpointAddress',
  { ip: always(text), hostname: text, nodeName: optional(text), targetRef: objectReference },
  { atomic: true },
)

const endpointPort = struct(
  'v1.EndpointPort',
  {
    name: text,
    port: always(int32),
    protocol: named('v1.Protocol', 'SCTP', 'TCP', 'UDP'),
    appProtocol: optional(text),
  },
  { atomic: true },
)

const endpointSubset = struct('v1.EndpointSubset', {
  addresses: list(endpointAddress),
  notReadyAddresses: list(endpointAddress),
  ports: list(endpointPort),
})

export const endpoints = struct('v1.Endpoints', {
  ...typeMeta,
  metadata: always(objectMeta),
  subsets: list(endpointSubset),
})
