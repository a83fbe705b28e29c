import { compareText, isRecord } from '../../base'
import { type Container, type ContainerPort, type Probe, parseQuantity } from '../../kinds'
import type { DescribeWriter } from './writer'

/** What is known besides a container's spec. */
export interface ContainerContext {
  /** Of a template, which is described two blanks further in. */
  readonly indent?: string
  /** Writes what the pod's status says of a container: its ids after the image, its state after the command. */
  readonly writeIds?: (container: Container, place: 'container' | 'image') => void
  readonly writeState?: (container: Container) => void
  /** The value of a variable that refers to a field of the pod. */
  readonly fieldValue?: (fieldPath: string) => string
}

/** The containers of a pod or of a template (`describeContainers`). */
export function writeContainers(
  writer: DescribeWriter,
  title: string,
  containers: readonly Container[],
  context: ContainerContext = {},
): void {
  const { indent = '' } = context
  writer.line(`${indent}${title}:${containers.length === 0 ? ' <none>' : ''}`)
  for (const container of containers) {
    writer.line(`${indent === '' ? '' : ' '}${container.name}:`, 1)
    context.writeIds?.(container, 'container')
    writer.line(`Image:\t${container.image ?? ''}`, 2)
    context.writeIds?.(container, 'image')
    writePorts(writer, container.ports ?? [])
    writeSeccomp(writer, container)
    writeWords(writer, 'Command', container.command)
    writeWords(writer, 'Args', container.args)
    context.writeState?.(container)
    writeAmounts(writer, 'Limits', container.resources.limits)
    writeAmounts(writer, 'Requests', container.resources.requests)
    for (const [name, probe] of probesOf(container)) writer.line(`${name}:\t${probeText(probe)}`, 2)
    writeEnv(writer, container, context)
    writeMounts(writer, container)
  }
}

function writePorts(writer: DescribeWriter, ports: readonly ContainerPort[]): void {
  const list = (numberOf: (port: ContainerPort) => number) =>
    ports.map(port => `${numberOf(port)}/${port.protocol}${port.name ? ` (${port.name})` : ''}`).join(', ') || '<none>'
  const plural = ports.length > 1 ? 's' : ''
  writer.line(`Port${plural}:\t${list(({ containerPort }) => containerPort)}`, 2)
  writer.line(`Host Port${plural}:\t${list(port => (port as { hostPort?: number }).hostPort ?? 0)}`, 2)
}

function writeSeccomp(writer: DescribeWriter, container: Container): void {
  const { securityContext } = container as {
    securityContext?: { seccompProfile?: { type: string; localhostProfile?: string } }
  }
  const profile = securityContext?.seccompProfile
  if (!profile) return
  writer.line(`SeccompProfile:\t${profile.type}`, 2)
  if (profile.type === 'Localhost') writer.line(`LocalhostProfile:\t${profile.localhostProfile ?? ''}`, 3)
}

function writeWords(writer: DescribeWriter, title: string, words: readonly string[] = []): void {
  if (words.length === 0) return
  writer.line(`${title}:`, 2)
  for (const line of words.flatMap(word => word.split('\n'))) writer.line(line, 3)
}

/** `Limits:` or `Requests:` with a line each, by name. */
export function writeAmounts(
  writer: DescribeWriter,
  title: string,
  amounts: Readonly<Record<string, unknown>> = {},
  level = 2,
): void {
  const names = Object.keys(amounts).sort(compareText)
  if (names.length > 0) writer.line(`${title}:`, level)
  for (const name of names) writer.line(`${name}:\t${amounts[name]}`, level + 1)
}

function probesOf({ livenessProbe, readinessProbe, startupProbe }: Container): readonly (readonly [string, Probe])[] {
  const all = [
    ['Liveness', livenessProbe],
    ['Readiness', readinessProbe],
    ['Startup', startupProbe],
  ] as const
  return all.flatMap(([name, probe]) => (probe ? [[name, probe] as const] : []))
}

/** A probe in one line (`DescribeProbe`). */
function probeText(probe: Probe): string {
  const { initialDelaySeconds = 0, timeoutSeconds, periodSeconds, successThreshold, failureThreshold } = probe
  const times = `delay=${initialDelaySeconds}s timeout=${timeoutSeconds}s period=${periodSeconds}s successThreshold=${successThreshold} failureThreshold=${failureThreshold}`
  const { exec, httpGet, tcpSocket } = probe
  if (exec) return `exec [${(exec.command ?? []).join(' ')}] ${times}`
  if (httpGet) {
    const scheme = (httpGet.scheme ?? 'HTTP').toLowerCase()
    return `http-get ${scheme}://${httpGet.host ?? ''}:${httpGet.port}${httpGet.path ?? ''} ${times}`
  }
  if (tcpSocket) return `tcp-socket ${(tcpSocket as { host?: string }).host ?? ''}:${tcpSocket.port} ${times}`
  const { grpc } = probe as { grpc?: { port: number; service?: string } }
  return grpc ? `grpc <pod>:${grpc.port} ${grpc.service ?? ''} ${times}` : `unknown ${times}`
}

