import { objectReference } from './core-reference'
import { objectMeta } from './meta'
import { always, bool, int32, list, named, optional, structsOf, text, textMap, typeMeta } from './notation'

/** discovery.k8s.io/v1: EndpointSlice. Facts of v1.37.1's OpenAPI v3 and Go types. */

const struct = structsOf('k8s.io/api/discovery/v1')

const endpointConditions = struct('v1.EndpointConditions', {
  ready: optional(bool),
  serving: optional(bool),
  terminating: optional(bool),
})

const forZone = struct('v1.ForZone', { name: always(text) })

const forNode = struct('v1.ForNode', { name: always(text) })

const endpointHints = struct('v1.EndpointHints', { forZones: list(forZone), forNodes: list(forNode) })

const endpoint = struct('v1.Endpoint', {
  addresses: always(list(text, { listType: 'set' })),
  conditions: always(endpointConditions),
  hostname: optional(text),
  targetRef: objectReference,
  deprecatedTopology: textMap,
  nodeName: optional(text),
  zone: optional(text),
  hints: endpointHints,
})

const endpointPort = struct(
  'v1.EndpointPort',
  {
    name: optional(text),
    protocol: optional(named('v1.Protocol', 'SCTP', 'TCP', 'UDP')),
    port: optional(int32),
    appProtocol: optional(text),
  },
  { atomic: true },
)

export const endpointSlice = struct('v1.EndpointSlice', {
  ...typeMeta,
  metadata: always(objectMeta),
  addressType: always(named('v1.AddressType', 'FQDN', 'IPv4', 'IPv6')),
  endpoints: always(list(endpoint)),
  ports: always(list(endpointPort)),
})
