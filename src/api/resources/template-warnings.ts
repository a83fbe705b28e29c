import type { Deployment, ReplicaSet } from '../../kinds'
import { labelProblems } from './names'
import { podSpecWarnings } from './pod-warnings'
import type { WirePodSpec } from './pod-wire'

/** ReplicaSets and Deployments: `WarningsOnCreate` and `WarningsOnUpdate` of their strategies. */
export function templateWarnings<T extends ReplicaSet | Deployment>(next: T, previous?: T): readonly string[] {
  if (previous && next.metadata.generation === previous.metadata.generation) return []
  const problems = previous ? [] : labelProblems(next.metadata.name)
  const aboutName = problems.length > 0 ? [nameWarning(problems)] : []
  return [...aboutName, ...podSpecWarnings(next.spec.template.spec as WirePodSpec, 'spec.template.spec')]
}

/** The name of something whose pods are named after it, where that will not make a host name. */
export function nameWarning(problems: readonly string[]): string {
  const text = 'this is used in Pod names and hostnames, which can result in surprising behavior'
  return `metadata.name: ${text}; a DNS label is recommended: [${problems.join(' ')}]`
}