interface Reference {
  readonly name?: string
  readonly key?: string
  readonly optional?: boolean
}

interface ResourceReference {
  readonly resource: string
  readonly divisor?: string
}

interface ValueSource {
  readonly fieldRef?: { readonly apiVersion?: string; readonly fieldPath: string }
  readonly resourceFieldRef?: ResourceReference
  readonly secretKeyRef?: Reference
  readonly configMapKeyRef?: Reference
}

interface EnvSource {
  readonly prefix?: string
  readonly configMapRef?: Reference
  readonly secretRef?: Reference
}

function writeEnv(writer: DescribeWriter, container: Container, { fieldValue }: ContainerContext): void {
  const { envFrom = [] } = container as { envFrom?: readonly EnvSource[] }
  if (envFrom.length > 0) writer.line('Environment Variables from:', 2)
  for (const { prefix, configMapRef, secretRef } of envFrom) {
    const { name = '', optional = false } = configMapRef ?? secretRef ?? {}
    const from = `${configMapRef ? 'ConfigMap' : 'Secret'}${prefix ? ` with prefix '${prefix}'` : ''}`
    writer.line(`${name}\t${from}\tOptional: ${optional}`, 3)
  }
  const { env = [] } = container
  writer.line(`Environment:${env.length === 0 ? '\t<none>' : ''}`, 2)
  for (const { name, value = '', valueFrom } of env) {
    if (isRecord(valueFrom)) writer.line(`${name}:\t${sourceText(valueFrom as ValueSource, container, fieldValue)}`, 3)
    else
      for (const [i, line] of value.split('\n').entries()) writer.line(i === 0 ? `${name}:\t${line}` : `\t${line}`, 3)
  }
}

function sourceText(source: ValueSource, container: Container, fieldValue: ContainerContext['fieldValue']): string {
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = source
  if (fieldRef) {
    const { apiVersion = 'v1', fieldPath } = fieldRef
    return `${fieldValue?.(fieldPath) ?? ''} (${apiVersion}:${fieldPath})`
  }
  if (resourceFieldRef) return `${amountText(resourceFieldRef, container)} (${resourceFieldRef.resource})`
  if (secretKeyRef)
    return `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name}'>\tOptional: ${secretKeyRef.optional ?? false}`
  return `<set to the key '${configMapKeyRef?.key}' of config map '${configMapKeyRef?.name}'>\tOptional: ${configMapKeyRef?.optional ?? false}`
}

/** In whole cores or bytes, rounded up, or in units of the divisor (`ExtractContainerResourceValue`). */
function amountText({ resource, divisor }: ResourceReference, { resources }: Container): string {
  const [column, name = ''] = resource.split('.')
  const amount = (column === 'limits' ? resources.limits : resources.requests)?.[name as 'cpu'] ?? '0'
  const unit = parseQuantity(divisor ?? '0') || 1
  const value = Math.ceil((parseQuantity(amount) ?? 0) / unit)
  const isOfNode = value === 0 && (resource === 'limits.cpu' || resource === 'limits.memory')
  return isOfNode ? 'node allocatable' : String(value)
}

interface Mount {
  readonly name: string
  readonly mountPath: string
  readonly readOnly?: boolean
  readonly subPath?: string
}

function writeMounts(writer: DescribeWriter, container: Container): void {
  const { volumeMounts = [] } = container
  const { volumeDevices = [] } = container as { volumeDevices?: readonly { devicePath: string; name: string }[] }
  const none = volumeMounts.length === 0 ? '\t<none>' : ''
  writer.line(`Mounts:${none}`, 2)
  const mounts = [...(volumeMounts as readonly Mount[])].sort((a, b) => compareText(a.mountPath, b.mountPath))
  for (const { name, mountPath, readOnly, subPath } of mounts)
    writer.line(
      `${mountPath} from ${name} (${readOnly ? 'ro' : 'rw'}${subPath ? `,path=${JSON.stringify(subPath)}` : ''})`,
      3,
    )
  // The title of devices has the word about mounts, as the original does.
  if (volumeDevices.length > 0) writer.line(`Devices:${none}`, 2)
  for (const { devicePath, name } of [...volumeDevices].sort((a, b) => compareText(a.devicePath, b.devicePath)))
    writer.line(`${devicePath} from ${name}`, 3)
}
