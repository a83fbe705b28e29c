import type { NodeSelector, NodeSelectorRequirement, NodeSelectorTerm } from '../kinds'

type Labels = Readonly<Record<string, string>> | undefined

/** Whether a node is among those a NodeSelector asks for: its terms are alternatives, and none matches nothing (component-helpers/nodeaffinity). */
export function matchesNodeSelector(selector: NodeSelector, labels: Labels, nodeName: string): boolean {
  return selector.nodeSelectorTerms.some(term => matchesTerm(term, labels, nodeName))
}

/** All expressions and fields of a term must hold; an empty term matches nothing. */
export function matchesTerm(
  { matchExpressions = [], matchFields = [] }: NodeSelectorTerm,
  labels: Labels,
  nodeName: string,
): boolean {
  if (matchExpressions.length === 0 && matchFields.length === 0) return false
  return (
    matchExpressions.every(requirement => isMet(requirement, labels?.[requirement.key])) &&
    matchFields.every(requirement => isMet(requirement, requirement.key === 'metadata.name' ? nodeName : undefined))
  )
}

function isMet({ operator, values = [] }: NodeSelectorRequirement, value: string | undefined): boolean {
  if (operator === 'NotIn') return value === undefined || !values.includes(value)
  if (operator === 'DoesNotExist') return value === undefined
  if (value === undefined) return false
  if (operator === 'In') return values.includes(value)
  if (operator === 'Exists') return true
  if (!/^[+-]?\d+$/.test(value)) return false
  return operator === 'Gt' ? Number(value) > Number(values[0]) : Number(value) < Number(values[0])
}
