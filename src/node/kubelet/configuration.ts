import type { SandboxContainer } from '../../kinds'
import { containerSpecOf } from '../../programs'
import { environmentValuesAt } from './environment'
import type { PodTurn } from './pod-turn'
import { lookAgainMs } from './pull-image'

/** Whether a container whose configuration was refused has to wait for the next look at its pod. */
export function isRefused(turn: PodTurn, index: number): boolean {
  const { configErrorAt } = turn.containers[index] as SandboxContainer
  if (configErrorAt === undefined) return false
  const lookAt = configErrorAt + lookAgainMs
  if (turn.now >= lookAt && turn.isLinked) return false
  turn.wake(Math.max(lookAt, turn.now + lookAgainMs))
  return true
}

/**
 * Reads what the container's environment takes from ConfigMaps and Secrets. Without one of them the container is not created: it waits as
 * CreateContainerConfigError, and everything is tried anew at the next look (kuberuntime_container.go: startContainer). A kubelet that cannot
 * reach the API goes on with what it read before.
 */
export function configure(turn: PodTurn, index: number): boolean {
  if (!turn.isLinked) return true
  const container = turn.containers[index] as SandboxContainer
  const spec = containerSpecOf(turn.sandbox, container.name)
  if (!spec.env && !spec.envFrom) return true
  const found = environmentValuesAt(turn.view, turn.pod.metadata.namespace ?? '', spec)
  if ('fault' in found) {
    turn.note('Warning', 'Failed', `Error: ${found.fault}`, container)
    turn.changeContainer(index, { configError: found.fault, configErrorAt: turn.now, pullEndedAt: undefined })
    turn.wake(turn.now + lookAgainMs)
    return false
  }
  const hasValues = Object.keys(found.values).length > 0
  turn.changeContainer(index, {
    configError: undefined,
    configErrorAt: undefined,
    values: hasValues ? found.values : undefined,
  })
  return true
}
