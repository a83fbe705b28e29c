import type { NodeSelectorTerm, Pod } from '../../kinds'
import type { Filter, Refusal } from './types'

const name = 'NodeAffinity'
const notNamed: Refusal = {
  plugin: name,
  reasons: [`node(s) didn't satisfy plugin(s) [${name}]`],
  isResolvable: false,
}

/** A pod that names its nodes (`metadata.name`) is not even compared with others (nodeaffinity/node_affinity.go: PreFilterResult). */
export const namedNodes: Filter = {
  name,
  prepare({ pod }) {
    const names = nodeNamesOf(pod)
    return names && (info => (names.has(info.name) ? undefined : notNamed))
  },
  helps: () => false,
}

/** A pod that names two nodes at once can run on none (errReasonConflict). */
export const conflictingNames: Filter = {
  name,
  prepare: ({ pod }) =>
    nodeNamesOf(pod)?.size === 0 ? { plugin: name, message: 'pod affinity terms conflict' } : undefined,
  helps: () => false,
}

/** The nodes that required node affinity names; undefined when it allows others too. */
function nodeNamesOf({ spec }: Pod): ReadonlySet<string> | undefined {
  const terms = spec.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []
  if (terms.length === 0) return undefined
  const named = new Set<string>()
  for (const term of terms) {
    const names = namesOfTerm(term)
    if (!names) return undefined
    for (const node of names) named.add(node)
  }
  return named
}

/** What all its fields name together. */
function namesOfTerm({ matchFields = [] }: NodeSelectorTerm): readonly string[] | undefined {
  let names: readonly string[] | undefined
  for (const { key, operator, values = [] } of matchFields) {
    if (key !== 'metadata.name' || operator !== 'In') continue
    names = names ? names.filter(node => values.includes(node)) : values
  }
  return names
}
