import { type Container, type Pod, parseQuantity, quantitySum, type ResourceList } from '../../kinds'

type Amounts = ResourceList
type Column = 'requests' | 'limits'

/** What levels of a pod, besides its containers, may say (`supportedPodLevelResources`). */
const podLevel: ReadonlySet<string> = new Set(['cpu', 'memory'])

/**
 * What all of a pod requests or is limited to: its containers together, or the hungriest moment of its start
 * (`resourcehelper.PodRequests`, `PodLimits`). What a resize has not carried out yet is not looked at.
 */
export function podAmounts({ spec }: Pod, column: Column): Amounts {
  const { resources, overhead } = spec as { resources?: Container['resources']; overhead?: Amounts }
  let sum: Amounts = {}
  for (const container of spec.containers) sum = sumOfAmounts(sum, container.resources[column] ?? {})
  let sidecars: Amounts = {}
  let start: Amounts = {}
  for (const { restartPolicy, resources: own } of spec.initContainers ?? []) {
    const amounts = own[column] ?? {}
    const together = sumOfAmounts(sidecars, amounts)
    if (restartPolicy === 'Always') {
      sum = sumOfAmounts(sum, amounts)
      sidecars = together
    }
    start = mostOf(start, together)
  }
  const whole = { ...mostOf(sum, start), ...onlyPodLevel(resources?.[column] ?? {}) }
  return overhead && (column === 'requests' || Object.keys(whole).length > 0) ? sumOfAmounts(whole, overhead) : whole
}

/** Two lists added up, resource by resource. */
export function sumOfAmounts(one: Amounts, other: Amounts): Amounts {
  const sum: Record<string, string> = { ...one }
  for (const [name, amount] of Object.entries(other))
    sum[name] = name in sum ? quantitySum([sum[name] as string, amount]) : amount
  return sum
}

function mostOf(one: Amounts, other: Amounts): Amounts {
  const most: Record<string, string> = { ...one }
  for (const [name, amount] of Object.entries(other))
    if (!(name in most) || (parseQuantity(amount) ?? 0) > (parseQuantity(most[name] as string) ?? 0))
      most[name] = amount
  return most
}

function onlyPodLevel(amounts: Amounts): Amounts {
  return Object.fromEntries(
    Object.entries(amounts).filter(([name]) => podLevel.has(name) || name.startsWith('hugepages-')),
  )
}
