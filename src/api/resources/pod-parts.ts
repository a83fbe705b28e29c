import { deepEqual } from '../../base'
import type { Pod, PodSpec } from '../../kinds'
import { type FieldError, forbidden, invalid } from './field-error'
import { qualityOf } from './pod-quality'
import { uniqueErrors, validatePod } from './pod-validation'
import type { WireContainer, WirePodSpec } from './pod-wire'
import type { PartName, PartRules } from './types'

/** The doors of a pod through which its spec changes in a way that no other door allows (`pkg/registry/core/pod/strategy.go`). */
export const podParts: Record<PartName, PartRules<Pod>> = {
  ephemeralcontainers: {
    prepare: (next, previous) => {
      const { ephemeralContainers } = next.spec as WirePodSpec
      const { ephemeralContainers: _, ...rest } = previous.spec as WirePodSpec
      const spec = { ...rest, ...(ephemeralContainers?.length && { ephemeralContainers }) }
      return withSpec(next, previous, spec)
    },
    validate: (next, previous) => uniqueErrors(ephemeralErrors(next, previous)),
  },
  resize: {
    prepare: (next, previous) => withSpec(next, previous, resizedSpec(next.spec, previous.spec)),
    validate: (next, previous) => uniqueErrors(resizeErrors(next, previous)),
  },
}

function withSpec(next: Pod, previous: Pod, spec: WirePodSpec): Pod {
  const kept = deepEqual(spec, previous.spec) ? previous.spec : (spec as PodSpec)
  const { ownerReferences: _, ...metadata } = next.metadata
  const { ownerReferences } = previous.metadata
  return { ...previous, metadata: { ...metadata, ...(ownerReferences && { ownerReferences }) }, spec: kept }
}

/** `ValidatePodEphemeralContainersUpdate`: some may come, none may go or change. */
function ephemeralErrors(next: Pod, previous: Pod): readonly FieldError[] {
  const errors: FieldError[] = []
  validatePod(errors, next)
  const path = 'spec.ephemeralContainers'
  const present = (next.spec as WirePodSpec).ephemeralContainers ?? []
  for (const before of (previous.spec as WirePodSpec).ephemeralContainers ?? []) {
    const after = present.find(({ name }) => name === before.name)
    const what = `existing ephemeral containers ${JSON.stringify(before.name)}`
    if (!after) errors.push(forbidden(path, `${what} may not be removed\n`))
    else if (!deepEqual(after, before)) errors.push(forbidden(path, `${what} may not be changed\n`))
  }
  return errors
}

/** Only resources and resize policies come through; another number or order of containers is left for validation to refuse. */
function resizedSpec(next: PodSpec, previous: PodSpec): WirePodSpec {
  const given = next as WirePodSpec
  const before = previous as WirePodSpec
  if (!isSameLength(given, before)) return given
  const initContainers = resized(given.initContainers, before.initContainers)
  const containers = resized(given.containers, before.containers) ?? []
  return { ...before, containers, ...(initContainers && { initContainers }) }
}

function isSameLength(a: WirePodSpec, b: WirePodSpec): boolean {
  return a.containers?.length === b.containers.length && a.initContainers?.length === b.initContainers?.length
}

type Containers = readonly (WireContainer & { readonly resizePolicy?: unknown })[]

function resized(next: Containers | undefined, previous: Containers | undefined): Containers | undefined {
  if (!next || !previous || next.some(({ name }, index) => name !== previous[index]?.name)) return next
  return previous.map((container, index) => {
    const { resources, resizePolicy } = next[index] as Containers[number]
    const { resizePolicy: _, ...rest } = container
    return { ...rest, resources, ...(resizePolicy !== undefined && { resizePolicy }) }
  })
}

/** `ValidatePodResize`. */
function resizeErrors(next: Pod, previous: Pod): readonly FieldError[] {
  const errors: FieldError[] = []
  validatePod(errors, next)
  const quality = previous.status.qosClass ?? qualityOf(previous)
  if (quality !== qualityOf(next))
    errors.push(invalid('spec', quality, 'Pod QOS Class may not change as a result of resizing'))
  const after = next.spec as WirePodSpec
  const before = previous.spec as WirePodSpec
  const order = [
    ...orderErrors('containers', after.containers, before.containers),
    ...orderErrors('initContainers', after.initContainers, before.initContainers),
  ]
  if (order.length > 0) return [...errors, ...order]
  const init = before.initContainers ?? []
  init.forEach((container, index) => {
    if (container.restartPolicy === 'Always')
      errors.push(...removalErrors(after.initContainers?.[index], container, `spec.initContainers[${index}].resources`))
  })
  before.containers.forEach((container, index) => {
    errors.push(...removalErrors(after.containers[index], container, `spec.containers[${index}].resources`))
  })
  before.containers.forEach((container, index) => {
    if (!deepEqual(otherResources(after.containers[index]), otherResources(container)))
      errors.push(forbidden('spec', 'only cpu and memory resources are mutable'))
  })
  init.forEach((container, index) => {
    const given = after.initContainers?.[index]
    if (container.restartPolicy !== 'Always' && !deepEqual(given, container))
      errors.push(forbidden('spec', 'resources for non-sidecar init containers are immutable'))
  })
  return errors
}

function orderErrors(
  list: 'containers' | 'initContainers',
  next: Containers = [],
  previous: Containers = [],
): readonly FieldError[] {
  if (next.length !== previous.length)
    return [forbidden(`spec.${list}`, `${list} may not be added or removed on resize`)]
  return previous.flatMap(({ name }, index) =>
    next[index]?.name === name
      ? []
      : [forbidden(`spec.${list}[${index}].name`, `${list} may not be renamed or reordered on resize`)],
  )
}

function removalErrors(next: WireContainer | undefined, previous: WireContainer, path: string): readonly FieldError[] {
  return (['requests', 'limits'] as const).flatMap(field => {
    const present = next?.resources?.[field] ?? {}
    const isRemoved = Object.keys(previous.resources?.[field] ?? {}).some(name => !(name in present))
    return isRemoved ? [forbidden(`${path}.${field}`, `resource ${field} cannot be removed`)] : []
  })
}

/** All that a resize may not touch. */
function otherResources(container: WireContainer | undefined): unknown {
  const without = (amounts: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries(amounts).filter(([name]) => name !== 'cpu' && name !== 'memory'))
  const { requests, limits, claims } = container?.resources ?? {}
  return { requests: without(requests), limits: without(limits), claims }
}
