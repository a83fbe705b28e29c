import { parseArgs } from 'node:util'
import type { Speed } from '../protocol'

/** What `npm run serve` was asked for. */
export interface ServeOptions {
  readonly port: number
  /** These three are the state file's, or the usual ones, where they are not given. */
  readonly nodes?: number
  readonly speed?: Speed
  readonly seed?: number
  readonly origins: readonly string[]
  readonly kubeconfigFile?: string
  readonly stateFile?: string
  readonly manifests: readonly string[]
}

/** What `--help` prints. */
export const usage = `Serves a simulated Kubernetes cluster to kubectl, helm and every other client, without a browser.

  npm run serve -- [options] [manifest.yaml …]

  --port 8001               the port on 127.0.0.1; 0 for any that is free
  --nodes 3                 machines of the cluster; 0 for a control plane only
  --speed 10                seconds of the cluster for each second, or max
  --seed 7                  same seed and same requests: same history
  --state FILE              keep the cluster in this file; the next start goes on where this one ended
  --write-kubeconfig FILE   write the kubeconfig there instead of printing it
  --allow-origin ORIGIN     let the pages of this origin in (again for each), besides http://localhost:5173
  --help

Manifests are created in a cluster that is new. The server ends with Ctrl-C.
`

/** The page of `npm start`, which can show this cluster with ?cluster=. */
const pageOrigins = ['http://localhost:5173', 'http://127.0.0.1:5173']

/** Reads the command line; `help`, or what is wrong with it in one sentence. */
export function optionsFrom(words: readonly string[]): ServeOptions | { readonly error: string } | 'help' {
  try {
    return read(words)
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) }
  }
}

function read(words: readonly string[]): ServeOptions | 'help' {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      port: text,
      nodes: text,
      speed: text,
      seed: text,
      state: text,
      'write-kubeconfig': text,
      'allow-origin': { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  const stateFile = fileOf('--state', values.state)
  const kubeconfigFile = fileOf('--write-kubeconfig', values['write-kubeconfig'])
  return {
    port: wholeNumber('--port', values.port ?? '8001', 65_535),
    ...(values.nodes !== undefined && { nodes: wholeNumber('--nodes', values.nodes, 1000) }),
    ...(values.speed !== undefined && { speed: speedOf(values.speed) }),
    ...(values.seed !== undefined && { seed: wholeNumber('--seed', values.seed, 2 ** 31 - 1) }),
    origins: [...pageOrigins, ...(values['allow-origin'] ?? []).map(originOf)],
    ...(stateFile !== undefined && { stateFile }),
    ...(kubeconfigFile !== undefined && { kubeconfigFile }),
    manifests: positionals,
  }
}

function wholeNumber(option: string, text: string, most: number): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || value > most)
    throw new Error(`${option} must be a whole number from 0 to ${most}, not ${JSON.stringify(text)}`)
  return value
}

const fastest = 100_000

function speedOf(text: string): Speed {
  if (text === 'max') return text
  const value = Number(text)
  if (!(value > 0 && value <= fastest))
    throw new Error(`--speed must be a number above 0 and at most ${fastest}, or max, not ${JSON.stringify(text)}`)
  return value
}

function fileOf(option: string, text: string | undefined): string | undefined {
  if (text === '') throw new Error(`${option} needs the name of a file`)
  return text
}

function originOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null'
  if (origin === 'null' || origin !== text)
    throw new Error(`--allow-origin must look like http://localhost:5173, not ${JSON.stringify(text)}`)
  return origin
}
