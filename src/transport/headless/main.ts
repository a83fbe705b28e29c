import { readFileSync, writeFileSync } from 'node:fs'
import { createWorld, type World } from '../../world'
import { realTime } from '../real-time'
import { HeadlessCluster } from './cluster'
import { kubeconfig } from './kubeconfig'
import { createAll } from './manifests'
import { optionsFrom, type ServeOptions, usage } from './options'
import { serveCluster } from './server'

/** The command `npm run serve`: a cluster, living in real time, behind a port of this machine. */
async function main(words: readonly string[]): Promise<void> {
  const options = optionsFrom(words)
  if (options === 'help') {
    process.stdout.write(usage)
    return
  }
  if ('error' in options) throw new Refused(`${options.error}\nTry: npm run serve -- --help`)
  const world = newWorld(options)
  const cluster = new HeadlessCluster(world, realTime, { paused: false, speed: options.speed })
  const server = await serveCluster(cluster, options).catch(error => {
    throw new Refused(portProblem(error, options.port))
  })
  tell(options, server.port)
  await stopSignal()
  cluster.stop()
  await server.close()
}

/** Something that the person at the command line can put right. */
class Refused extends Error {}

function newWorld({ seed, nodes, manifests }: ServeOptions): World {
  const world = createWorld({ seed, machines: nodes })
  for (const file of manifests) {
    const problem = createAll(request => world.handle(request), textOf(file))
    if (problem !== undefined) throw new Refused(`${file}: ${problem}`)
  }
  return world
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Refused(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`)
  }
}

function tell({ kubeconfigFile, nodes, seed, speed }: ServeOptions, port: number): void {
  const text = kubeconfig(port)
  if (kubeconfigFile === undefined) process.stdout.write(text)
  else writeKubeconfig(kubeconfigFile, text)
  process.stderr.write(
    `A cluster of ${nodes} nodes at http://127.0.0.1:${port} (seed ${seed}, speed ${speed}). Ctrl-C ends it.\n`,
  )
  if (kubeconfigFile !== undefined) process.stderr.write(`kubectl --kubeconfig ${kubeconfigFile} get nodes\n`)
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

try {
  await main(process.argv.slice(2))
  process.exit(0)
} catch (error) {
  process.stderr.write(error instanceof Refused ? `${error.message}\n` : `${(error as Error).stack}\n`)
  process.exit(1)
}
