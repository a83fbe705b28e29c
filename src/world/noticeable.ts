import { deepEqual } from '../base'
import type { Node } from '../kinds'
import type { Change, Commit } from '../store'

/** Kinds whose changes nobody would call an event of the cluster. */
const quietKinds: ReadonlySet<string> = new Set(['Lease', 'Memo'])

/** Whether a person would notice a commit: not a renewed Lease, nor a controller's note, nor a node that only says it is still there. */
export function isNoticeable({ changes }: Commit): boolean {
  return changes.some(change => !quietKinds.has(change.kind) && !isHeartbeat(change) && !isForgotten(change))
}

/** An event whose hour is over. */
function isForgotten({ kind, after }: Change): boolean {
  return kind === 'Event' && after === undefined
}

function isHeartbeat({ kind, before, after }: Change): boolean {
  if (kind !== 'Node' || !before || !after) return false
  return deepEqual(withoutHeartbeat(before as Node), withoutHeartbeat(after as Node))
}

function withoutHeartbeat({ metadata, status, ...rest }: Node) {
  const { resourceVersion: _, ...kept } = metadata
  const conditions = status.conditions?.map(({ lastHeartbeatTime: _1, ...condition }) => condition)
  return { ...rest, metadata: kept, status: { ...status, conditions } }
}
