import type { Command } from './command'
import { annotate } from './verbs/annotate'
import { apply } from './verbs/apply'
import { deleteCommand } from './verbs/delete'
import { describe } from './verbs/describe'
import { get } from './verbs/get'
import { label } from './verbs/label'
import { patch } from './verbs/patch'
import { scale } from './verbs/scale'

/** All of kubectl's words, in the order in which suggestions name them. A new verb is a file in `verbs/` and a word here. */
export const kubectl: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager',
  commands: [annotate, apply, deleteCommand, describe, get, label, patch, scale],
}
