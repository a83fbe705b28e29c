import { deepEqual } from '../../base'
import type { Endpoint, EndpointSlice } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { duplicate, type FieldError, invalid, notSupported, required, tooMany } from './field-error'
import { addressErrors, endpointAddressErrors, isIPv6, parseIPv4 } from './ip-address'
import { labelProblems, qualifiedNameProblems, subdomainProblems } from './names'
import { defineResource } from './types'

type Port = NonNullable<EndpointSlice['ports']>[number] & { readonly appProtocol?: string }

const mostEndpoints = 1000
const mostPorts = 20_000
const mostAddresses = 100
const managedLabel = 'endpointslice.kubernetes.io/managed-by'
const protocols: readonly string[] = ['SCTP', 'TCP', 'UDP']
const addressTypes: readonly string[] = ['FQDN', 'IPv4', 'IPv6']

/** Ports have a name, if an empty one, and a protocol; no endpoints and no ports are written as null. */
function defaults(slice: EndpointSlice): EndpointSlice {
  const endpoints = slice.endpoints?.length ? slice.endpoints : null
  const ports = slice.ports?.length ? slice.ports : null
  const hasConditions = endpoints?.every(endpoint => endpoint.conditions) ?? true
  const hasNames = ports?.every(port => port.name !== undefined && port.protocol) ?? true
  if (hasConditions && hasNames && endpoints === slice.endpoints && ports === slice.ports) return slice
  return {
    ...slice,
    endpoints: endpoints?.map(endpoint => ({ ...endpoint, conditions: endpoint.conditions ?? {} })) ?? null,
    ports: ports?.map(port => ({ ...port, name: port.name ?? '', protocol: port.protocol ?? 'TCP' })) ?? null,
  }
}

/** `pkg/apis/discovery/validation: ValidateEndpointSlice`. */
function validate(slice: EndpointSlice): readonly FieldError[] {
  const { addressType } = slice
  const errors: FieldError[] = [...portErrors(slice.ports ?? []), ...endpointsErrors(slice)]
  if (!addressType) errors.push(required('addressType'))
  else if (!addressTypes.includes(addressType)) errors.push(notSupported('addressType', addressType, addressTypes))
  return errors
}

function portErrors(ports: readonly Port[]): readonly FieldError[] {
  if (ports.length > mostPorts) return [tooMany('ports', ports.length, mostPorts)]
  const names = new Set<string>()
  return ports.flatMap(({ name = '', protocol = '', appProtocol }, index) => {
    const path = `ports[${index}]`
    const errors: FieldError[] = []
    if (name) for (const problem of labelProblems(name)) errors.push(invalid(`${path}.name`, name, problem))
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name))
    names.add(name)
    if (!protocols.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, protocols))
    if (appProtocol !== undefined)
      for (const problem of qualifiedNameProblems(appProtocol))
        errors.push(invalid(`${path}.appProtocol`, appProtocol, problem))
    return errors
  })
}

function endpointsErrors({ endpoints, addressType, metadata }: EndpointSlice): readonly FieldError[] {
  if (!endpoints) return []
  if (endpoints.length > mostEndpoints) return [tooMany('endpoints', endpoints.length, mostEndpoints)]
  // The endpoint slice controller writes addresses that pods have; they need no second look.
  if (metadata.labels?.[managedLabel] === 'endpointslice-controller.k8s.io') return []
  return endpoints.flatMap((endpoint, index) => endpointErrors(endpoint, addressType, `endpoints[${index}]`))
}

function endpointErrors(endpoint: Endpoint, type: EndpointSlice['addressType'], path: string): readonly FieldError[] {
  const { nodeName, hostname } = endpoint
  const addresses = endpoint.addresses ?? []
  const errors: FieldError[] = []
  if (addresses.length === 0) errors.push(required(`${path}.addresses`, 'must contain at least 1 address'))
  if (addresses.length > mostAddresses) errors.push(tooMany(`${path}.addresses`, addresses.length, mostAddresses))
  addresses.forEach((address, index) => {
    errors.push(...endpointAddressRules(address, type, `${path}.addresses`, index))
  })
  if (nodeName !== undefined)
    for (const problem of subdomainProblems(nodeName)) errors.push(invalid(`${path}.nodeName`, nodeName, problem))
  if (hostname !== undefined)
    for (const problem of labelProblems(hostname)) errors.push(invalid(`${path}.hostname`, hostname, problem))
  return errors
}

