import type { HttpRequest } from '../../client'
import { chanceBetween, type Seed } from '../../sim'
import type { View } from '../../store'
import { deploymentSteps } from './deployment'
import { evict, labPath, patch, podPath, remove, setPath } from './requests'
import { planOf } from './scenario'

/** One thing that is done to a world, and how long to let it run afterwards. */
export interface SwarmStep {
  readonly what: string
  readonly requests: readonly HttpRequest[]
  readonly thenMs: number
}

type Choice = readonly [what: string, ...requests: readonly HttpRequest[]]

/** What a declaration that a machine is out of service puts on its node. */
export const outOfServiceTaint = 'node.kubernetes.io/out-of-service'

/** The step that this seed takes at this point, chosen by keyed chance from what the world offers. */
export function stepOf(seed: Seed, index: number, view: View): SwarmStep {
  const choices = choicesAt(seed, index, view)
  const [what, ...requests] = choices[chanceBetween(0, choices.length - 1, seed, 'choice', index)] as Choice
  const thenMs = chanceBetween(50, 40_000, seed, 'then', index)
  return { what, requests, thenMs: requests.length > 0 ? thenMs : thenMs * 15 }
}

function choicesAt(seed: Seed, index: number, view: View): readonly Choice[] {
  const pick = (items: readonly string[], what: string) =>
    items[chanceBetween(0, Math.max(0, items.length - 1), seed, 'pick', what, index)]
  const pod = pick(
    view.list('Pod', 'default').map(({ metadata }) => metadata.name),
    'pod',
  )
  const machine =
    pick(
      view.list('Machine').map(({ metadata }) => metadata.name),
      'machine',
    ) ?? ''
  const number = chanceBetween(0, 6, seed, 'number', index)
  const plan = planOf(seed)
  return [
    ...setSteps(seed, index, number),
    ...podSteps(pod),
    ...machineSteps(machine),
    plan.isAttached ? outOfService(machine) : cordon(machine),
    drain(machine, view),
    ['wait for minutes'],
    ...(plan.hasDeployment ? deploymentSteps(number) : []),
  ]
}

function setSteps(seed: Seed, index: number, number: number): readonly Choice[] {
  const policyOf = (when: string) => (chanceBetween(0, 1, seed, when, index) === 0 ? 'Retain' : 'Delete')
  const policy = { whenDeleted: policyOf('deleted'), whenScaled: policyOf('scaled') }
  const template = (metadata: object) => ({ spec: { template: { metadata } } })
  const maxUnavailable = chanceBetween(1, 3, seed, 'unavailable', index)
  return [
    [`scale to ${number}`, patch(setPath, { spec: { replicas: number } })],
    [`update to version ${number}`, patch(setPath, template({ labels: { app: 'web', version: `v${number}` } }))],
    [`restart the set`, patch(setPath, template({ annotations: { restarted: String(index) } }))],
    [
      `partition at ${number}, ${maxUnavailable} may be unavailable`,
      patch(setPath, { spec: { updateStrategy: { rollingUpdate: { partition: number, maxUnavailable } } } }),
    ],
    [
      `claims: when deleted ${policy.whenDeleted}, when scaled ${policy.whenScaled}`,
      patch(setPath, { spec: { persistentVolumeClaimRetentionPolicy: policy } }),
    ],
  ]
}

function podSteps(pod: string | undefined): readonly Choice[] {
  return [
    [`delete pod ${pod}`, remove(podPath(pod))],
    [`evict pod ${pod}`, evict(pod)],
    [`force-delete pod ${pod}`, remove(podPath(pod), { gracePeriodSeconds: 0 })],
    [`delete the claim of ${pod}`, remove(`/api/v1/namespaces/default/persistentvolumeclaims/data-${pod}`)],
  ]
}

function machineSteps(machine: string): readonly Choice[] {
  const set = (spec: object) => patch(`${labPath}/machines/${machine}`, { spec })
  return [
    [`power off ${machine}`, set({ power: 'Off' })],
    [`power on ${machine}`, set({ power: 'On' })],
    [`cut ${machine}`, patch(`${labPath}/links/${machine}`, { spec: { state: 'Cut' } })],
    [`mend ${machine}`, patch(`${labPath}/links/${machine}`, { spec: { state: 'Up' } })],
    [`stop the kubelet of ${machine}`, set({ kubelet: 'Stopped' })],
    [`restart the kubelet of ${machine}`, set({ kubelet: 'Stopped' }), set({ kubelet: 'Running' })],
    [`delete node ${machine}`, remove(`/api/v1/nodes/${machine}`)],
  ]
}

function cordon(machine: string): Choice {
  return [`cordon ${machine}`, patch(`/api/v1/nodes/${machine}`, { spec: { unschedulable: true } })]
}

/** As a person does for a machine that is down for good; here it may well be up. The other taints come back by themselves. */
function outOfService(machine: string): Choice {
  const taints = [{ key: outOfServiceTaint, effect: 'NoExecute' }]
  return [`declare ${machine} out of service`, patch(`/api/v1/nodes/${machine}`, { spec: { taints } })]
}

/** As `kubectl drain` does it, once: what a budget refuses stays. */
function drain(machine: string, view: View): Choice {
  const [, close] = cordon(machine)
  const pods = view.lookup('Pod', 'node', machine).map(({ metadata }) => evict(metadata.name))
  return [`drain ${machine}`, ...(close ? [close] : []), ...pods]
}
