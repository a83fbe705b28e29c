import type { Node, Pod } from '../../kinds'
import { isGone } from '../queue/changes'
import { type Allocatable, allocatableOf, type PodRequests, type Resources, requestsOf } from '../snapshot/resources'
import type { Filter, NodeCheck, Refusal } from './types'

const name = 'NodeResourcesFit'
const tooManyPods: Refusal = { plugin: name, reasons: ['Too many pods'], isResolvable: true }

/** A node must have room for one more pod and for what it requests (noderesources/fit.go). All that is short is named. */
export const nodeResourcesFit: Filter = {
  name,
  prepare({ pod }): NodeCheck {
    const requests = requestsOf(pod)
    const asksForNothing = isNothing(requests)
    return ({ allocatable, usage }) => {
      const isFull = usage.pods.length + 1 > allocatable.pods
      if (asksForNothing) return isFull ? tooManyPods : undefined
      return shortage(requests, allocatable, usage.requested, isFull)
    }
  },
  helps(change, pod) {
    if (change.kind === 'Pod') return isGone(change) || hasShrunk(change.before, change.after, pod)
    return (
      change.kind === 'Node' && change.after !== undefined && hasGrown(change.before as Node, change.after as Node, pod)
    )
  },
  helpsItself: asksForLess,
}

function shortage(requests: PodRequests, all: Allocatable, used: Resources, isFull: boolean): Refusal | undefined {
  if (
    !isFull &&
    requests.cpu <= all.cpu - used.cpu &&
    requests.memory <= all.memory - used.memory &&
    requests.storage <= all.storage - used.storage &&
    !requests.extended
  )
    return undefined
  const reasons: string[] = isFull ? ['Too many pods'] : []
  let isResolvable = true
  const compare = (resource: string, wanted: number, whole: number, taken: number) => {
    if (wanted === 0 || wanted <= whole - taken) return
    reasons.push(`Insufficient ${resource}`)
    if (wanted > whole) isResolvable = false
  }
  compare('cpu', requests.cpu, all.cpu, used.cpu)
  compare('memory', requests.memory, all.memory, used.memory)
  compare('ephemeral-storage', requests.storage, all.storage, used.storage)
  for (const resource in requests.extended)
    compare(resource, requests.extended[resource] ?? 0, all.extended?.[resource] ?? 0, used.extended?.[resource] ?? 0)
  return reasons.length > 0 ? { plugin: name, reasons, isResolvable } : undefined
}

function isNothing({ cpu, memory, storage, extended }: Resources): boolean {
  return cpu === 0 && memory === 0 && storage === 0 && !extended
}

const nothingUsed: Resources = { cpu: 0, memory: 0, storage: 0, extended: undefined }

/** The empty node would hold the pod, and is new or has more of what the pod asks for than before. */
function hasGrown(before: Node | undefined, after: Node, pod: Pod): boolean {
  const requests = requestsOf(pod)
  const now = allocatableOf(after)
  if (shortage(requests, now, nothingUsed, now.pods < 1)) return false
  if (!before) return true
  const then = allocatableOf(before)
  if (then === now) return false
  const grows = (wanted: number, was: number, is: number) => wanted > 0 && is > was
  return (
    now.pods > then.pods ||
    grows(requests.cpu, then.cpu, now.cpu) ||
    grows(requests.memory, then.memory, now.memory) ||
    grows(requests.storage, then.storage, now.storage) ||
    Object.keys(requests.extended ?? {}).some(key => (now.extended?.[key] ?? 0) > (then.extended?.[key] ?? 0))
  )
}

/** A placed pod asks for less than before of something that `pod` asks for. */
function hasShrunk(before: unknown, after: unknown, pod: Pod): boolean {
  const old = before as Pod | undefined
  const next = after as Pod | undefined
  if (!old || !next?.spec.nodeName || !old.spec.nodeName || old.spec === next.spec) return false
  const wanted = requestsOf(pod)
  const was = requestsOf(old)
  const is = requestsOf(next)
  return (wanted.cpu > 0 && is.cpu < was.cpu) || (wanted.memory > 0 && is.memory < was.memory)
}

/** Less of anything than before (framework/events.go: extractPodScaleDown). */
function asksForLess(before: Pod, after: Pod): boolean {
  if (before.spec === after.spec) return false
  const was = requestsOf(before)
  const is = requestsOf(after)
  return (
    is.cpu < was.cpu ||
    is.memory < was.memory ||
    is.storage < was.storage ||
    Object.entries(was.extended ?? {}).some(([key, amount]) => (is.extended?.[key] ?? 0) < amount)
  )
}
