import { deepEqual } from '../../base'
import type { EndpointAddress, EndpointSubset, Endpoints } from '../../kinds'
import { schemaOf } from '../schema'
import { ageColumn, nameColumn, textColumn } from './columns'
import { type FieldError, invalid, notSupported, required } from './field-error'
import { addressErrors, endpointAddressErrors } from './ip-address'
import { labelProblems, portNumberProblems, qualifiedNameProblems, subdomainProblems } from './names'
import { mapSame, withField } from './sharing'
import { defineResource } from './types'

type Port = NonNullable<EndpointSubset['ports']>[number]

const protocols: readonly string[] = ['SCTP', 'TCP', 'UDP']
const mostShown = 3

/** `pkg/apis/core/v1/defaults.go: SetDefaults_Endpoints`. */
function defaults(endpoints: Endpoints): Endpoints {
  if (!endpoints.subsets) return endpoints
  const subsets = mapSame(endpoints.subsets, subset => {
    if (!subset.ports) return subset
    const ports = mapSame(subset.ports, port => (port.protocol ? port : { ...port, protocol: 'TCP' }))
    return withField(subset, 'ports', ports)
  })
  return withField(endpoints, 'subsets', subsets)
}

/** `pkg/apis/core/validation: validateEndpointSubsets`. */
function validate({ subsets = [] }: Endpoints): readonly FieldError[] {
  return subsets.flatMap(({ addresses = [], notReadyAddresses = [], ports = [] }, index) => {
    const path = `subsets[${index}]`
    const isEmpty = addresses.length === 0 && notReadyAddresses.length === 0
    return [
      ...(isEmpty ? [required(path, 'must specify `addresses` or `notReadyAddresses`')] : []),
      ...addresses.flatMap((one, i) => addressProblems(one, `${path}.addresses[${i}]`)),
      ...notReadyAddresses.flatMap((one, i) => addressProblems(one, `${path}.notReadyAddresses[${i}]`)),
      ...ports.flatMap((one, i) => portErrors(one, ports.length > 1, `${path}.ports[${i}]`)),
    ]
  })
}

/** `validateEndpointAddress`. */
function addressProblems({ ip = '', hostname, nodeName }: EndpointAddress, path: string): readonly FieldError[] {
  const errors: FieldError[] = [...addressErrors(ip, `${path}.ip`)]
  const isAddress = errors.length === 0
  if (hostname)
    for (const problem of labelProblems(hostname)) errors.push(invalid(`${path}.hostname`, hostname, problem))
  if (nodeName !== undefined)
    for (const problem of subdomainProblems(nodeName)) errors.push(invalid(`${path}.nodeName`, nodeName, problem))
  if (isAddress) errors.push(...endpointAddressErrors(ip, `${path}.ip`))
  else errors.push(invalid(`${path}.ip`, ip, 'must be a valid IP address'))
  return errors
}

/** `validateEndpointPort`: of several ports each has a name. */
function portErrors(
  { name = '', port = 0, protocol = '', appProtocol }: Port,
  isNamed: boolean,
  path: string,
): readonly FieldError[] {
  const errors: FieldError[] = []
  if (isNamed && !name) errors.push(required(`${path}.name`))
  if (name) for (const problem of labelProblems(name)) errors.push(invalid(`${path}.name`, name, problem))
  for (const problem of portNumberProblems(port)) errors.push(invalid(`${path}.port`, port, problem))
  if (!protocols.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, protocols))
  if (appProtocol !== undefined)
    for (const problem of qualifiedNameProblems(appProtocol))
      errors.push(invalid(`${path}.appProtocol`, appProtocol, problem))
  return errors
}

/** The first addresses with their ports, as kubectl shows them (`pkg/printers/internalversion: formatEndpoints`). */
function addressesText({ subsets = [] }: Endpoints): string {
  if (subsets.length === 0) return '<none>'
  const all = subsets.flatMap(({ addresses = [], ports = [] }) => {
    if (ports.length === 0) return addresses.map(({ ip }) => ip)
    return ports.flatMap(({ port }) =>
      addresses.map(({ ip }) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`)),
    )
  })
  const text = all.slice(0, mostShown).join(',')
  return all.length > mostShown ? `${text} + ${all.length - mostShown} more...` : text
}

export const endpointsResource = defineResource<Endpoints>({
  kind: 'Endpoints',
  group: '',
  version: 'v1',
  plural: 'endpoints',
  singular: 'endpoints',
  shortNames: ['ep'],
  categories: [],
  namespaced: true,
  get schema() {
    return schemaOf('Endpoints')
  },
  subresources: [],
  createOnUpdate: true,
  deprecation: 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
  hasGeneration: false,
  nameRule: 'subdomain',
  defaults,
  validate,
  validateUpdate: (next, previous) => (deepEqual(next.subsets, previous.subsets) ? [] : validate(next)),
  columns: [
    nameColumn,
    textColumn<Endpoints>(
      'Endpoints',
      'The set of all endpoints is the union of all subsets. Addresses are placed into subsets according to the IPs they share. A single address with multiple ports, some of which are ready and some of which are not (because they come from different containers) will result in the address being displayed in different subsets for the different ports. No address will appear in both Addresses and NotReadyAddresses in the same subset. Sets of addresses and ports that comprise a service.',
      addressesText,
    ),
    ageColumn,
  ],
})
