import type { EndpointSlice, Service, ServicePort } from '../../kinds'
import type { Run } from '../process'
import { itemsOf, sendForObject, withQuery } from '../resources'
import { writeEvents } from './events'
import { pairsText, writeAnnotations, writeLabels, writeName } from './metadata'
import type { Describer } from './types'
import type { DescribeWriter } from './writer'

type Spec = Service['spec'] & {
  readonly loadBalancerIP?: string
  readonly externalTrafficPolicy?: string
  readonly healthCheckNodePort?: number
  readonly loadBalancerSourceRanges?: readonly string[]
  readonly trafficDistribution?: string
}

interface Ingress {
  readonly ip?: string
  readonly ipMode?: string
  readonly hostname?: string
}

/** `describe service` (`ServiceDescriber`). */
export const describeService: Describer = function* (described, writer) {
  const { metadata, spec, status } = described.object as unknown as Service & { readonly spec: Spec }
  const slices = yield* slicesOf(metadata.namespace ?? '', metadata.name)
  writeName(writer, described.object.metadata ?? {})
  writeLabels(writer, metadata.labels)
  writeAnnotations(writer, metadata.annotations)
  writer.line(`Selector:\t${pairsText(spec.selector)}`)
  writer.line(`Type:\t${spec.type}`)
  writeAddresses(writer, spec)
  const ingress = (status?.loadBalancer?.ingress ?? []) as readonly Ingress[]
  if (ingress.length > 0) writer.line(`LoadBalancer Ingress:\t${ingress.map(ingressText).join(', ')}`)
  for (const port of spec.ports ?? []) writePort(writer, port, slices)
  writePolicies(writer, spec)
  yield* writeEvents(described, writer)
}

function* slicesOf(namespace: string, name: string): Run<readonly EndpointSlice[]> {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`
  const labelSelector = `kubernetes.io/service-name=${name}`
  return itemsOf(
    yield* sendForObject({ method: 'GET', path: withQuery(path, { labelSelector }) }),
  ) as unknown as readonly EndpointSlice[]
}

function writeAddresses(writer: DescribeWriter, spec: Spec): void {
  const { ipFamilyPolicy, ipFamilies = [], clusterIP = '', clusterIPs = [], externalIPs = [] } = spec
  if (ipFamilyPolicy) writer.line(`IP Family Policy:\t${ipFamilyPolicy}`)
  writer.line(`IP Families:\t${ipFamilies.join(',') || '<none>'}`)
  writer.line(`IP:\t${clusterIP}`)
  writer.line(`IPs:\t${clusterIPs.join(',') || '<none>'}`)
  if (externalIPs.length > 0) writer.line(`External IPs:\t${externalIPs.join(',')}`)
  if (spec.loadBalancerIP) writer.line(`Desired LoadBalancer IP:\t${spec.loadBalancerIP}`)
  if (spec.externalName) writer.line(`External Name:\t${spec.externalName}`)
}

function ingressText({ ip, ipMode, hostname = '' }: Ingress): string {
  return ip ? `${ip}${ipMode === undefined ? '' : ` (${ipMode})`}` : hostname
}

function writePort(writer: DescribeWriter, servicePort: ServicePort, slices: readonly EndpointSlice[]): void {
  const { port, protocol, targetPort, appProtocol, nodePort } = servicePort
  const name = servicePort.name || '<unset>'
  writer.line(`Port:\t${name}\t${port}/${protocol}`)
  writer.line(`TargetPort:\t${targetPort}/${protocol}`)
  if (appProtocol !== undefined) writer.line(`AppProtocol:\t${appProtocol}`)
  if (nodePort) writer.line(`NodePort:\t${name}\t${nodePort}/${protocol}`)
  writer.line(`Endpoints:\t${endpointsText(slices, servicePort.name ?? '')}`)
}

const most = 3

/** Three addresses that are ready, and how many there are besides (`formatEndpointSlices`). */
function endpointsText(slices: readonly EndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>'
  const ready: string[] = []
  let hasMore = false
  const add = (slice: EndpointSlice, port: number | undefined) => {
    for (const { addresses, conditions } of slice.endpoints ?? []) {
      // That one more was looked at is enough for saying so, whether or not it was ready.
      if (ready.length >= most) hasMore = true
      if (conditions.ready === false) continue
      const address = addresses[0] as string
      ready.push(port === undefined ? address : `${address.includes(':') ? `[${address}]` : address}:${port}`)
    }
  }
  for (const slice of slices) {
    const ports = slice.ports ?? []
    if (ports.length === 0) add(slice, undefined)
    for (const { name = '', port } of ports) if (name === portName) add(slice, port)
  }
  const shown = ready.slice(0, most).join(',')
  return hasMore ? `${shown} + ${ready.length - most} more...` : shown
}

function writePolicies(writer: DescribeWriter, spec: Spec): void {
  const { sessionAffinity = '', externalTrafficPolicy, internalTrafficPolicy, healthCheckNodePort } = spec
  const { loadBalancerSourceRanges = [], trafficDistribution } = spec
  writer.line(`Session Affinity:\t${sessionAffinity}`)
  if (externalTrafficPolicy) writer.line(`External Traffic Policy:\t${externalTrafficPolicy}`)
  if (internalTrafficPolicy !== undefined) writer.line(`Internal Traffic Policy:\t${internalTrafficPolicy}`)
  if (healthCheckNodePort) writer.line(`HealthCheck NodePort:\t${healthCheckNodePort}`)
  if (loadBalancerSourceRanges.length > 0)
    writer.line(`LoadBalancer Source Ranges:\t${loadBalancerSourceRanges.join(',')}`)
  if (trafficDistribution !== undefined) writer.line(`Traffic Distribution:\t${trafficDistribution}`)
}
