import type { Action } from './types'

const mostInBatch = 500

/**
 * Does something for each of `count` indices in batches of 1, 2, 4 … 500 (slowStartBatch of stateful_set_control.go and of replica_set.go). Within a batch nobody
 * waits for anybody; after a batch in which something failed there is no other. Below `from` there is nothing to do.
 */
export function inBatches(count: number, actionsFor: (index: number) => readonly Action[], from = 0): Action[] {
  const actions: Action[] = []
  let size = 1
  for (let start = 0; start < count; start += size, size = Math.min(2 * size, mostInBatch)) {
    const end = Math.min(start + size, count)
    const batch: (readonly Action[])[] = []
    for (let index = Math.max(start, from); index < end; index++) {
      const sequence = actionsFor(index)
      if (sequence.length > 0) batch.push(sequence)
    }
    if (batch.length > 1) actions.push({ abreast: batch })
    else if (batch[0]) actions.push(...batch[0])
  }
  return actions
}
