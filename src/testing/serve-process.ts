import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'

/** A running `npm run serve`. */
export interface ServeProcess {
  readonly address: string
  /** What it has printed until now. */
  said(): { readonly out: string; readonly errors: string }
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>
}

const entry = 'src/transport/headless/main.ts'

/** Starts the server in a process of its own at any free port, and waits until it listens. Rejects when it ends before. */
export async function startServe(...options: readonly string[]): Promise<ServeProcess> {
  const child = start(['--port', '0', ...options])
  const said = listen(child)
  const address = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', () => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said().errors) ?? []
      if (found) resolve(found)
    })
    child.on('close', code => reject(new Error(`ended with ${code}: ${said().errors}`)))
  })
  return {
    address,
    said,
    async end(signal) {
      child.kill(signal)
      const [code, by] = (await once(child, 'close')) as [number | null, NodeJS.Signals]
      return code ?? by
    },
  }
}

/** Runs the server until it ends by itself. */
export async function runServe(...options: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  const child = start(options)
  const said = listen(child)
  const [code] = (await once(child, 'close')) as [number]
  return { code, ...said() }
}

function start(options: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', entry, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
}

function listen(child: ChildProcess): ServeProcess['said'] {
  let out = ''
  let errors = ''
  child.stdout?.on('data', data => {
    out += data
  })
  child.stderr?.on('data', data => {
    errors += data
  })
  return () => ({ out, errors })
}
