import { readFileSync, writeFileSync } from 'node:fs'
import type { World } from '../../world'
import { realTime } from '../real-time'
import { StateError } from '../state'
import { HeadlessCluster } from './cluster'
import { type KeptWorld, keptWorld } from './kept-world'
import { kubeconfig } from './kubeconfig'
import { createAll } from './manifests'
import { optionsFrom, type ServeOptions, usage } from './options'
import { serveCluster } from './server'

/** Something that the person at the command line can put right. */
class Refused extends Error {}

/** The command `npm run serve`: a cluster, living in real time, behind a port of this machine. */
async function main(words: readonly string[]): Promise<void> {
  const options = optionsFrom(words)
  if (options === 'help') {
    process.stdout.write(usage)
    return
  }
  if ('error' in options) throw new Refused(`${options.error}\nTry: npm run serve -- --help`)
  const kept = await keptWorld(options, world => fill(world, options.manifests), giveUp)
  try {
    await serve(kept, options)
  } finally {
    kept.release()
  }
}

async function serve(kept: KeptWorld, options: ServeOptions): Promise<void> {
  const { world, clock, journal } = kept
  const cluster = new HeadlessCluster(world, realTime, clock, journal)
  const server = await serveCluster(cluster, options).catch(error => {
    throw new Refused(portProblem(error, options.port))
  })
  const stopped = stopSignal()
  tell(kept, options, server.port)
  await stopped
  cluster.stop()
  await server.close()
  await journal?.close(cluster.clock())
}

/** Creates what the manifests hold. */
function fill(world: World, manifests: readonly string[]): void {
  for (const file of manifests) {
    const problem = createAll(request => world.handle(request), textOf(file))
    if (problem !== undefined) throw new Refused(`${file}: ${problem}`)
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Refused(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

function tell(
  { world, clock, isRestored }: KeptWorld,
  { kubeconfigFile, stateFile, manifests }: ServeOptions,
  port: number,
): void {
  const text = kubeconfig(port)
  if (kubeconfigFile === undefined) process.stdout.write(text)
  else writeKubeconfig(kubeconfigFile, text)
  const nodes = world.store.at().list('Machine').length
  const lines = [
    `${isRestored ? `The cluster of ${stateFile}` : 'A new cluster'} is at http://127.0.0.1:${port} (seed ${world.seed}, ${clock.paused ? 'paused' : `speed ${clock.speed}`}, ${nodes} nodes). Ctrl-C ends it.`,
  ]
  if (isRestored && manifests.length > 0) lines.push('It is not new: the manifests were not created again.')
  if (kubeconfigFile !== undefined) lines.push(`kubectl --kubeconfig ${kubeconfigFile} get nodes`)
  process.stderr.write(`${lines.join('\n')}\n`)
}

function writeKubeconfig(file: string, text: string): void {
  try {
    writeFileSync(file, text, { mode: 0o600 })
  } catch (error) {
    throw new Refused(`cannot write ${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

function portProblem(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === 'EADDRINUSE') return `port ${port} is taken: choose another one with --port`
  if (error.code === 'EACCES') return `port ${port} may not be used: choose one above 1023 with --port`
  return `cannot listen on port ${port}: ${error.message}`
}

function stopSignal(): Promise<void> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

/** What cannot be kept must not be answered. */
function giveUp(error: unknown): never {
  const isForPeople = error instanceof Refused || error instanceof StateError
  process.stderr.write(`${isForPeople ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(1)
}

await main(process.argv.slice(2)).then(() => process.exit(0), giveUp)
