import { altered } from '../../base'
import { type Container, type Node, type Pod, parseQuantity, type ResourceList } from '../../kinds'

/** Amounts of what nodes have and pods ask for: cpu in thousandths, memory and storage in bytes. */
export interface Resources {
  readonly cpu: number
  readonly memory: number
  readonly storage: number
  /** Extended resources, `example.com/gpu`; undefined where there are none, as nearly always. */
  readonly extended: Readonly<Record<string, number>> | undefined
}

/** What a pod asks for. `counted` is what scoring takes in its stead: containers that ask for nothing count as small ones. */
export interface PodRequests extends Resources {
  readonly counted: { readonly cpu: number; readonly memory: number }
}

/** What a node has to give, and how many pods it takes. */
export interface Allocatable extends Resources {
  readonly pods: number
}

/** What a container without a request counts as when nodes are scored (scheduler/util/pod_resources.go), in thousandths and bytes. */
const assumed = { cpu: 100, memory: 200 * 1024 * 1024 }

/** By the containers, which all pods of a set share. */
const requestsKnown = new WeakMap<
  Pod['spec']['containers'],
  { readonly of: Pod['spec']; readonly requests: PodRequests }
>()
const allocatableByStatus = new WeakMap<Node['status'], Allocatable>()

/**
 * The sum of a pod's containers, or its largest init container where that is more (component-helpers/resource: PodRequests). Init containers
 * that keep running add to what starts after them.
 */
export function requestsOf(pod: Pod): PodRequests {
  const { spec } = pod
  const known = requestsKnown.get(spec.containers)
  if (known && isCountedAlike(known.of, spec)) return known.requests
  const requests = computeRequests(pod)
  requestsKnown.set(spec.containers, { of: spec, requests })
  return requests
}

/** `status.allocatable` as numbers. */
export function allocatableOf({ status }: Node): Allocatable {
  let allocatable = allocatableByStatus.get(status)
  if (!allocatable) {
    const list = status.allocatable
    allocatable = { ...amountsOf(list), pods: amount(list?.pods) }
    allocatableByStatus.set(status, allocatable)
  }
  return allocatable
}

/** `a` + `factor` × `b`. */
export function plus(a: Resources, b: Resources, factor: 1 | -1): Resources {
  return {
    cpu: a.cpu + factor * b.cpu,
    memory: a.memory + factor * b.memory,
    storage: a.storage + factor * b.storage,
    extended: plusExtended(a.extended, b.extended, factor),
  }
}

export const noResources: Resources = { cpu: 0, memory: 0, storage: 0, extended: undefined }

/** Containers are the same already. */
function isCountedAlike(a: Pod['spec'], b: Pod['spec']): boolean {
  return a.initContainers === b.initContainers && a.resources === b.resources && a.overhead === b.overhead
}

function computeRequests(pod: Pod): PodRequests {
  const real = sumOfPod(pod, amountsOfContainer)
  const counted = sumOfPod(pod, countedOfContainer)
  return altered(real, { counted: { cpu: counted.cpu, memory: counted.memory } })
}

function sumOfPod({ spec }: Pod, of: (container: Container) => Resources): Resources {
  let sum = noResources
  for (const container of spec.containers) sum = plus(sum, of(container), 1)
  let most = noResources
  let running = noResources
  for (const container of spec.initContainers ?? []) {
    const needs = plus(of(container), running, 1)
    if (container.restartPolicy === 'Always') {
      running = needs
      sum = plus(sum, of(container), 1)
    }
    most = larger(most, needs)
  }
  const total = larger(sum, most)
  const needed = asAWhole(total, spec.resources?.requests)
  return spec.overhead ? plus(needed, amountsOf(spec.overhead), 1) : needed
}

/** What the pod as a whole asks for counts in place of what its containers do (applyPodLevelResources). */
function asAWhole(sum: Resources, whole: ResourceList | undefined): Resources {
  if (!whole) return sum
  const { cpu, memory, extended } = amountsOf(whole)
  return {
    ...sum,
    ...(whole.cpu !== undefined && { cpu }),
    ...(whole.memory !== undefined && { memory }),
    extended: extended ? { ...sum.extended, ...extended } : sum.extended,
  }
}

function amountsOfContainer(container: Container): Resources {
  return amountsOf(container.resources?.requests)
}

function countedOfContainer(container: Container): Resources {
  const requests = container.resources?.requests
  const cpu = requests?.cpu === undefined ? assumed.cpu : milli(requests.cpu)
  const memory = requests?.memory === undefined ? assumed.memory : amount(requests.memory)
  return { cpu, memory, storage: 0, extended: undefined }
}

function larger(a: Resources, b: Resources): Resources {
  let extended = a.extended
  for (const name in b.extended)
    extended = { ...extended, [name]: Math.max(extended?.[name] ?? 0, b.extended[name] ?? 0) }
  return {
    cpu: Math.max(a.cpu, b.cpu),
    memory: Math.max(a.memory, b.memory),
    storage: Math.max(a.storage, b.storage),
    extended,
  }
}

function plusExtended(a: Resources['extended'], b: Resources['extended'], factor: 1 | -1): Resources['extended'] {
  if (!b) return a
  const sum: Record<string, number> = { ...a }
  for (const name in b) sum[name] = (sum[name] ?? 0) + factor * (b[name] ?? 0)
  return sum
}

function amountsOf(list: ResourceList | undefined): Resources {
  if (!list) return noResources
  let extended: Record<string, number> | undefined
  for (const name in list) {
    if (!isExtended(name)) continue
    extended ??= {}
    extended[name] = amount(list[name])
  }
  return { cpu: milli(list.cpu), memory: amount(list.memory), storage: amount(list['ephemeral-storage']), extended }
}

function isExtended(name: string): boolean {
  return name.includes('/') || name.startsWith('hugepages-')
}

function amount(quantity: string | undefined): number {
  if (quantity === undefined) return 0
  return Math.ceil(parseQuantity(quantity) ?? 0)
}

function milli(quantity: string | undefined): number {
  return quantity === undefined ? 0 : Math.ceil(Math.round((parseQuantity(quantity) ?? 0) * 1e6) / 1e3)
}
