import { type ContainerPort, type PodAffinityRules, parseQuantity } from '../../kinds'
import { claimSpecWarnings } from './claim-spec'
import type { WireContainer, WirePodSpec } from './pod-wire'

const byteResources = ['memory', 'ephemeral-storage'] as const
const selectorText = 'a null labelSelector results in matching no pod'
const deprecatedSources: readonly (readonly [string, string])[] = [
  ['photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'deprecated in v1.28, non-functional in v1.31+'],
]

/** A container with the path that leads to it. */
interface Placed {
  readonly path: string
  readonly container: WireContainer
}

/** Warnings about the spec of a pod at `spec`, or of a template at `spec.template.spec` (`pkg/api/pod: warningsForPodSpecAndMeta`). */
export function podSpecWarnings(spec: WirePodSpec, path: string): readonly string[] {
  const warnings: string[] = []
  const placed = placedContainers(spec, path)
  spec.topologySpreadConstraints?.forEach(({ labelSelector }, index) => {
    if (!labelSelector) warnings.push(`${path}.topologySpreadConstraints[${index}].labelSelector: ${selectorText}`)
  })
  warnAboutVolumes(warnings, spec, path)
  warnAboutReferences(warnings, spec, path)
  for (const one of placed) warnAboutContainer(warnings, one)
  warnAboutPorts(warnings, placed)
  if (spec.terminationGracePeriodSeconds < 0)
    warnings.push(
      `${path}.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`,
    )
  for (const name of ['podAffinity', 'podAntiAffinity'] as const) {
    const rules = spec.affinity?.[name]
    if (rules) warnAboutRules(warnings, rules, `${path}.affinity.${name}`)
  }
  return warnings
}

/** All containers in the order in which upstream visits them (`pods.VisitContainersWithPath`). */
function placedContainers(spec: WirePodSpec, path: string): readonly Placed[] {
  const placed: Placed[] = []
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const)
    spec[list]?.forEach((container, index) => {
      placed.push({ path: `${path}.${list}[${index}]`, container })
    })
  return placed
}

function warnAboutVolumes(warnings: string[], { volumes }: WirePodSpec, path: string): void {
  volumes?.forEach((volume, index) => {
    const at = `${path}.volumes[${index}]`
    for (const [source, text] of deprecatedSources)
      if ((volume as unknown as Record<string, unknown>)[source]) warnings.push(`${at}.${source}: ${text}`)
    const template = volume.ephemeral?.volumeClaimTemplate
    if (template)
      warnings.push(
        ...claimSpecWarnings(
          template.spec as Parameters<typeof claimSpecWarnings>[0],
          `${at}.ephemeral.volumeClaimTemplate.spec`,
        ),
      )
  })
}

function warnAboutReferences(warnings: string[], spec: WirePodSpec, path: string): void {
  const addresses = new Set<string>()
  spec.hostAliases?.forEach(({ ip = '' }, index) => {
    if (addresses.has(ip)) warnings.push(`${path}.hostAliases[${index}].ip: duplicate ip "${ip}"`)
    addresses.add(ip)
  })
  const secrets = spec.imagePullSecrets ?? []
  secrets.forEach(({ name = '' }, index) => {
    const isRepeated = secrets.findIndex(other => (other.name ?? '') === name) < index
    if (isRepeated) warnings.push(`${path}.imagePullSecrets[${index}].name: duplicate name "${name}"`)
  })
  secrets.forEach(({ name }, index) => {
    if (!name) warnings.push(`${path}.imagePullSecrets[${index}].name: invalid empty name ""`)
  })
}

function warnAboutContainer(warnings: string[], { path, container }: Placed): void {
  for (const resource of byteResources)
    for (const list of ['limits', 'requests'] as const) {
      const quantity = container.resources?.[list]?.[resource]
      if (quantity === undefined || isWholeBytes(quantity)) continue
      const text = `fractional byte value "${quantity}" is invalid, must be an integer`
      warnings.push(`${path}.resources.${list}[${resource}]: ${text}`)
    }
  const names = new Set<string>()
  container.env?.forEach(({ name, value = '', valueFrom }, index) => {
    const reference = `$(${name})`
    const hides = valueFrom || value === reference || !value.includes(reference)
    if (names.has(name) && hides)
      warnings.push(
        `${path}.env[${index}]: hides previous definition of "${name}", which may be dropped when using apply`,
      )
    names.add(name)
  })
}

/** Upstream counts thousandths in 64 bits; a number of more digits than fit there counts as broken. */
function isWholeBytes(quantity: string): boolean {
  return Number.isInteger(parseQuantity(quantity) ?? 0) && !/\d{19}/.test(quantity)
}

function warnAboutPorts(warnings: string[], placed: readonly Placed[]): void {
  const known = new Map<string, { readonly at: string; readonly port: ContainerPort }[]>()
  for (const { path, container } of placed)
    container.ports?.forEach((port, index) => {
      const at = `${path}.ports[${index}]`
      const key = `${port.containerPort}/${port.protocol}`
      const others = known.get(key) ?? []
      for (const other of others) {
        const text = overlapText(port, other.port)
        if (text) warnings.push(`${at}: ${text} port definition with ${other.at}`)
      }
      known.set(key, [...others, { at, port }])
    })
  const names = new Map<string, string>()
  for (const { path, container } of placed)
    container.ports?.forEach(({ name }, index) => {
      const at = `${path}.ports[${index}]`
      const other = name && names.get(name)
      if (other)
        warnings.push(
          `${at}: duplicate port name "${name}" with ${other}, services and probes that select ports by name will use ${other}`,
        )
      else if (name) names.set(name, at)
    })
}

function overlapText(a: ContainerPort, b: ContainerPort): string | undefined {
  const [host, otherHost] = [a.hostPort ?? 0, b.hostPort ?? 0]
  const [address, otherAddress] = [a.hostIP ?? '', b.hostIP ?? '']
  if (host === otherHost && address === otherAddress) return 'duplicate'
  if (host === 0 || otherHost === 0) return 'overlapping'
  return host === otherHost && (address === '') !== (otherAddress === '') ? 'dangerously ambiguous' : undefined
}

function warnAboutRules(warnings: string[], rules: PodAffinityRules, path: string): void {
  rules.requiredDuringSchedulingIgnoredDuringExecution?.forEach(({ labelSelector }, index) => {
    if (!labelSelector)
      warnings.push(`${path}.requiredDuringSchedulingIgnoredDuringExecution[${index}].labelSelector: ${selectorText}`)
  })
  rules.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ podAffinityTerm }, index) => {
    const at = `${path}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm`
    if (!podAffinityTerm?.labelSelector) warnings.push(`${at}.labelSelector: ${selectorText}`)
  })
}
