import type { Program } from './types'

const scrubMs = 2000

/**
 * What the volume recycler runs (`registry.k8s.io/build-image/debian-base` with a command about /scrub): deletes every file below /scrub and
 * ends with 0.
 */
export const recycler: Program = {
  name: 'recycler',
  listensOn: () => false,
  step(memory, input, context, now) {
    if (input.kind === 'start') return { memory: {}, outputs: [], wakeAt: now + scrubMs }
    if (input.kind !== 'wake') return { memory, outputs: [], wakeAt: now + scrubMs }
    return { memory, outputs: [...context.files.list('/scrub').map(path => ({ remove: path })), { exit: 0 }] }
  },
}
