import { requestsOf } from '../snapshot/resources'
import type { NodeInfo } from '../snapshot/snapshot'
import { type FixedScore, mostScore } from './types'

/** The larger the share of cpu and memory that stays free, the better (noderesources/least_allocated.go). */
export const leastAllocated: FixedScore = {
  name: 'NodeResourcesFit',
  weight: 1,
  points(pod, { allocatable, usage }) {
    const { counted } = requestsOf(pod)
    const cpu = freeShare(usage.counted.cpu + counted.cpu, allocatable.cpu)
    const memory = freeShare(usage.counted.memory + counted.memory, allocatable.memory)
    const parts = Number(allocatable.cpu > 0) + Number(allocatable.memory > 0)
    return parts === 0 ? 0 : Math.trunc((cpu + memory) / parts)
  },
}

function freeShare(requested: number, capacity: number): number {
  return capacity === 0 || requested > capacity ? 0 : Math.trunc(((capacity - requested) * mostScore) / capacity)
}

/**
 * The better the pod evens out the shares of cpu and memory, the better (noderesources/balanced_allocation.go); pods that ask for nothing
 * are not weighed.
 */
export const balancedAllocation: FixedScore = {
  name: 'NodeResourcesBalancedAllocation',
  weight: 1,
  points(pod, info) {
    const { cpu, memory } = requestsOf(pod)
    if (cpu === 0 && memory === 0) return 0
    const change = balance(info, cpu, memory) - balance(info, 0, 0)
    return mostScore / 2 + Math.trunc((mostScore / 2 + change) / 2)
  },
}

function balance({ allocatable, usage }: NodeInfo, cpu: number, memory: number): number {
  if (allocatable.cpu === 0 || allocatable.memory === 0) return mostScore
  const cpuShare = Math.min(1, (usage.requested.cpu + cpu) / allocatable.cpu)
  const memoryShare = Math.min(1, (usage.requested.memory + memory) / allocatable.memory)
  return Math.trunc((1 - Math.abs(cpuShare - memoryShare) / 2) * mostScore)
}
