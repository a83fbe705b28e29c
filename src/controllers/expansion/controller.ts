import { objectKey, type PersistentVolumeClaim, parseQuantity } from '../../kinds'
import type { Change } from '../../store'
import { requestedBytesOf } from '../../volumes'
import { type Controller, nothing } from '../runtime'

const note = {
  type: 'Normal',
  reason: 'ExternalExpanding',
  message: 'waiting for an external controller to expand this PVC',
} as const

/** Says that a claim which asks for more than it has waits for somebody who makes its volume grow. Rules: README.md. */
export const expansionController: Controller = {
  name: 'volume_expand',
  interests: [{ kind: 'PersistentVolumeClaim', keysOf: keysOfClaim }],
  plan(view, key) {
    const [, namespace, name = ''] = key.split('/')
    const claim = view.get('PersistentVolumeClaim', name, namespace)
    const volume = claim?.spec.volumeName ? view.get('PersistentVolume', claim.spec.volumeName) : undefined
    if (!claim || volume?.spec.claimRef?.uid !== claim.metadata.uid || !wantsMore(claim)) return nothing
    return { actions: [{ event: { about: claim, ...note } }] }
  },
}

/** [EX-2] Only a request that grew, or a capacity that did, is worth a look. */
function keysOfClaim({ before, after, namespace, name }: Change): readonly string[] {
  if (!before || !after) return []
  const was = before as PersistentVolumeClaim
  const is = after as PersistentVolumeClaim
  if (is.status.phase !== 'Bound' || (was.spec === is.spec && was.status.capacity === is.status.capacity)) return []
  const hasGrown = requestedBytesOf(is) > requestedBytesOf(was) || capacityOf(is) > capacityOf(was)
  return hasGrown ? [objectKey('PersistentVolumeClaim', namespace, name)] : []
}

function wantsMore(claim: PersistentVolumeClaim): boolean {
  return requestedBytesOf(claim) > capacityOf(claim)
}

function capacityOf({ status }: PersistentVolumeClaim): number {
  return parseQuantity(status.capacity?.storage ?? '0') ?? 0
}
