import type { ContainerPort } from '../../kinds'
import { validateEnvironment, validateEnvironmentSources } from './environment-validation'
import { duplicate, type FieldError, forbidden, invalid, notFound, notSupported, required } from './field-error'
import { validateLifecycle, validateProbes } from './handler-validation'
import { validateMounts } from './mount-validation'
import { labelProblems, portNameProblems, portNumberProblems } from './names'
import type { WireContainer } from './pod-wire'
import { validateResources } from './resource-validation'
import type { VolumeSources } from './volume-validation'

const messagePolicies = ['File', 'FallbackToLogsOnError']
const pullPolicies = ['Always', 'IfNotPresent', 'Never']
const protocols = ['SCTP', 'TCP', 'UDP']
const restartPolicies = ['Always', 'Never', 'OnFailure']
const forbiddenForInit = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'] as const

/** What containers need to know about their pod. */
export interface ContainerSurroundings {
  readonly volumes: VolumeSources
  readonly claimNames: readonly string[]
  readonly graceSeconds: number
}

/** `pkg/apis/core/validation: validateContainers`. At least one is needed. */
export function validateContainers(
  errors: FieldError[],
  path: string,
  containers: readonly WireContainer[],
  surroundings: ContainerSurroundings,
): void {
  if (containers.length === 0) errors.push(required(path))
  const names = new Set<string>()
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`
    validateContainer(errors, at, container, surroundings)
    if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name ?? ''))
    names.add(container.name)
    const { lifecycle } = container
    if (lifecycle) validateLifecycle(errors, `${at}.lifecycle`, lifecycle, surroundings.graceSeconds)
    validateProbes(errors, at, container, surroundings.graceSeconds)
    validateRestartPolicy(errors, at, container)
  })
  validateHostPorts(errors, path, containers)
}

/** `validateInitContainers`. One with restartPolicy Always is a sidecar and may have what others may not. */
export function validateInitContainers(
  errors: FieldError[],
  path: string,
  containers: readonly WireContainer[],
  mainContainers: readonly WireContainer[],
  surroundings: ContainerSurroundings,
): void {
  const names = new Set(mainContainers.map(container => container.name))
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`
    validateContainer(errors, at, container, surroundings)
    validateRestartPolicy(errors, at, container)
    if (names.has(container.name)) errors.push(duplicate(`${at}.name`, container.name ?? ''))
    else if (container.name) names.add(container.name)
    validateHostPorts(errors, path, [container])
    if (container.restartPolicy === 'Always') {
      const { lifecycle } = container
      if (lifecycle) validateLifecycle(errors, `${at}.lifecycle`, lifecycle, surroundings.graceSeconds)
      validateProbes(errors, at, container, surroundings.graceSeconds)
    } else {
      for (const field of forbiddenForInit)
        if (container[field])
          errors.push(forbidden(`${at}.${field}`, 'may not be set for init containers without restartPolicy=Always'))
    }
  })
}

/** What a container for debugging may not have: it is no part of the workload. */
const forbiddenForEphemeral = [
  'ports',
  'resources',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'lifecycle',
  'restartPolicy',
] as const

/** `validateEphemeralContainers`. */
export function validateEphemeralContainers(
  errors: FieldError[],
  path: string,
  containers: readonly (WireContainer & { readonly targetContainerName?: string })[],
  others: readonly WireContainer[],
  surroundings: ContainerSurroundings,
): void {
  const otherNames = new Set(others.map(({ name }) => name))
  const names = new Set(otherNames)
  containers.forEach((container, index) => {
    const at = `${path}[${index}]`
    validateContainer(errors, at, container, surroundings)
    const { image = '', name, targetContainerName: target, volumeMounts = [] } = container
    if (image.trim() !== image)
      errors.push(invalid(`${at}.image`, image, 'must not have leading or trailing whitespace'))
    if (names.has(name)) errors.push(duplicate(`${at}.name`, name ?? ''))
    names.add(name)
    if (target && !otherNames.has(target)) errors.push(notFound(`${at}.targetContainerName`, target))
    for (const field of forbiddenForEphemeral) {
      const value = container[field]
      const isSet = value !== undefined && (typeof value !== 'object' || Object.keys(value).length > 0)
      if (isSet) errors.push(forbidden(`${at}.${field}`, 'cannot be set for an Ephemeral Container'))
    }
    volumeMounts.forEach(({ subPath }, mount) => {
      if (subPath)
        errors.push(forbidden(`${at}.volumeMounts[${mount}].subPath`, 'cannot be set for an Ephemeral Container'))
    })
  })
}

