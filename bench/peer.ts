import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { costOf, machinesFor, runUntil, send, worldOf } from './set'
import type { Line } from './table'

const peer = { name: '@ngrok/webernetes', version: '0.3.5' }
const replicas = 300

/** A Deployment of 300 pods, from apply until all are ready: here, and in webernetes, which is fetched from npm for this. */
export async function benchPeer(): Promise<Line[]> {
  const ours = Math.min(...Array.from({ length: 5 }, startDeployment))
  const lines: Line[] = [{ name: `${replicas} pods of a Deployment`, value: Math.round(ours), unit: 'ms' }]
  const theirs = await theirMs()
  if (theirs === undefined) return lines
  lines.push({ name: `  baseline: ${peer.name} ${peer.version}`, value: Math.round(theirs), unit: 'ms' })
  lines.push({ name: '  they take', value: Math.round(theirs / ours), unit: '×' })
  return lines
}

function startDeployment(): number {
  const world = worldOf(machinesFor(replicas))
  const labels = { app: 'web' }
  const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'luksa/kubia-pet' }] } }
  const cost = costOf(world, () => {
    send(world, 'POST', '/apis/apps/v1/namespaces/default/deployments', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { replicas, selector: { matchLabels: labels }, template },
    })
    runUntil(world, () => world.store.at().get('Deployment', 'web', 'default')?.status.readyReplicas === replicas)
  })
  return cost.wallMs
}

/** Milliseconds that webernetes takes; undefined, and said aloud, where it cannot be had. */
async function theirMs(): Promise<number | undefined> {
  const folder = join(import.meta.dirname, '../node_modules/.cache/webernetes')
  try {
    install(folder)
  } catch {
    process.stderr.write(`Skipped: ${peer.name} ${peer.version} cannot be installed here.\n`)
    return undefined
  }
  copyFileSync(join(import.meta.dirname, 'peer-cluster.mjs'), join(folder, 'cluster.mjs'))
  // Its modules name each other without extensions, which Node does not take.
  await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: { ssr: 'cluster.mjs', outDir: 'dist', rollupOptions: { output: { entryFileNames: 'cluster.mjs' } } },
  })
  const bundle = join(folder, 'dist/cluster.mjs')
  return Number(execFileSync(process.execPath, [bundle, String(replicas)], { encoding: 'utf8', timeout: 300_000 }))
}

function install(folder: string): void {
  if (existsSync(join(folder, 'node_modules', peer.name))) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  execFileSync('npm', ['install', '--no-save', '--ignore-scripts', `${peer.name}@${peer.version}`], {
    cwd: folder,
    stdio: 'ignore',
  })
}
