import { ageOf, type Condition, type Container, dateText, type Pod, type Time } from '../../kinds'
import { now } from '../process'
import { type ContainerContext, writeAmounts, writeContainers } from './containers'
import { writeEvents } from './events'
import { fieldTextOf } from './field-text'
import { writeAnnotations, writeLabels, writeName } from './metadata'
import { podContext } from './pod-containers'
import { controllerText } from './pods-of'
import { writeTolerations } from './tolerations'
import { writeSpread } from './topology-spread'
import type { Describer } from './types'
import { writeVolumes } from './volumes'
import type { DescribeWriter } from './writer'

type PodSpec = Pod['spec'] & {
  readonly runtimeClassName?: string
  readonly ephemeralContainers?: readonly Container[]
  readonly resources?: Container['resources']
}

/** `describe pod` (`PodDescriber`). */
export const describePod: Describer = function* (described, writer) {
  const pod = described.object as unknown as Pod
  const spec: PodSpec = pod.spec
  const { status } = pod
  writeName(writer, described.object.metadata ?? {})
  writePlace(writer, pod)
  writeLabels(writer, pod.metadata.labels)
  writeAnnotations(writer, pod.metadata.annotations)
  writeStatus(writer, pod, yield* now())
  writeAddresses(writer, pod)
  const controller = controllerText(described.object.metadata)
  if (controller) writer.line(`Controlled By:\t${controller}`)
  if (status.nominatedNodeName) writer.line(`NominatedNodeName:\t${status.nominatedNodeName}`)
  writePodResources(writer, spec)
  writeAllContainers(writer, pod)
  writeGates(writer, pod)
  writeConditions(writer, status.conditions ?? [])
  writeVolumes(writer, spec.volumes ?? [])
  writer.line(`QoS Class:\t${status.qosClass ?? ''}`)
  writeLabels(writer, spec.nodeSelector, 'Node-Selectors')
  writeTolerations(writer, spec.tolerations ?? [])
  writeSpread(writer, spec.topologySpreadConstraints)
  // Whoever tells of a pod calls it what they like: its kind is not asked for (`PodDescriber.Describe`).
  yield* writeEvents(described, writer, { anyKind: true })
}

function writePlace(writer: DescribeWriter, { spec, status }: Pod): void {
  const { priority, priorityClassName, runtimeClassName, serviceAccountName, nodeName } = spec as PodSpec
  if (priority !== undefined) writer.line(`Priority:\t${priority}`)
  if (priorityClassName) writer.line(`Priority Class Name:\t${priorityClassName}`)
  if (runtimeClassName) writer.line(`Runtime Class Name:\t${runtimeClassName}`)
  if (serviceAccountName) writer.line(`Service Account:\t${serviceAccountName}`)
  writer.line(`Node:\t${nodeName ? `${nodeName}/${status.hostIP ?? ''}` : '<none>'}`)
  if (status.startTime) writer.line(`Start Time:\t${dateText(status.startTime)}`)
}

function writeStatus(writer: DescribeWriter, { metadata, spec, status }: Pod, at: Time): void {
  const { deletionTimestamp, deletionGracePeriodSeconds = 0 } = metadata
  if (deletionTimestamp && status.phase !== 'Failed' && status.phase !== 'Succeeded') {
    writer.line(`Status:\tTerminating (lasts ${ageOf(deletionTimestamp, at)})`)
    writer.line(`Termination Grace Period:\t${deletionGracePeriodSeconds}s`)
  } else writer.line(`Status:\t${status.phase ?? ''}`)
  if (status.reason) writer.line(`Reason:\t${status.reason}`)
  if (status.message) writer.line(`Message:\t${status.message}`)
  const { seccompProfile } = spec.securityContext as { seccompProfile?: { type: string; localhostProfile?: string } }
  if (!seccompProfile) return
  writer.line(`SeccompProfile:\t${seccompProfile.type}`)
  if (seccompProfile.type === 'Localhost') writer.line(`LocalhostProfile:\t${seccompProfile.localhostProfile ?? ''}`)
}

function writeAddresses(writer: DescribeWriter, { status }: Pod): void {
  const { podIP = '', podIPs = [] } = status
  writer.line(`IP:\t${podIP}`)
  writer.line(podIPs.length === 0 ? 'IPs:\t<none>' : 'IPs:')
  for (const { ip } of podIPs) writer.line(`IP:\t${ip}`, 1)
}

function writePodResources(writer: DescribeWriter, { resources }: PodSpec): void {
  if (!resources) return
  writer.line('Resources:')
  writeAmounts(writer, 'Limits', resources.limits, 1)
  writeAmounts(writer, 'Requests', resources.requests, 1)
}

function writeAllContainers(writer: DescribeWriter, pod: Pod): void {
  const { containers, initContainers = [], ephemeralContainers = [] } = pod.spec as PodSpec
  const { containerStatuses, initContainerStatuses } = pod.status
  const { ephemeralContainerStatuses } = pod.status as { ephemeralContainerStatuses?: typeof containerStatuses }
  const context = (statuses: typeof containerStatuses): ContainerContext => ({
    ...podContext(writer, statuses),
    fieldValue: path => fieldTextOf(pod, path),
  })
  if (initContainers.length > 0)
    writeContainers(writer, 'Init Containers', initContainers, context(initContainerStatuses))
  writeContainers(writer, 'Containers', containers, context(containerStatuses))
  if (ephemeralContainers.length > 0)
    writeContainers(writer, 'Ephemeral Containers', ephemeralContainers, context(ephemeralContainerStatuses))
}

function writeGates(writer: DescribeWriter, { spec, status }: Pod): void {
  const { readinessGates = [] } = spec
  if (readinessGates.length > 0) writer.line('Readiness Gates:\n  Type\tStatus')
  for (const { conditionType } of readinessGates) {
    const condition = status.conditions?.find(({ type }) => type === conditionType)
    writer.line(`${conditionType} \t${condition?.status ?? '<none>'} `, 1)
  }
}

function writeConditions(writer: DescribeWriter, conditions: readonly Condition[]): void {
  if (conditions.length > 0) writer.line('Conditions:\n  Type\tStatus')
  for (const { type, status } of conditions) writer.line(`${type} \t${status} `, 1)
}
