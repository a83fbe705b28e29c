import type { Reference, View } from '../session'
import { cordon } from './cordon'
import { deleteObject } from './delete-object'
import { evict } from './evict'
import { forceDelete } from './force-delete'
import { getFromPod } from './get-from-pod'
import { kubelet } from './kubelet'
import { network } from './network'
import { pause } from './pause'
import { postToPod } from './post-to-pod'
import { power } from './power'
import { releaseVolume } from './release-volume'
import { resume } from './resume'
import { scaleDown, scaleUp } from './scale'
import { speed } from './speed'
import { step } from './step'
import type { Command } from './types'

/** Everything a person can do, in the order in which it is offered. */
export const commands = {
  scaleDown,
  scaleUp,
  power,
  network,
  kubelet,
  cordon,
  getFromPod,
  postToPod,
  releaseVolume,
  evict,
  deleteObject,
  forceDelete,
  pause,
  resume,
  step,
  speed,
} satisfies Record<string, Command>

/** The commands that take nothing but a target of this kind. A machine also offers what concerns its node. */
export function commandsFor({ kind }: Reference): readonly Command[] {
  const all: readonly Command[] = Object.values(commands)
  const talking: readonly Command[] = [getFromPod, postToPod]
  return all.filter(command => command.kinds.includes(kind) && !talking.includes(command))
}

/** The command that a key triggers for the selected object. */
export function commandForKey(key: string, target: Reference | undefined, view: View): Command | undefined {
  if (!target) return undefined
  return commandsFor(target).find(command => command.shortcut === key && command.isEnabled(view, target))
}
