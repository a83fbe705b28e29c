import type { ContainerPort, Pod } from '../../kinds'
import { isTerminating } from '../../kinds'
import { type Difference, differences } from '../../store'
import { mountedClaims } from '../../volumes'
import { noResources, plus, type Resources, requestsOf } from './resources'

/** How many pods of one node satisfy a question; the key names the question. */
type Counts = Map<string, { readonly matches: (pod: Pod) => boolean; count: number }>

/**
 * What the pods on one node take, as the scheduler sees it: pods that have not ended (the cache of kube-scheduler holds no others). Never
 * changed once made; a change of the node's pods makes a new one from it.
 */
export class Usage {
  readonly pods: readonly Pod[]
  readonly requested: Resources
  /** Requests with the assumed ones of containers that ask for nothing; scores use it. */
  readonly counted: { readonly cpu: number; readonly memory: number }
  readonly ports: readonly ContainerPort[]
  /** How many volumes of these pods come from claims. */
  readonly claimCount: number
  /** Pods with any rule about other pods. */
  readonly withAffinity: readonly Pod[]
  /** Pods that keep others away by a required rule. */
  readonly withAntiAffinity: readonly Pod[]
  private readonly counts: Counts

  private constructor(fields: Omit<Usage, 'count' | 'with' | 'without'>, counts: Counts) {
    this.pods = fields.pods
    this.requested = fields.requested
    this.counted = fields.counted
    this.ports = fields.ports
    this.claimCount = fields.claimCount
    this.withAffinity = fields.withAffinity
    this.withAntiAffinity = fields.withAntiAffinity
    this.counts = counts
  }

  static readonly none = new Usage(
    {
      pods: [],
      requested: noResources,
      counted: { cpu: 0, memory: 0 },
      ports: [],
      claimCount: 0,
      withAffinity: [],
      withAntiAffinity: [],
    },
    new Map(),
  )

  /** The usage of these pods; those that have ended are left out. */
  static of(pods: readonly Pod[]): Usage {
    let requested = noResources
    const counted = { cpu: 0, memory: 0 }
    const living = pods.filter(isLiving)
    for (const pod of living) {
      const requests = requestsOf(pod)
      requested = plus(requested, requests, 1)
      counted.cpu += requests.counted.cpu
      counted.memory += requests.counted.memory
    }
    const withAffinity = living.filter(hasAffinity)
    const withAntiAffinity = withAffinity.filter(hasAntiAffinity)
    const ports = living.flatMap(hostPortsOf)
    let claimCount = 0
    for (const pod of living) claimCount += mountedClaims(pod).length
    return new Usage({ pods: living, requested, counted, ports, claimCount, withAffinity, withAntiAffinity }, new Map())
  }

  /** How many pods match. Remembered under `question`, which must say all that `matches` depends on. */
  count(question: string, matches: (pod: Pod) => boolean): number {
    let known = this.counts.get(question)
    if (!known) {
      known = { matches, count: 0 }
      for (const pod of this.pods) if (matches(pod)) known.count++
      this.counts.set(question, known)
    }
    return known.count
  }

  /** The usage once `pod` is there as well. */
  with(pod: Pod): Usage {
    return isLiving(pod) ? this.changed([...this.pods, pod], pod, 1) : this
  }

  /** The usage once the pod of this uid is gone. */
  without(pod: Pod): Usage {
    const there = this.pods.find(({ metadata }) => metadata.uid === pod.metadata.uid)
    return there
      ? this.changed(
          this.pods.filter(other => other !== there),
          there,
          -1,
        )
      : this
  }

  private changed(pods: readonly Pod[], pod: Pod, sign: 1 | -1): Usage {
    const requests = requestsOf(pod)
    const ports = hostPortsOf(pod)
    const cares = hasAffinity(pod)
    const counts: Counts = new Map()
    for (const [question, { matches, count }] of this.counts)
      counts.set(question, { matches, count: matches(pod) ? count + sign : count })
    return new Usage(
      {
        pods,
        requested: plus(this.requested, requests, sign),
        counted: {
          cpu: this.counted.cpu + sign * requests.counted.cpu,
          memory: this.counted.memory + sign * requests.counted.memory,
        },
        claimCount: this.claimCount + sign * mountedClaims(pod).length,
        ports: ports.length === 0 ? this.ports : pods.flatMap(hostPortsOf),
        withAffinity: cares ? pods.filter(hasAffinity) : this.withAffinity,
        withAntiAffinity: cares ? pods.filter(hasAntiAffinity) : this.withAntiAffinity,
      },
      counts,
    )
  }
}

/** Most differences that are worked in one by one before a node is counted anew. */
const mostDifferences = 8

/**
 * The usage of `after`, made from the one of `before` where they differ little; both sorted by namespace and name, as the store keeps them.
 * Status changes, which are nearly all there is, leave the very same usage.
 */
export function updatedUsage(usage: Usage, before: readonly Pod[], after: readonly Pod[]): Usage {
  const found = differences(before, after).filter(counts)
  if (found.length > mostDifferences) return Usage.of(after)
  let updated = usage
  for (const { before: gone } of found) if (gone) updated = updated.without(gone)
  for (const { after: come } of found) if (come) updated = updated.with(come)
  return updated
}

/** Whether any pod of a node counts otherwise than before; both lists as the store keeps them. */
export function countsOtherwise(before: readonly Pod[], after: readonly Pod[]): boolean {
  return before !== after && differences(before, after).some(counts)
}

function counts({ before, after }: Difference<Pod>): boolean {
  return !before || !after || !countsAlike(before, after)
}

function countsAlike(a: Pod, b: Pod): boolean {
  return (
    a.spec === b.spec &&
    a.metadata.uid === b.metadata.uid &&
    a.metadata.labels === b.metadata.labels &&
    isTerminating(a) === isTerminating(b) &&
    isLiving(a) === isLiving(b)
  )
}

/** Whether a pod still takes room: it has not Succeeded or Failed. */
export function isLiving({ status }: Pod): boolean {
  return status.phase !== 'Succeeded' && status.phase !== 'Failed'
}

/** Ports a pod takes on its node (scheduler/util: GetHostPorts). */
export function hostPortsOf({ spec }: Pod): readonly ContainerPort[] {
  let ports: ContainerPort[] | undefined
  const collect = (list: readonly ContainerPort[] | undefined) => {
    for (const port of list ?? [])
      if (port.hostPort) {
        ports ??= []
        ports.push(port)
      }
  }
  for (const container of spec.containers) collect(container.ports)
  for (const container of spec.initContainers ?? []) if (container.restartPolicy === 'Always') collect(container.ports)
  return ports ?? noPorts
}

const noPorts: readonly ContainerPort[] = []

function hasAffinity({ spec }: Pod): boolean {
  return Boolean(spec.affinity?.podAffinity || spec.affinity?.podAntiAffinity)
}

function hasAntiAffinity({ spec }: Pod): boolean {
  return Boolean(spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.length)
}
