import type { EndpointAddress, Endpoints } from '../../kinds'
import { writeEvents } from './events'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'

/** `describe endpoints` (`EndpointsDescriber`). */
export const describeEndpoints: Describer = function* (described, writer) {
  const { metadata, subsets = [] } = described.object as unknown as Endpoints
  writeName(writer, described.object.metadata ?? {})
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line('Subsets:')
  for (const { addresses, notReadyAddresses, ports = [] } of subsets) {
    writer.line(`Addresses:\t${addressesText(addresses)}`, 1)
    writer.line(`NotReadyAddresses:\t${addressesText(notReadyAddresses)}`, 1)
    if (ports.length > 0) {
      writer.line('Ports:', 1)
      writer.line('Name\tPort\tProtocol', 2)
      writer.line('----\t----\t--------', 2)
    }
    for (const { name, port, protocol = '' } of ports) writer.line(`${name || '<unset>'}\t${port}\t${protocol}`, 2)
    writer.line('')
  }
  yield* writeEvents(described, writer)
}

function addressesText(addresses: readonly EndpointAddress[] = []): string {
  return addresses.map(({ ip }) => ip).join(',') || '<none>'
}
