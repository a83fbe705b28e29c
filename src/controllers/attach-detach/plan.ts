import { compareText } from '../../base'
import { conditionOf, type Node, type Time } from '../../kinds'
import { minute } from '../../sim'
import type { View } from '../../store'
import { attachmentName, partsOfDevice } from '../../volumes'
import { type Action, nothing, type Plan } from '../runtime'
import { memoryAt, memoryKey } from './memory'
import { advanceOperation } from './operations'
import { sayWaiting } from './says'
import { DeviceTurn } from './turn'
import { wantedAt } from './wanted'

/** How long a node that is not ready is waited for (reconcilerMaxWaitForUnmountDuration, `--disable-force-detach-on-timeout` is not given). */
const forceDetachMs = 6 * minute
/** How often it is made sure that what is believed attached is (reconcilerSyncDuration). */
const syncMs = minute
const outOfServiceTaint = 'node.kubernetes.io/out-of-service'

/** Brings one device to where pods need it (reconciler.go: reconcile): first away from where none does, then to where one does. */
export function planDevice(view: View, device: string, now: Time): Plan {
  const memory = memoryAt(view, device)
  const wanted = wantedAt(view, device, memory)
  if (!memory && wanted.pods.size === 0) return nothing
  const turn = new DeviceTurn(view, device, now, memory, wanted)
  const writes: Action[] = []
  for (const node of turn.knownNodes) {
    observe(turn, node)
    advanceOperation(turn, node)
  }
  for (const node of turn.knownNodes)
    if (turn.on(node).state && !turn.isWantedOn(node)) writes.push(...detach(turn, node))
  for (const node of [...wanted.pods.keys()].sort(compareText)) writes.push(...attach(turn, node))
  const actions: Action[] = [...reports(turn)]
  if (turn.isChanged) actions.push({ memo: memoryKey(device), value: turn.result })
  actions.push(...turn.events.map(event => ({ event })), ...writes)
  return { actions, ...(turn.wakeAt !== undefined && { wakeAt: turn.wakeAt }) }
}

/** Takes in what the node says, and forgets what nobody waits for any more. */
function observe(turn: DeviceTurn, name: string): void {
  const node = turn.nodeNamed(name)
  // [AD-8] A node that has been deleted is remembered as it was.
  const isInUse = node ? (node.status.volumesInUse?.includes(turn.device) ?? false) : turn.on(name).isInUse
  turn.change(name, { isInUse: isInUse || undefined })
  if (turn.isWantedOn(name)) return
  turn.change(name, { hasSaidWaiting: undefined })
  const { state, operation } = turn.on(name)
  if (!state && !operation) turn.change(name, { failure: undefined, isInUse: undefined })
}

/** [AD-7] Takes the device from a node where no pod needs it, as soon as the node has let go of it or cannot be waited for. */
function detach(turn: DeviceTurn, name: string): readonly Action[] {
  if (turn.isBusy(name)) return []
  const retryAt = turn.waitsUntil(name, 'Detach')
  if (retryAt !== undefined) {
    turn.wake(retryAt)
    return []
  }
  const wantedAt = turn.on(name).detachWantedAt ?? turn.now
  turn.change(name, { detachWantedAt: wantedAt })
  const node = turn.nodeNamed(name)
  const isForced = !isReady(node) && turn.now - wantedAt > forceDetachMs
  if (turn.on(name).isInUse && !isForced && !isOutOfService(node)) {
    if (turn.now <= wantedAt + forceDetachMs) turn.wake(wantedAt + forceDetachMs + 1)
    return []
  }
  turn.change(name, { operation: { kind: 'Detach', startedAt: turn.now } })
  const attachment = attachmentName(turn.device, name)
  turn.wake(turn.now + 500)
  return [{ write: { verb: 'delete', kind: 'VolumeAttachment', name: attachment }, tolerate: ['NotFound'] }]
}

/** [AD-3] Brings the device to a node where a pod needs it. */
function attach(turn: DeviceTurn, node: string): readonly Action[] {
  if (turn.isBusy(node)) return []
  if (turn.on(node).state === 'Attached') return confirm(turn, node)
  // [AD-9] One node at a time; who has to wait is told so, once.
  const holders = turn.allowsManyNodes ? [] : turn.knownNodes.filter(name => turn.on(name).state === 'Attached')
  if (holders.length > 0) {
    if (turn.on(node).hasSaidWaiting) return []
    const users = holders.flatMap(name => turn.podsOn(name))
    turn.change(node, { hasSaidWaiting: true })
    turn.events.push(...sayWaiting(turn.podsOn(node), turn.volumeName, users))
    return []
  }
  const retryAt = turn.waitsUntil(node, 'Attach')
  if (retryAt !== undefined) {
    turn.wake(retryAt)
    return []
  }
  turn.change(node, { operation: { kind: 'Attach', startedAt: turn.now } })
  turn.wake(turn.now + 500)
  return turn.attachmentOn(node) ? [] : [create(turn, node)]
}

/** A device that is where it should be. [AD-10] Once a minute it is made sure that it is. */
function confirm(turn: DeviceTurn, node: string): readonly Action[] {
  turn.change(node, { detachWantedAt: undefined })
  if (turn.attachmentOn(node)?.status.attached) return []
  if (turn.now % syncMs !== 0) turn.wake(turn.now - (turn.now % syncMs) + syncMs)
  else {
    turn.change(node, { state: undefined })
    turn.wake(turn.now + 100)
  }
  return []
}

/** [AD-4] The wish, named after device and node, for the driver's attacher to act on. */
function create(turn: DeviceTurn, nodeName: string): Action {
  const name = attachmentName(turn.device, nodeName)
  const body = {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name },
    spec: {
      attacher: partsOfDevice(turn.device)?.driver,
      source: { persistentVolumeName: turn.volumeName },
      nodeName,
    },
  }
  return { write: { verb: 'create', kind: 'VolumeAttachment', body }, tolerate: ['AlreadyExists'] }
}

/** [AD-11] A node's status names what is attached to it and is not about to be taken away. */
function reports(turn: DeviceTurn): readonly Action[] {
  return turn.everyNode.flatMap(name => {
    const node = turn.nodeNamed(name)
    if (!node) return []
    const { state, operation } = turn.on(name)
    const isAttached = state === 'Attached' && operation?.kind !== 'Detach'
    const listed = node.status.volumesAttached ?? []
    if (isAttached === listed.some(volume => volume.name === turn.device)) return []
    const others = listed.filter(volume => volume.name !== turn.device)
    const volumesAttached = isAttached ? [...others, { name: turn.device, devicePath: '' }] : others
    return [report(node, volumesAttached)]
  })
}

/** The whole status with its version: of two reports at once the second has to look again. */
function report(node: Node, volumesAttached: Node['status']['volumesAttached'] = []): Action {
  const { volumesAttached: _, ...status } = node.status
  const body = { ...node, status: volumesAttached.length > 0 ? { ...status, volumesAttached } : status }
  const { name } = node.metadata
  return { write: { verb: 'update', kind: 'Node', name, subresource: 'status', body }, tolerate: ['NotFound'] }
}

function isReady(node: Node | undefined): boolean {
  return node !== undefined && conditionOf(node, 'Ready')?.status === 'True'
}

function isOutOfService(node: Node | undefined): boolean {
  return node?.spec.taints?.some(({ key }) => key === outOfServiceTaint) ?? false
}
