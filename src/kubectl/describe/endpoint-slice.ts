import type { Endpoint, EndpointSlice } from '../../kinds'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

/** `describe endpointslice` (`EndpointSliceDescriber`). */
export const describeEndpointSlice: Describer = function* (described, writer) {
  const slice = described.object as unknown as EndpointSlice
  writeName(writer, described.object.metadata ?? {})
  writeLabels(writer, slice.metadata.labels)
  writeAnnotations(writer, slice.metadata.annotations)
  writer.line(`AddressType:\t${slice.addressType}`)
  writePorts(writer, slice)
  const endpoints = slice.endpoints ?? []
  writer.line(endpoints.length === 0 ? 'Endpoints: <none>' : 'Endpoints:')
  for (const endpoint of endpoints) writeEndpoint(writer, endpoint)
  yield* writeEvents(described, writer)
}

function writePorts(writer: DescribeWriter, { ports }: EndpointSlice): void {
  writer.line(ports?.length ? 'Ports:' : 'Ports: <unset>')
  if (!ports?.length) return
  writer.line('Name\tPort\tProtocol', 1)
  writer.line('----\t----\t--------', 1)
  for (const { name, port = '<unset>', protocol } of ports)
    writer.line(`${name || '<unset>'}\t${port}\t${protocol ?? ''}`, 1)
}

function writeEndpoint(writer: DescribeWriter, endpoint: Endpoint): void {
  const { addresses, conditions, hostname = '<unset>', targetRef, nodeName = '<unset>', zone = '<unset>' } = endpoint
  writer.line(`- Addresses:\t${addresses.join(', ') || '<none>'}`, 1)
  writer.line('Conditions:', 2)
  writer.line(`Ready:\t${conditions.ready ?? '<unset>'}`, 3)
  writer.line(`Hostname:\t${hostname}`, 2)
  if (targetRef) writer.line(`TargetRef:\t${targetRef.kind}/${targetRef.name}`, 2)
  writer.line(`NodeName:\t${nodeName}`, 2)
  writer.line(`Zone:\t${zone}`, 2)
}
