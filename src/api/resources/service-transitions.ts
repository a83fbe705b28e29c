import {
  type FullService,
  isExternallyAccessible,
  needsClusterIP,
  needsHealthCheck,
  needsNodePort,
  nodePortsOf,
  type ServicePort,
  type ServiceSpec,
  sameTexts,
  without,
} from './service-shape'

/** What was given to the service before and the client did not repeat (`storage.go: patchAllocatedValues`). */
export function withFormerAllocations(next: FullService, previous: FullService): FullService {
  const before = previous.spec
  let spec = next.spec
  if (needsClusterIP(before) && needsClusterIP(spec)) {
    if (!spec.clusterIP && before.clusterIP) spec = { ...spec, clusterIP: before.clusterIP }
    if (!spec.clusterIPs?.length && before.clusterIPs?.length) spec = { ...spec, clusterIPs: before.clusterIPs }
  }
  if (needsNodePort(before) && needsNodePort(spec)) spec = { ...spec, ports: withFormerPorts(spec, before) }
  if (needsHealthCheck(before) && needsHealthCheck(spec) && !spec.healthCheckNodePort && before.healthCheckNodePort)
    spec = { ...spec, healthCheckNodePort: before.healthCheckNodePort }
  return spec === next.spec ? next : { ...next, spec }
}

function withFormerPorts(spec: ServiceSpec, before: ServiceSpec): readonly ServicePort[] {
  const now = new Set(nodePortsOf(spec))
  const byName = new Map((before.ports ?? []).map(port => [port.name ?? '', port.nodePort]))
  return (spec.ports ?? []).map(port => {
    const former = byName.get(port.name ?? '')
    return port.nodePort || !former || now.has(former) ? port : { ...port, nodePort: former }
  })
}

/** Takes out what the new type does not have, unless the client changed it as well (`strategy.go: dropTypeDependentFields`). */
export function withoutForeignFields(next: FullService, previous: FullService): FullService {
  const before = previous.spec
  let spec = next.spec
  if (needsClusterIP(before) && !needsClusterIP(spec)) {
    if (spec.clusterIP === before.clusterIP && sameTexts(spec.clusterIPs, before.clusterIPs))
      spec = without(spec, 'clusterIP', 'clusterIPs')
    if (sameTexts(spec.ipFamilies, before.ipFamilies)) spec = without(spec, 'ipFamilies')
    if (spec.ipFamilyPolicy === before.ipFamilyPolicy) spec = without(spec, 'ipFamilyPolicy')
  }
  const formerPorts = nodePortsOf(before)
  if (needsNodePort(before) && !needsNodePort(spec) && nodePortsOf(spec).every(port => formerPorts.includes(port)))
    spec = { ...spec, ports: (spec.ports ?? []).map(port => without(port, 'nodePort')) }
  if (needsHealthCheck(before) && !needsHealthCheck(spec) && spec.healthCheckNodePort === before.healthCheckNodePort)
    spec = without(spec, 'healthCheckNodePort')
  if (before.type === 'LoadBalancer' && spec.type !== 'LoadBalancer')
    for (const field of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const)
      if (spec[field] === before[field]) spec = without(spec, field)
  if (isExternallyAccessible(before) && !isExternallyAccessible(spec))
    if (spec.externalTrafficPolicy === before.externalTrafficPolicy) spec = without(spec, 'externalTrafficPolicy')
  return spec === next.spec ? next : { ...next, spec }
}
