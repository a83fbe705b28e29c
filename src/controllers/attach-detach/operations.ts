import { partsOfDevice } from '../../volumes'
import type { Operation } from './memory'
import { pollAt, timeoutMs } from './polling'
import { sayAttached, sayFailed } from './says'
import type { DeviceTurn } from './turn'

const firstWaitMs = 500
const mostWaitMs = 122_000

/** [AD-5] Asks how far the operation on this node is, if it is time to ask. */
export function advanceOperation(turn: DeviceTurn, node: string): void {
  const { operation } = turn.on(node)
  if (!operation) return
  const next = pollAt(operation.startedAt, turn.now)
  const isDue = next === turn.now
  const outcome = outcomeOf(turn, node, operation)
  const endsAt = operation.startedAt + timeoutMs
  if (outcome === undefined) {
    if (turn.now < endsAt) turn.wake(endsAt)
    else fail(turn, node, operation, timeoutText(turn, operation))
    // Nobody says when a VolumeAttachment goes whose volume has gone before.
    if (!turn.wanted.volume) turn.wake(isDue ? next + firstWaitMs : next)
  } else if (!isDue) turn.wake(next)
  else if (outcome === 'done') finish(turn, node, operation)
  else fail(turn, node, operation, outcome.error)
}

/** `verifyAttachmentStatus`, `verifyDetachmentStatus` of csi_attacher.go. */
function outcomeOf(turn: DeviceTurn, node: string, { kind }: Operation): 'done' | { error: string } | undefined {
  const attachment = turn.attachmentOn(node)
  if (kind === 'Detach') {
    if (!attachment) return 'done'
    const error = attachment.status.detachError
    return error && { error: error.message ?? '' }
  }
  if (!attachment) return undefined
  if (attachment.metadata.deletionTimestamp) return { error: 'volume attachment is being deleted' }
  if (attachment.status.attached) return 'done'
  const error = attachment.status.attachError
  return error && { error: error.message ?? '' }
}

function finish(turn: DeviceTurn, node: string, { kind }: Operation): void {
  if (kind === 'Detach') {
    turn.change(node, { state: undefined, operation: undefined, failure: undefined, detachWantedAt: undefined })
    turn.change(node, { isInUse: undefined })
    return
  }
  turn.change(node, { state: 'Attached', operation: undefined, failure: undefined, hasSaidWaiting: undefined })
  turn.events.push(...sayAttached(turn.podsOn(node), turn.volumeName))
}

/** [AD-6] After a failure nobody knows whether the device hangs there. The same is tried again after a pause that doubles. */
function fail(turn: DeviceTurn, node: string, { kind }: Operation, why: string): void {
  const before = turn.on(node).failure
  const waitMs = before?.kind === kind ? Math.min(mostWaitMs, before.waitMs * 2) : firstWaitMs
  turn.change(node, { state: 'Uncertain', operation: undefined, failure: { kind, at: turn.now, waitMs } })
  if (kind === 'Attach') turn.events.push(...sayFailed(turn.podsOn(node), turn.volumeName, why))
}

function timeoutText({ device, wanted }: DeviceTurn, { kind }: Operation): string {
  const { driver, handle } = partsOfDevice(device) ?? { driver: 'unknown', handle: device }
  // Detaching, the controller has only the handle.
  const name = kind === 'Attach' && wanted.volume ? driver : 'unknown'
  return `timed out waiting for external-attacher of ${name} CSI driver to ${kind.toLowerCase()} volume ${handle}`
}
