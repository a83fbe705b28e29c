import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** A lab without a browser (`npm run serve`), for a test alone. */
export class HeadlessServer {
  readonly address: string
  private readonly port: number
  private readonly pageOrigin: string
  private child: ChildProcess | undefined

  private constructor(port: number, pageOrigin: string) {
    this.port = port
    this.pageOrigin = pageOrigin
    this.address = `http://127.0.0.1:${port}`
  }

  /** Starts one that lets the pages of an origin in. */
  static async start(pageOrigin: string): Promise<HeadlessServer> {
    const server = new HeadlessServer(await freePort(), pageOrigin)
    await server.begin()
    return server
  }

  /** A cluster that is new, at the address that it always had. */
  async begin(): Promise<void> {
    const main = ['--import', 'tsx', 'src/transport/headless/main.ts']
    const options = ['--port', String(this.port), '--allow-origin', this.pageOrigin]
    this.child = spawn(process.execPath, [...main, ...options], { stdio: ['ignore', 'ignore', 'pipe'] })
    await new Promise<void>((resolve, reject) => {
      let said = ''
      this.child?.stderr?.on('data', piece => {
        said += piece
        if (said.includes(this.address)) resolve()
      })
      this.child?.once('exit', () => reject(new Error(said)))
    })
  }

  async stop(): Promise<void> {
    const { child } = this
    this.child = undefined
    if (!child || child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }

  /** What the server itself says, past the page. */
  async get(path: string): Promise<Record<string, never>> {
    const response = await fetch(this.address + path)
    return (await response.json()) as Record<string, never>
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
