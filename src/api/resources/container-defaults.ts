import { canonicalQuantity } from '../../kinds'
import { imageTag } from './image-reference'
import type { Handler, Lifecycle, WireContainer, WireEnvVar, WireProbe, WireResources } from './pod-wire'
import { mapSame, withField, withMissing } from './sharing'

const containerDefaults: Partial<WireContainer> = {
  terminationMessagePath: '/dev/termination-log',
  terminationMessagePolicy: 'File',
}
const portDefaults = { protocol: 'TCP' } as const
const probeDefaults: Partial<WireProbe> = {
  timeoutSeconds: 1,
  periodSeconds: 10,
  successThreshold: 1,
  failureThreshold: 3,
}
const httpDefaults = { path: '/', scheme: 'HTTP' } as const
const probes = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const
const hooks = ['postStart', 'preStop'] as const

type ResourceMap = Readonly<Record<string, string>>

/**
 * What the API fills into any container, of a pod or of a template (`pkg/apis/core/v1: SetDefaults_Container` and what
 * `zz_generated.defaults.go` calls below it). The container itself when nothing is missing.
 */
export function defaultContainer(container: WireContainer): WireContainer {
  let result = withMissing(container, containerDefaults)
  if (!result.imagePullPolicy) {
    const isLatest = imageTag(result.image ?? '') === 'latest'
    result = { ...result, imagePullPolicy: isLatest ? 'Always' : 'IfNotPresent' }
  }
  if (result.ports)
    result = withField(
      result,
      'ports',
      mapSame(result.ports, port => withMissing(port, portDefaults)),
    )
  if (result.env) result = withField(result, 'env', mapSame(result.env, defaultEnvVar))
  result = withField(result, 'resources', defaultResources(result.resources ?? {}))
  for (const name of probes) {
    const probe = result[name] as WireProbe | undefined
    if (probe) result = withField(result, name, defaultProbe(probe) as WireContainer[typeof name])
  }
  if (result.lifecycle) result = withField(result, 'lifecycle', defaultLifecycle(result.lifecycle))
  return result
}

/** What only a pod gets, not a template (`SetDefaults_Pod`): requests where limits are, and host ports in the host's network. */
export function defaultPodContainer(container: WireContainer, isHostNetwork: boolean): WireContainer {
  let result = container
  const { limits, requests } = container.resources
  if (limits) {
    const filled = withMissing(requests ?? {}, limits)
    if (filled !== requests && Object.keys(filled).length > 0)
      result = { ...result, resources: { ...container.resources, requests: filled } }
  }
  if (isHostNetwork && result.ports) {
    const ports = mapSame(result.ports, port => (port.hostPort ? port : { ...port, hostPort: port.containerPort }))
    result = withField(result, 'ports', ports)
  }
  return result
}

function defaultEnvVar(variable: WireEnvVar): WireEnvVar {
  const source = variable.valueFrom
  let filled = source
  if (filled?.fieldRef && !filled.fieldRef.apiVersion)
    filled = { ...filled, fieldRef: { apiVersion: 'v1', ...filled.fieldRef } }
  if (filled?.fileKeyRef && filled.fileKeyRef.optional === undefined)
    filled = { ...filled, fileKeyRef: { ...filled.fileKeyRef, optional: false } }
  return filled && filled !== source ? { ...variable, valueFrom: filled } : variable
}

function defaultResources(resources: WireResources): WireResources {
  let result = resources
  if (result.limits) result = withField(result, 'limits', canonicalResources(result.limits))
  if (result.requests) result = withField(result, 'requests', canonicalResources(result.requests))
  return result
}

/** Quantities as they are stored, rounded up to thousandths (`SetDefaults_ResourceList`). The very map when they are so already. */
export function canonicalResources(resources: ResourceMap): ResourceMap {
  let changed: Record<string, string> | undefined
  for (const name in resources) {
    const given = resources[name] as string
    const canonical = canonicalQuantity(given, 'milli')
    if (!('value' in canonical) || canonical.value === given) continue
    changed ??= { ...resources }
    changed[name] = canonical.value
  }
  return changed ?? resources
}

function defaultProbe(probe: WireProbe): WireProbe {
  const result = withMissing(probe, probeDefaults)
  if (result.grpc && result.grpc.service === undefined) return { ...result, grpc: { ...result.grpc, service: '' } }
  return defaultHandler(result)
}

function defaultLifecycle(lifecycle: Lifecycle): Lifecycle {
  let result = lifecycle
  for (const name of hooks) {
    const handler = result[name]
    if (handler) result = withField(result, name, defaultHandler(handler))
  }
  return result
}

function defaultHandler<T extends Handler>(handler: T): T {
  return handler.httpGet ? withField(handler, 'httpGet', withMissing(handler.httpGet, httpDefaults)) : handler
}
