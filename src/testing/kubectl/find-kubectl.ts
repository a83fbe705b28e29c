import { spawnSync } from 'node:child_process'

/** The minor version that this project is about. */
const minor = '37'

/** The real kubectl of that very version: `$KUBECTL`, the oracle's, or the one on PATH; undefined where there is none. */
export function findKubectl(): string | undefined {
  const places = [process.env.KUBECTL, '/tmp/oracle/bin/kubectl', 'kubectl']
  return places.find(place => place !== undefined && minorOf(place) === minor)
}

function minorOf(program: string): string | undefined {
  const { stdout } = spawnSync(program, ['version', '--client', '-o', 'json'], { encoding: 'utf8' })
  return /"minor":\s*"(\d+)/.exec(stdout ?? '')?.[1]
}
