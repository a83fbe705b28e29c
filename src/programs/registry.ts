import { commandLine, statementsOf } from './commands'
import { parseImage } from './image'
import { kubiaPet } from './kubia-pet'
import { recycler } from './recycler'
import { anyProgram, crasher, nginx, pause } from './simple'
import type { Program } from './types'

/** Programs by image name: without registry, tag and digest, as `parseImage` gives it. */
const programs: ReadonlyMap<string, Program> = new Map([
  ['luksa/kubia-pet', kubiaPet],
  ['kubia-pet', kubiaPet],
  ['pause', pause],
  ['nginx', nginx],
  ['nginx-slim', nginx],
  ['crasher', crasher],
])

/** What a container with this image and command runs. Never nothing: an unknown image runs `anyProgram`. */
export function programFor(image: string, command: readonly string[] = [], args: readonly string[] = []): Program {
  if (command.length > 0) {
    if ([...command, ...args].join(' ').includes('/scrub')) return recycler
    return statementsOf(command, args) ? commandLine : anyProgram
  }
  const name = parseImage(image)?.name ?? image
  const known = programs.get(name) ?? programs.get(name.slice(name.lastIndexOf('/') + 1))
  if (known) return known
  return args.length > 0 && name === 'busybox' && statementsOf(args, []) ? commandLine : anyProgram
}
