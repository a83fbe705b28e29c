import type { Command } from './command'
import { deleteCommand } from './verbs/delete'
import { describe } from './verbs/describe'
import { get } from './verbs/get'

/** All of kubectl's words, in the order in which suggestions name them. A new verb is a file in `verbs/` and a word here. */
export const kubectl: Command = {
  name: 'kubectl',
  short: 'kubectl controls the Kubernetes cluster manager',
  commands: [deleteCommand, describe, get],
}
