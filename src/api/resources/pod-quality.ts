import { type Pod, parseQuantity } from '../../kinds'

type Amounts = Partial<Record<'cpu' | 'memory', number>>
const counted = ['cpu', 'memory'] as const

/**
 * The quality-of-service class of a pod: Guaranteed when every container limits cpu and memory to what it requests, BestEffort when none asks
 * for anything (`pkg/apis/core/helper/qos: ComputePodQOS`). What the pod as a whole asks for goes before what its containers do.
 */
export function qualityOf({ spec }: Pod): 'Guaranteed' | 'Burstable' | 'BestEffort' {
  const requests: Amounts = {}
  const limits: Amounts = {}
  let isGuaranteed = true
  const whole = asksAsAWhole(spec.resources) ? [{ resources: spec.resources }] : undefined
  for (const { resources } of whole ?? [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
    for (const name of counted) {
      const request = parseQuantity(resources?.requests?.[name] ?? 0) ?? 0
      const limit = parseQuantity(resources?.limits?.[name] ?? 0) ?? 0
      if (request > 0) requests[name] = (requests[name] ?? 0) + request
      if (limit > 0) limits[name] = (limits[name] ?? 0) + limit
      else isGuaranteed = false
    }
  }
  const isAsked = counted.some(name => requests[name] !== undefined || limits[name] !== undefined)
  if (!isAsked) return 'BestEffort'
  return isGuaranteed && counted.every(name => requests[name] === limits[name]) ? 'Guaranteed' : 'Burstable'
}

function asksAsAWhole(resources: Pod['spec']['resources']): boolean {
  return counted.some(name => resources?.requests?.[name] !== undefined || resources?.limits?.[name] !== undefined)
}
