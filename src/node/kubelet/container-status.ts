import {
  type Container,
  type ContainerRun,
  type ContainerState,
  type ContainerStatus,
  type Sandbox,
  type SandboxContainer,
  timestamp,
} from '../../kinds'
import { containerSpecOf, parseImage } from '../../programs'
import { durationText, restartBackOffMs } from './restart-backoff'
import { runOf } from './start-container'

/** The status of one container as the kubelet reports it (kubelet_pods.go: convertToAPIContainerStatuses). */
export function containerStatusOf(container: SandboxContainer, sandbox: Sandbox): ContainerStatus {
  const spec = containerSpecOf(sandbox, container.name)
  const hasRun = container.startCount > 0
  const isWaitingAgain = container.phase === 'Exited' && waitingReason(container, sandbox) !== undefined
  const last = isWaitingAgain ? runOf(container) : container.previous
  const requests = spec.resources.requests
  return {
    name: container.name,
    state: stateOf(container, sandbox),
    lastState: last ? { terminated: terminated(last) } : {},
    ready: container.isInit ? container.phase === 'Exited' && container.exitCode === 0 : container.ready,
    restartCount: Math.max(0, container.startCount - 1),
    image: hasRun ? (parseImage(spec.image ?? '')?.normalized ?? spec.image ?? '') : (spec.image ?? ''),
    imageID: hasRun ? (container.imageID ?? '') : '',
    ...(hasRun && container.containerID && { containerID: container.containerID }),
    started: container.started,
    ...(hasRun && { resources: spec.resources }),
    ...(hasRun && requests && { allocatedResources: requests }),
    ...volumeMountsOf(spec),
  }
}

function volumeMountsOf({ volumeMounts }: Container): Pick<ContainerStatus, 'volumeMounts'> {
  if (!volumeMounts || volumeMounts.length === 0) return {}
  return {
    volumeMounts: volumeMounts.map(({ name, mountPath, readOnly }) => ({
      name,
      mountPath,
      ...(readOnly && { readOnly, recursiveReadOnly: 'Disabled' }),
    })),
  }
}

function stateOf(container: SandboxContainer, sandbox: Sandbox): ContainerState {
  if (container.phase === 'Running') return { running: { startedAt: timestamp(container.startedAt ?? 0) } }
  const waiting = waitingReason(container, sandbox)
  if (waiting) return { waiting }
  return container.phase === 'Exited' ? { terminated: terminated(runOf(container)) } : { waiting: notYet(sandbox) }
}

function terminated(run: ContainerRun): NonNullable<ContainerState['terminated']> {
  return {
    exitCode: run.exitCode,
    reason: run.exitReason,
    startedAt: timestamp(run.startedAt),
    finishedAt: timestamp(run.exitedAt),
    ...(run.containerID && { containerID: run.containerID }),
  }
}

function notYet({ spec }: Sandbox): NonNullable<ContainerState['waiting']> {
  return { reason: (spec.pod.spec.initContainers?.length ?? 0) > 0 ? 'PodInitializing' : 'ContainerCreating' }
}

/** Why a container that could run does not, where that is more than "not yet". */
function waitingReason(container: SandboxContainer, sandbox: Sandbox): ContainerState['waiting'] {
  if (sandbox.status.stoppingAt !== undefined) return undefined
  const image = containerSpecOf(sandbox, container.name).image ?? ''
  if (container.pullError !== undefined) {
    const message = container.pullError
    if (!parseImage(image)) return { reason: 'InvalidImageName', message }
    if (container.pullFailures === 0) return { reason: 'ErrImageNeverPull', message }
    return container.backOffReportedAt === undefined
      ? { reason: 'ErrImagePull', message }
      : { reason: 'ImagePullBackOff', message: `Back-off pulling image "${image}": ErrImagePull: ${message}` }
  }
  if (container.configError !== undefined && container.phase !== 'Running')
    return { reason: 'CreateContainerConfigError', message: container.configError }
  if (container.phase !== 'Exited' || container.backOffReportedAt === undefined) return undefined
  const { name, namespace, uid } = sandbox.spec.pod.metadata
  const wait = durationText(restartBackOffMs(container.crashes))
  return {
    reason: 'CrashLoopBackOff',
    message: `back-off ${wait} restarting failed container=${container.name} pod=${name}_${namespace}(${uid})`,
  }
}