function endpointAddressRules(
  address: string,
  type: EndpointSlice['addressType'],
  list: string,
  index: number,
): readonly FieldError[] {
  const path = `${list}[${index}]`
  if (type === 'FQDN') return subdomainProblems(address).map(problem => invalid(path, address, problem))
  if (type !== 'IPv4' && type !== 'IPv6') return []
  const errors = addressErrors(address, path)
  if (errors.length) return errors
  const fits = type === 'IPv4' ? parseIPv4(address) !== undefined : isIPv6(address)
  const mismatch = fits ? [] : [invalid(list, address, `must be an ${type} address`)]
  return [...mismatch, ...endpointAddressErrors(address, path)]
}

function validateUpdate(next: EndpointSlice, previous: EndpointSlice): readonly FieldError[] {
  const errors = next.endpoints === previous.endpoints && next.ports === previous.ports ? [] : [...validate(next)]
  if (next.addressType !== previous.addressType)
    errors.push(invalid('addressType', next.addressType, 'field is immutable'))
  return errors
}

/** Everything but metadata counts, and so do labels (`endpointSliceStrategy.PrepareForUpdate`). */
function hasNewGeneration(next: EndpointSlice, previous: EndpointSlice): boolean {
  const isSame =
    next.addressType === previous.addressType &&
    deepEqual(next.endpoints, previous.endpoints) &&
    deepEqual(next.ports, previous.ports) &&
    deepEqual(next.metadata.labels ?? {}, previous.metadata.labels ?? {})
  return !isSame
}

const mostShown = 3

function listText(items: readonly string[]): string {
  const text = items.slice(0, mostShown).join(',')
  if (items.length > mostShown) return `${text} + ${items.length - mostShown} more...`
  return text || '<unset>'
}

export const endpointSliceResource = defineResource<EndpointSlice>({
  kind: 'EndpointSlice',
  group: 'discovery.k8s.io',
  version: 'v1',
  plural: 'endpointslices',
  singular: 'endpointslice',
  shortNames: [],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('EndpointSlice')
  },
  subresources: [],
  hasGeneration: true,
  hasNewGeneration,
  nameRule: 'subdomain',
  defaults,
  validate,
  validateUpdate,
  warnings: (next, previous) =>
    !previous && next.addressType === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : [],
  columns: [
    nameColumn,
    textColumn<EndpointSlice>(
      'AddressType',
      'addressType specifies the type of address carried by this EndpointSlice. All addresses in this slice must be the same type. This field is immutable after creation. The following address types are currently supported: * IPv4: Represents an IPv4 Address. * IPv6: Represents an IPv6 Address. * FQDN: Represents a Fully Qualified Domain Name. (Deprecated) The EndpointSlice controller only generates, and kube-proxy only processes, slices of addressType "IPv4" and "IPv6". No semantics are defined for the "FQDN" type.',
      slice => slice.addressType,
    ),
    textColumn<EndpointSlice>(
      'Ports',
      'ports specifies the list of network ports exposed by each endpoint in this slice. Each port must have a unique name. Each slice may include a maximum of 100 ports. Services always have at least 1 port, so EndpointSlices generated by the EndpointSlice controller will likewise always have at least 1 port. EndpointSlices used for other purposes may have an empty ports list.',
      ({ ports }) => listText((ports ?? []).map(port => String(port.port ?? port.name ?? '*'))),
    ),
    textColumn<EndpointSlice>(
      'Endpoints',
      'endpoints is a list of unique endpoints in this slice. Each slice may include a maximum of 1000 endpoints.',
      ({ endpoints }) => listText((endpoints ?? []).flatMap(endpoint => endpoint.addresses)),
    ),
    ageColumn,
  ],
})
