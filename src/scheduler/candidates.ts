import type { Pod } from '../kinds'
import { type Attempt, firstRefusal, localFilters, type NodeCheck, preparedChecks, type Refusal } from './filters'
import { ownScores, type Scored } from './scores'
import { type Shape, shapeOf } from './shape'
import type { NodeInfo } from './snapshot/snapshot'

/** What a node by itself says to all pods of one shape. It holds as long as the node is the same object. */
export interface Candidate extends Scored {
  /** What the filters say that look at nothing but the node. Where one refuses, no score has been asked. */
  readonly refusal: Refusal | undefined
}

/** By the place of the node. Pods of one shape nearly always meet nodes that have not changed since the last of them came by. */
const candidatesKnown = new WeakMap<Shape, Candidate[]>()

const unasked: Pick<Scored, 'points' | 'locals'> = { points: 0, locals: [] }

/** Says of each node, by its place in the snapshot, what it says to the pod by itself. */
export function candidatesFor(attempt: Attempt): (place: number) => Candidate {
  const { pod, snapshot } = attempt
  const shape = shapeOf(pod)
  let known = candidatesKnown.get(shape)
  if (!known) {
    known = []
    candidatesKnown.set(shape, known)
  }
  const candidates = known
  let checks: readonly NodeCheck[] | undefined
  return place => {
    const info = snapshot.nodes[place] as NodeInfo
    let candidate = candidates[place]
    if (candidate?.info !== info) {
      checks ??= preparedChecks(attempt, localFilters) as readonly NodeCheck[]
      candidate = candidateOf(pod, info, place, checks)
      candidates[place] = candidate
    }
    return candidate
  }
}

function candidateOf(pod: Pod, info: NodeInfo, place: number, checks: readonly NodeCheck[]): Candidate {
  const refusal = firstRefusal(checks, info)
  const { points, locals } = refusal ? unasked : ownScores(pod, info)
  return { info, place, refusal, points, locals }
}
