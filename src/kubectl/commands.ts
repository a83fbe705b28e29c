import type { Command } from './command'
import { annotate } from './verbs/annotate'
import { apply } from './verbs/apply'
import { cordon, uncordon } from './verbs/cordon'
import { create } from './verbs/create'
import { deleteCommand } from './verbs/delete'
import { describe } from './verbs/describe'
import { drain } from './verbs/drain'
import { expose } from './verbs/expose'
import { get } from './verbs/get'
import { label } from './verbs/label'
import { patch } from './verbs/patch'
import { replace } from './verbs/replace'
import { rollout } from './verbs/rollout'
import { run } from './verbs/run'
import { scale } from './verbs/scale'
import { set } from './verbs/set'
import { taint } from './verbs/taint'

/** All of kubectl's words, in the order in which suggestions name them. A new verb is a file in `verbs/` and a word here. */
export const kubectl: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager',
  commands: [
    annotate,
    apply,
    cordon,
    create,
    deleteCommand,
    describe,
    drain,
    expose,
    get,
    label,
    patch,
    replace,
    rollout,
    run,
    scale,
    set,
    taint,
    uncordon,
  ],
}
