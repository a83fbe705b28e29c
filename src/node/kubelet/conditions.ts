import type { Condition, ContainerStatus, Pod, PodPhase, Sandbox } from '../../kinds'

interface ConditionFacts {
  readonly pod: Pod
  readonly sandbox: Sandbox
  readonly phase: PodPhase
  readonly statuses: readonly ContainerStatus[]
  readonly initStatuses: readonly ContainerStatus[]
}

type Verdict = Pick<Condition, 'status' | 'reason' | 'message'>

/** The five conditions that are the kubelet's, in its order (pkg/kubelet/status/generate.go). */
export function conditionsOf(facts: ConditionFacts): readonly Condition[] {
  const containersReady = containersReadyOf(facts)
  return [
    { type: 'PodReadyToStartContainers', ...readyToStart(facts.sandbox) },
    { type: 'Initialized', ...initialized(facts) },
    { type: 'Ready', ...readyOf(facts, containersReady) },
    { type: 'ContainersReady', ...containersReady },
    { type: 'PodScheduled', status: 'True' },
  ]
}

function readyToStart({ status }: Sandbox): Verdict {
  if (status.sandboxReadyAt !== undefined) return { status: 'True' }
  const isFirst = status.attempt <= 1 && status.stoppedAt === undefined
  const message = isFirst ? 'no pod sandbox exists' : 'pod sandbox is not ready'
  return { status: 'False', reason: 'PodSandboxNotReady', message }
}

function initialized({ phase, initStatuses }: ConditionFacts): Verdict {
  if (phase === 'Succeeded') return { status: 'True', reason: 'PodCompleted' }
  const incomplete = initStatuses.filter(({ ready }) => !ready).map(({ name }) => name)
  if (incomplete.length === 0) return { status: 'True' }
  const message = `containers with incomplete status: [${incomplete.join(' ')}]`
  return { status: 'False', reason: 'ContainersNotInitialized', message }
}

function containersReadyOf({ pod, phase, statuses }: ConditionFacts): Verdict {
  if (phase === 'Succeeded') return { status: 'False', reason: 'PodCompleted' }
  if (phase === 'Failed') return { status: 'False', reason: 'PodFailed' }
  const isUnready = (name: string) => !statuses.find(status => status.name === name)?.ready
  const unready = pod.spec.containers.map(({ name }) => name).filter(isUnready)
  if (unready.length === 0) return { status: 'True' }
  const message = `containers with unready status: [${unready.join(' ')}]`
  return { status: 'False', reason: 'ContainersNotReady', message }
}

function readyOf({ pod }: ConditionFacts, containersReady: Verdict): Verdict {
  if (containersReady.status !== 'True') return containersReady
  const missing: string[] = []
  for (const { conditionType } of pod.spec.readinessGates ?? []) {
    const gate = pod.status.conditions?.find(({ type }) => type === conditionType)
    if (!gate) missing.push(`corresponding condition of pod readiness gate "${conditionType}" does not exist.`)
    else if (gate.status !== 'True')
      missing.push(`the status of pod readiness gate "${conditionType}" is not "True", but ${gate.status}`)
  }
  if (missing.length === 0) return { status: 'True' }
  return { status: 'False', reason: 'ReadinessGatesNotReady', message: missing.join(', ') }
}
