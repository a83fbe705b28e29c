import type { Pod, PodTemplateSpec } from '../../kinds'
import {
  type ContainerSurroundings,
  validateChoice,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from './container-validation'
import { duplicate, type FieldError, forbidden, invalid, required, tooLong } from './field-error'
import { addressErrors } from './ip-address'
import { negativeDetail, validateAnnotations, validateLabels } from './metadata'
import { labelProblems, qualifiedNameProblems, subdomainProblems, underscoredSubdomainProblems } from './names'
import type { DNSConfig, WireContainer, WirePodSpec } from './pod-wire'
import { validateAffinity, validateSpread, validateTolerations } from './scheduling-validation'
import { validateVolumes } from './volume-validation'

const deletionCost = 'controller.kubernetes.io/pod-deletion-cost'
const restartPolicies = ['Always', 'OnFailure', 'Never']
const dnsPolicies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None']
const preemptionPolicies = ['PreemptLowerPriority', 'Never']
const systems = ['linux', 'windows']
const mostSeconds = 2 ** 31 - 1

/** A new pod, already defaulted and admitted (`pkg/apis/core/validation: ValidatePodCreate`), without the rules of all metadata. */
export function podErrors(pod: Pod): readonly FieldError[] {
  const errors: FieldError[] = []
  validatePod(errors, pod)
  const { ephemeralContainers, nodeName, schedulingGates } = pod.spec as WirePodSpec
  if (ephemeralContainers?.length) errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'))
  if (nodeName && schedulingGates?.length)
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'))
  return errors
}

/** Rules that hold for a pod at all times (`validatePodMetadataAndSpec`). */
export function validatePod(errors: FieldError[], pod: Pod): void {
  const spec = pod.spec as WirePodSpec
  validatePodAnnotations(errors, 'metadata.annotations', pod.metadata.annotations)
  validateSpec(errors, 'spec', spec, pod.metadata.name)
  if (!spec.serviceAccountName) validateTokens(errors, spec)
  const grace = spec.terminationGracePeriodSeconds
  if (grace < 0) errors.push(invalid('spec.terminationGracePeriodSeconds', grace, negativeDetail))
  validateImages(errors, 'spec.containers', spec.containers ?? [])
  if (spec.initContainers) validateImages(errors, 'spec.initContainers', spec.initContainers)
}

/** Images as a pod needs them; templates may hold them with blanks around (`validateContainersOnlyForPod`). */
export function validateImages(errors: FieldError[], path: string, containers: readonly WireContainer[]): void {
  containers.forEach(({ image = '' }, index) => {
    if (image.trim() !== image)
      errors.push(invalid(`${path}[${index}].image`, image, 'must not have leading or trailing whitespace'))
  })
}

/** The template of a set, at its path, `spec.template` (`ValidatePodTemplateSpec`). */
export function validatePodTemplate(errors: FieldError[], path: string, template: PodTemplateSpec): void {
  const { metadata, spec } = template
  validateTemplateMetadata(errors, path, metadata)
  validateSpec(errors, `${path}.spec`, spec as WirePodSpec, undefined)
  if ((spec as WirePodSpec).ephemeralContainers?.length)
    errors.push(forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'))
}

/** Labels and annotations of a template. Their paths leave out `metadata`, as upstream's do. */
export function validateTemplateMetadata(
  errors: FieldError[],
  path: string,
  metadata: PodTemplateSpec['metadata'],
): void {
  validateLabels(errors, `${path}.labels`, metadata?.labels)
  validateAnnotations(errors, `${path}.annotations`, metadata?.annotations)
  validatePodAnnotations(errors, `${path}.annotations`, metadata?.annotations)
}

function validatePodAnnotations(
  errors: FieldError[],
  path: string,
  annotations: Readonly<Record<string, string>> | undefined,
): void {
  const cost = annotations?.[deletionCost]
  if (cost === undefined) return
  const isValid = /^(?:0|-?[1-9]\d*)$/.test(cost) && Math.abs(Number(cost)) <= mostSeconds
  if (!isValid) errors.push(invalid(`${path}[${deletionCost}]`, cost, 'must be a 32bit integer'))
}

/** `ValidatePodSpec`. `podName` is absent in a template. */
function validateSpec(errors: FieldError[], path: string, spec: WirePodSpec, podName: string | undefined): void {
  const surroundings: ContainerSurroundings = {
    volumes: validateVolumes(errors, `${path}.volumes`, spec.volumes, podName),
    claimNames: spec.resourceClaims?.map(claim => claim.name) ?? [],
    graceSeconds: spec.terminationGracePeriodSeconds,
  }
  const containers = spec.containers ?? []
  validateContainers(errors, `${path}.containers`, containers, surroundings)
  if (spec.initContainers)
    validateInitContainers(errors, `${path}.initContainers`, spec.initContainers, containers, surroundings)
  if (spec.ephemeralContainers?.length) {
    const others = [...containers, ...(spec.initContainers ?? [])]
    validateEphemeralContainers(errors, `${path}.ephemeralContainers`, spec.ephemeralContainers, others, surroundings)
  }
  if (spec.hostNetwork) validateHostNetwork(errors, `${path}.containers`, containers, podName !== undefined)
  validateChoice(errors, `${path}.restartPolicy`, spec.restartPolicy, restartPolicies)
  validateChoice(errors, `${path}.dnsPolicy`, spec.dnsPolicy, dnsPolicies)
  validateLabels(errors, `${path}.nodeSelector`, spec.nodeSelector)
  if (spec.affinity) validateAffinity(errors, `${path}.affinity`, spec.affinity)
  if (spec.dnsConfig || spec.dnsPolicy === 'None')
    validateDNSConfig(errors, `${path}.dnsConfig`, spec.dnsConfig, spec.dnsPolicy)
  validateGates(errors, path, spec)
  const { topologySpreadConstraints } = spec
  if (topologySpreadConstraints) validateSpread(errors, `${path}.topologySpreadConstraints`, topologySpreadConstraints)
  validateNames(errors, path, spec)
  if (spec.tolerations) validateTolerations(errors, `${path}.tolerations`, spec.tolerations)
  validateRest(errors, path, spec)
}

function validateHostNetwork(
  errors: FieldError[],
  path: string,
  containers: readonly WireContainer[],
  isPod: boolean,
): void {
  containers.forEach(({ ports = [] }, index) => {
    ports.forEach(({ hostPort = 0, containerPort = 0 }, i) => {
      if ((isPod || hostPort !== 0) && hostPort !== containerPort) {
        const detail = 'must match `containerPort` when `hostNetwork` is true'
        errors.push(invalid(`${path}[${index}].ports[${i}].hostPort`, hostPort, detail))
      }
    })
  })
}

function validateDNSConfig(errors: FieldError[], path: string, config: DNSConfig | undefined, policy: string): void {
  if (policy === 'None') {
    if (!config) return void errors.push(required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'))
    const detail = 'must provide at least one DNS nameserver when `dnsPolicy` is None'
    if (!config.nameservers?.length) return void errors.push(required(`${path}.nameservers`, detail))
  }
  const { nameservers = [], searches = [], options = [] } = config ?? {}
  if (nameservers.length > 3)
    errors.push(invalid(`${path}.nameservers`, nameservers, 'must not have more than 3 nameservers'))
  nameservers.forEach((address, index) => {
    errors.push(...addressErrors(address, `${path}.nameservers[${index}]`))
  })
  if (searches.length > 32)
    errors.push(invalid(`${path}.searches`, searches, 'must not have more than 32 search paths'))
  if (searches.join(' ').length > 2048) {
    const detail = 'must not have more than 2048 characters (including spaces) in the search list'
    errors.push(invalid(`${path}.searches`, searches, detail))
  }
  searches.forEach((search, index) => {
    if (search === '.') return
    const name = search.replace(/\.$/, '')
    for (const problem of underscoredSubdomainProblems(name))
      errors.push(invalid(`${path}.searches[${index}]`, name, problem))
  })
  options.forEach(({ name }, index) => {
    if (!name) errors.push(required(`${path}.options[${index}]`, 'must not be empty'))
  })
}

function validateGates(errors: FieldError[], path: string, { readinessGates, schedulingGates }: WirePodSpec): void {
  readinessGates?.forEach(({ conditionType = '' }, index) => {
    for (const problem of qualifiedNameProblems(conditionType))
      errors.push(invalid(`${path}.readinessGates[${index}].conditionType`, conditionType, problem))
  })
  const seen = new Set<string>()
  schedulingGates?.forEach(({ name = '' }, index) => {
    const at = `${path}.schedulingGates[${index}]`
    for (const problem of qualifiedNameProblems(name)) errors.push(invalid(at, name, problem))
    if (seen.has(name)) errors.push(duplicate(at, name))
    seen.add(name)
  })
}

function validateNames(errors: FieldError[], path: string, spec: WirePodSpec): void {
  const { hostnameOverride, serviceAccountName, nodeName, activeDeadlineSeconds, hostname, subdomain } = spec
  if (hostnameOverride !== undefined) validateHostnameOverride(errors, path, spec, hostnameOverride)
  if (serviceAccountName)
    for (const problem of subdomainProblems(serviceAccountName))
      errors.push(invalid(`${path}.serviceAccountName`, serviceAccountName, problem))
  if (nodeName)
    for (const problem of subdomainProblems(nodeName)) errors.push(invalid(`${path}.nodeName`, nodeName, problem))
  if (activeDeadlineSeconds !== undefined && (activeDeadlineSeconds < 1 || activeDeadlineSeconds > mostSeconds)) {
    const detail = `must be between 1 and ${mostSeconds}, inclusive`
    errors.push(invalid(`${path}.activeDeadlineSeconds`, activeDeadlineSeconds, detail))
  }
  if (hostname)
    for (const problem of labelProblems(hostname)) errors.push(invalid(`${path}.hostname`, hostname, problem))
  if (subdomain)
    for (const problem of labelProblems(subdomain)) errors.push(invalid(`${path}.subdomain`, subdomain, problem))
}

/** `validatePodHostName`. */
function validateHostnameOverride(errors: FieldError[], path: string, spec: WirePodSpec, name: string): void {
  const at = `${path}.hostnameOverride`
  if (spec.setHostnameAsFQDN) errors.push(forbidden(at, 'may not be specified when setHostnameAsFQDN is true'))
  if (spec.hostNetwork) errors.push(forbidden(at, 'may not be specified when hostNetwork is true'))
  if (name.length > 64) errors.push(tooLong(at, 'may not be more than 64 bytes'))
  for (const problem of subdomainProblems(name)) errors.push(invalid(at, name, problem))
}

function validateRest(errors: FieldError[], path: string, spec: WirePodSpec): void {
  spec.hostAliases?.forEach(({ ip = '', hostnames = [] }, index) => {
    const at = `${path}.hostAliases[${index}]`
    errors.push(...addressErrors(ip, `${at}.ip`))
    hostnames.forEach((name, i) => {
      for (const problem of subdomainProblems(name)) errors.push(invalid(`${at}.hostnames[${i}]`, name, problem))
    })
  })
  for (const field of ['priorityClassName', 'runtimeClassName'] as const) {
    const name = spec[field]
    if (name) for (const problem of subdomainProblems(name)) errors.push(invalid(`${path}.${field}`, name, problem))
  }
  const { preemptionPolicy, os } = spec
  if (preemptionPolicy !== undefined)
    validateChoice(errors, `${path}.preemptionPolicy`, preemptionPolicy, preemptionPolicies)
  if (os && !os.name) errors.push(required(`${path}.os.name`))
  else if (os) validateChoice(errors, `${path}.os`, os.name, systems)
}

function validateTokens(errors: FieldError[], { volumes }: WirePodSpec): void {
  volumes?.forEach((volume, index) => {
    volume.projected?.sources?.forEach((source, i) => {
      const at = `spec.volumes[${index}].projected.sources[${i}].serviceAccountToken`
      if (source.serviceAccountToken)
        errors.push(forbidden(at, 'must not be specified when serviceAccountName is not set'))
    })
  })
}

/** Without errors that say the same at the same place twice: upstream looks at some fields more than once. */
export function uniqueErrors(errors: readonly FieldError[]): readonly FieldError[] {
  if (errors.length < 2) return errors
  const seen = new Set<string>()
  return errors.filter(({ path, message }) => !seen.has(`${path}: ${message}`) && seen.add(`${path}: ${message}`))
}
