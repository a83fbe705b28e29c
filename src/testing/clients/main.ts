import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { clients } from '../../../scripts/clients.mjs'
import { HeadlessCluster, kubeconfig, serveCluster } from '../../transport/headless'
import { realTime } from '../../transport/real-time'
import { createWorld } from '../../world'
import { type Kubectl, type } from './kubectl'
import { stories } from './stories'

/** Seconds of the cluster for each second: thirty seconds of grace pass in less than one. */
const speed = 60

/** `npm run test:clients [words of a title]`: the stories, typed with the real kubectl at a cluster without a browser. */
async function main(wanted: readonly string[]): Promise<number> {
  const { kubectl: program, helm, missing } = await clients()
  if (!program) {
    console.log(`SKIPPED: the command lines for the real kubectl. ${missing}.`)
    return 0
  }
  const home = mkdtempSync(join(tmpdir(), 'kubectl-'))
  const cluster = new HeadlessCluster(createWorld({ seed: 7, machines: 3 }), realTime, { paused: false, speed })
  const server = await serveCluster(cluster, { port: 0, origins: [] })
  try {
    const config = join(home, 'kubeconfig')
    writeFileSync(config, kubeconfig(server.port))
    const environment = { PATH: process.env.PATH, HOME: home, KUBECONFIG: config }
    const folder = fileURLToPath(new URL('manifests', import.meta.url))
    return await play({ program, environment, folder }, helm, wanted)
  } finally {
    cluster.stop()
    await server.close()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Types all lines of the wanted stories; how many went wrong. */
async function play(kubectl: Kubectl, helm: string | undefined, wanted: readonly string[]): Promise<number> {
  const from = Date.now()
  let count = 0
  let wrong = 0
  for (const { title, lines, needsHelm } of stories) {
    if (!wanted.every(word => title.includes(word))) continue
    if (needsHelm && !helm) {
      console.log(`SKIPPED: ${title}. There is no helm here.`)
      continue
    }
    const before = wrong
    for (const line of lines) {
      const { output, problems } = await type(
        line.program === 'helm' ? { ...kubectl, program: helm as string } : kubectl,
        line,
      )
      count++
      if (problems.length === 0) continue
      wrong++
      console.log(
        `\n✗ ${line.program ?? 'kubectl'} ${line.command}\n  ${problems.join('\n  ')}\n${output.replace(/^/gm, '  │ ')}`,
      )
    }
    console.log(`${wrong === before ? '✓' : '✗'} ${title} (${lines.length} lines)`)
  }
  console.log(
    `${count - wrong} of ${count} command lines of the real kubectl and helm, ${((Date.now() - from) / 1000).toFixed(1)} s`,
  )
  return wrong
}

const wrong = await main(process.argv.slice(2))
process.exit(wrong === 0 ? 0 : 1)
