import type { HttpResponse } from '../../client'
import { microTimestamp, type Pod, timestamp } from '../../kinds'
import type { World } from '../../world'
import { pathOf } from './kinds'

/** A node as a step gives it. */
export interface NodeStep {
  readonly name: string
  readonly labels?: Readonly<Record<string, string>>
  readonly capacity?: Readonly<Record<string, string>>
  readonly spec?: unknown
}

export type PodState = 'ready' | 'unready' | 'failed' | 'succeeded' | 'gone'

const strategic = 'application/strategic-merge-patch+json'
const beatMs = 1000

/** Plays the kubelets of a case as the recorder's agent does: only through the API, with a Lease renewed each second. */
export class Agent {
  private readonly alive = new Map<string, boolean>()
  private readonly addresses = new Map<string, string>()
  private readonly hosts = new Map<string, { readonly address: string; readonly capacity: NodeStep['capacity'] }>()
  private readonly world: World
  private nextBeatAt: number

  constructor(world: World) {
    this.world = world
    this.nextBeatAt = world.now + beatMs
  }

  /** Lets time pass, renewing the Leases of the living nodes each second, until `until` or `isOver`. */
  pass(until: number, isOver?: () => boolean): void {
    while (this.world.now < until && !isOver?.()) {
      const stop = Math.min(until, this.nextBeatAt)
      if (!this.world.run(stop, isOver)) return
      if (this.world.now < this.nextBeatAt) continue
      this.nextBeatAt += beatMs
      for (const [name, isAlive] of this.alive) if (isAlive) this.lease(name)
    }
  }

  addNode(step: string | NodeStep): void {
    const node = typeof step === 'string' ? { name: step } : step
    const labels = {
      'kubernetes.io/hostname': node.name,
      'kubernetes.io/os': 'linux',
      'kubernetes.io/arch': 'amd64',
      ...node.labels,
    }
    const body = { apiVersion: 'v1', kind: 'Node', metadata: { name: node.name, labels }, spec: node.spec ?? {} }
    const answer = this.send('POST', '/api/v1/nodes', body)
    if (answer.code !== 201) throw new Error(JSON.stringify(answer.body))
    this.lease(node.name)
    this.reportNode(node.name, 'True', node)
    this.alive.set(node.name, true)
  }

  nodeReady(name: string, isReady: boolean): void {
    this.alive.set(name, true)
    this.lease(name)
    this.reportNode(name, isReady ? 'True' : 'False')
  }

  silence(name: string): void {
    this.alive.set(name, false)
  }

  /** Reports a pod's state, or that a terminating one has stopped. The answer to the last request. */
  pod(ref: string, state: PodState): HttpResponse {
    const [name, namespace] = ref.split('/').reverse() as [string, string | undefined]
    const path = pathOf('Pod', namespace ?? 'default', name)
    const { code, body } = this.send('GET', path)
    if (code !== 200) throw new Error(`no pod ${ref}`)
    const pod = body as Pod
    if (state !== 'gone') return this.send('PATCH', `${path}/status`, { status: this.podStatus(pod, state) }, strategic)
    const preconditions = { uid: pod.metadata.uid }
    return this.send('DELETE', path, { kind: 'DeleteOptions', apiVersion: 'v1', gracePeriodSeconds: 0, preconditions })
  }

  private reportNode(name: string, status: 'True' | 'False', node?: NodeStep): void {
    if (!this.hosts.has(name))
      this.hosts.set(name, { address: `192.168.0.${10 + this.hosts.size}`, capacity: node?.capacity })
    const { address, capacity } = this.hosts.get(name) as { address: string; capacity: NodeStep['capacity'] }
    const at = timestamp(this.world.now)
    const condition = (type: string, value: string, reason: string, message: string) => ({
      type,
      status: value,
      reason,
      message,
      lastHeartbeatTime: at,
      lastTransitionTime: at,
    })
    const room = { cpu: '8', memory: '16Gi', pods: '110', 'ephemeral-storage': '100Gi', ...capacity }
    const isReady = status === 'True'
    const conditions = [
      condition(
        'Ready',
        status,
        isReady ? 'KubeletReady' : 'KubeletNotReady',
        isReady ? 'kubelet is posting ready status' : 'container runtime is down',
      ),
      condition('MemoryPressure', 'False', 'KubeletHasSufficientMemory', 'kubelet has sufficient memory available'),
      condition('DiskPressure', 'False', 'KubeletHasNoDiskPressure', 'kubelet has no disk pressure'),
      condition('PIDPressure', 'False', 'KubeletHasSufficientPID', 'kubelet has sufficient PID available'),
    ]
    const addresses = [
      { type: 'InternalIP', address },
      { type: 'Hostname', address: name },
    ]
    const body = { status: { capacity: room, allocatable: room, addresses, conditions } }
    this.send('PATCH', `/api/v1/nodes/${name}/status`, body, strategic)
  }

  private lease(name: string): void {
    const leases = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases'
    const renewTime = microTimestamp(this.world.now)
    const { code } = this.send('PATCH', `${leases}/${name}`, { spec: { renewTime } }, 'application/merge-patch+json')
    if (code !== 404) return
    const spec = { holderIdentity: name, leaseDurationSeconds: 40, renewTime }
    this.send('POST', leases, { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name }, spec })
  }

  private podStatus(pod: Pod, state: PodState): unknown {
    const { uid, name } = pod.metadata
    if (!this.addresses.has(uid)) this.addresses.set(uid, `10.244.0.${this.addresses.size + 1}`)
    const ip = this.addresses.get(uid)
    const isReady = state === 'ready'
    const isEnded = state === 'failed' || state === 'succeeded'
    const at = timestamp(this.world.now)
    const condition = (type: string, isTrue: boolean) => ({
      type,
      status: isTrue ? 'True' : 'False',
      ...(!isTrue && { reason: 'ContainersNotReady' }),
      lastTransitionTime: at,
    })
    const ended = {
      terminated: {
        exitCode: state === 'failed' ? 1 : 0,
        reason: state === 'failed' ? 'Error' : 'Completed',
        startedAt: at,
        finishedAt: at,
      },
    }
    return {
      phase: isEnded ? (state === 'failed' ? 'Failed' : 'Succeeded') : 'Running',
      podIP: ip,
      podIPs: [{ ip }],
      hostIP: '192.168.0.10',
      hostIPs: [{ ip: '192.168.0.10' }],
      startTime: at,
      conditions: [condition('Initialized', true), condition('Ready', isReady), condition('ContainersReady', isReady)],
      containerStatuses: pod.spec.containers.map(container => ({
        name: container.name,
        image: container.image,
        imageID: `sha256:${container.name}`,
        containerID: `lab://${name}-${container.name}`,
        ready: isReady,
        started: !isEnded,
        restartCount: 0,
        state: isEnded ? ended : { running: { startedAt: at } },
      })),
    }
  }

  private send(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    contentType?: string,
  ): HttpResponse {
    return this.world.handle({
      method,
      path,
      ...(body !== undefined && { body }),
      ...(contentType && { contentType }),
      user: 'agent',
    })
  }
}
