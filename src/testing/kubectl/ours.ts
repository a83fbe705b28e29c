import { readFileSync, statSync } from 'node:fs'
import { type Outcome, run } from '../../kubectl'
import { kubeconfig } from '../../transport/headless'
import type { World } from '../../world'
import { filesFolder } from './folder'
import type { Line } from './lines'

/** The port that recordings name, whatever the server's was. */
export const recordedPort = 8001
/** The kubeconfig that recordings name. */
export const recordedConfig = '/root/.kube/config'

/** A command waits for longer than anybody has patience for, in a world whose time stands still. */
export class StillWaits extends Error {}

/** What our kubectl says to a line in a world whose time stands still. Throws StillWaits where it waits for longer than `patienceMs`. */
export function ours(line: Line, world: World, patienceMs = Number.POSITIVE_INFINITY): readonly Outcome[] {
  const files = new Map([[recordedConfig, kubeconfig(recordedPort)]])
  return line.commands.map(({ words, stdin }) => {
    let waitedMs = 0
    return run(words, stdin, {
      send: request => world.handle({ agent: 'kubectl', user: 'user', ...request }),
      now: () => world.now + waitedMs,
      wait: until => {
        waitedMs = Math.max(waitedMs, until - world.now)
        if (waitedMs > patienceMs) throw new StillWaits()
      },
      read: path => files.get(path) ?? readFile(path),
      write: (path, text) => void files.set(path, text),
      edit: (_, text) => text,
    })
  })
}

function readFile(path: string): string | undefined {
  const file = path.startsWith('/') ? path : `${filesFolder}/${path}`
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? readFileSync(file, 'utf8') : undefined
}
