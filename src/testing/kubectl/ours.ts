import { existsSync, readFileSync } from 'node:fs'
import { type Outcome, run } from '../../kubectl'
import { kubeconfig } from '../../transport/headless'
import type { World } from '../../world'
import { filesFolder } from './folder'
import type { Line } from './lines'

/** The port that recordings name, whatever the server's was. */
export const recordedPort = 8001

/** What our kubectl says to a line in a world whose time stands still. */
export function ours(line: Line, world: World): readonly Outcome[] {
  return line.commands.map(({ words, stdin }) => {
    let waitedMs = 0
    return run(words, stdin, {
      send: request => world.handle({ agent: 'kubectl', user: 'user', ...request }),
      now: () => world.now + waitedMs,
      wait: until => {
        waitedMs = Math.max(waitedMs, until - world.now)
      },
      read: readFile,
      edit: (_, text) => text,
    })
  })
}

function readFile(path: string): string | undefined {
  if (path.endsWith('/.kube/config')) return kubeconfig(recordedPort)
  const file = path.startsWith('/') ? path : `${filesFolder}/${path}`
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
