import { type Container, type Pod, type Sandbox, type SandboxContainer, type Time, timestamp } from '../../kinds'
import { chanceUUID, type Seed } from '../../sim'
import { sandboxName } from '../reality'

/** What a machine has of a pod the moment its kubelet takes it on: nothing runs, nothing is mounted. */
export function newSandbox(pod: Pod, machine: string, now: Time, seed: Seed): Sandbox {
  const { name, uid } = pod.metadata
  const { containers, initContainers = [] } = pod.spec
  return {
    apiVersion: 'lab.sim/v1',
    kind: 'Sandbox',
    metadata: {
      name: sandboxName(name, uid),
      uid: chanceUUID(seed, 'sandbox', machine, uid),
      resourceVersion: '',
      creationTimestamp: timestamp(now),
    },
    spec: { machine, pod },
    status: {
      createdAt: now,
      attempt: 0,
      containers: [
        ...initContainers.map(container => newContainer(container, true)),
        ...containers.map(c => newContainer(c, false)),
      ],
      mounts: {},
    },
  }
}

function newContainer({ name }: Container, isInit: boolean): SandboxContainer {
  return {
    name,
    ...(isInit && { isInit }),
    phase: 'Waiting',
    startCount: 0,
    pullAttempts: 0,
    pullFailures: 0,
    crashes: 0,
    ready: false,
    started: false,
    memory: null,
  }
}

/** The sandbox with the pod as the API has it now. The copy is renewed when something the kubelet acts on has changed, not for a status. */
export function withPod(sandbox: Sandbox, pod: Pod): Sandbox {
  const seen = sandbox.spec.pod
  const isSame =
    seen.spec === pod.spec &&
    seen.metadata.deletionTimestamp === pod.metadata.deletionTimestamp &&
    seen.metadata.deletionGracePeriodSeconds === pod.metadata.deletionGracePeriodSeconds &&
    seen.metadata.labels === pod.metadata.labels &&
    seen.metadata.annotations === pod.metadata.annotations
  return isSame ? sandbox : { ...sandbox, spec: { ...sandbox.spec, pod } }
}