/** What all sorts of containers have in common (`validateContainerCommon`). */
function validateContainer(
  errors: FieldError[],
  path: string,
  container: WireContainer,
  { volumes, claimNames }: ContainerSurroundings,
): void {
  const { name, image, terminationMessagePolicy, ports, env, envFrom, imagePullPolicy, resources } = container
  if (!name) errors.push(required(`${path}.name`))
  else for (const problem of labelProblems(name)) errors.push(invalid(`${path}.name`, name, problem))
  if (!image) errors.push(required(`${path}.image`))
  validateChoice(errors, `${path}.terminationMessagePolicy`, terminationMessagePolicy, messagePolicies)
  if (ports) validatePorts(errors, `${path}.ports`, ports)
  if (env) validateEnvironment(errors, `${path}.env`, env)
  if (envFrom) validateEnvironmentSources(errors, `${path}.envFrom`, envFrom)
  validateMounts(errors, path, container, volumes)
  validateChoice(errors, `${path}.imagePullPolicy`, imagePullPolicy, pullPolicies)
  if (resources) validateResources(errors, `${path}.resources`, resources, claimNames)
}

/** A field that must have one of a few values. */
export function validateChoice(
  errors: FieldError[],
  path: string,
  value: string | undefined,
  choices: readonly string[],
): void {
  if (!value) errors.push(required(path))
  else if (!choices.includes(value)) errors.push(notSupported(path, value, choices))
}

function validateRestartPolicy(errors: FieldError[], path: string, { restartPolicy }: WireContainer): void {
  if (restartPolicy !== undefined && !restartPolicies.includes(restartPolicy))
    errors.push(notSupported(`${path}.restartPolicy`, restartPolicy, restartPolicies))
}

function validatePorts(errors: FieldError[], path: string, ports: readonly ContainerPort[]): void {
  const names = new Set<string>()
  ports.forEach((port, index) => {
    const at = `${path}[${index}]`
    const { name, containerPort, hostPort, protocol } = port
    if (name) {
      const problems = portNameProblems(name)
      for (const problem of problems) errors.push(invalid(`${at}.name`, name, problem))
      if (problems.length === 0 && names.has(name)) errors.push(duplicate(`${at}.name`, name))
      if (problems.length === 0) names.add(name)
    }
    if (!containerPort) errors.push(required(`${at}.containerPort`))
    else
      for (const problem of portNumberProblems(containerPort))
        errors.push(invalid(`${at}.containerPort`, containerPort, problem))
    if (hostPort)
      for (const problem of portNumberProblems(hostPort)) errors.push(invalid(`${at}.hostPort`, hostPort, problem))
    validateChoice(errors, `${at}.protocol`, protocol, protocols)
  })
}

/** A port of the machine can be had once (`checkHostPortConflicts`). */
function validateHostPorts(errors: FieldError[], path: string, containers: readonly WireContainer[]): void {
  let taken: Set<string> | undefined
  for (const [index, container] of containers.entries()) {
    for (const [i, port] of (container.ports ?? []).entries()) {
      if (!port.hostPort) continue
      const text = `${port.protocol}/${port.hostIP ?? ''}/${port.hostPort}`
      taken ??= new Set()
      if (taken.has(text)) errors.push(duplicate(`${path}[${index}].ports[${i}].hostPort`, text))
      taken.add(text)
    }
  }
}
