import { runSeed } from './run'

/** Where `npm start` shows the page (vite.config.ts). */
const pageAddress = 'http://localhost:5173/'

/** `npm run swarm -- [--seeds 50] [--from 1] [--seed N]`: many clusters, each with its own machines, faults and workload. */
function main(words: readonly string[]): void {
  const option = (name: string) => {
    const at = words.indexOf(`--${name}`)
    return at < 0 ? undefined : Number(words[at + 1])
  }
  const print = (line: string) => process.stdout.write(`${line}\n`)
  const single = option('seed')
  const from = single ?? option('from') ?? 1
  const count = single === undefined ? (option('seeds') ?? 50) : 1
  let failed = 0
  let commits = 0
  for (let seed = from; seed < from + count; seed++) {
    const result = runSeed(seed, single === undefined ? undefined : line => print(`  ${line}`))
    commits += result.commits
    if (result.failure === undefined) continue
    failed++
    print(`seed ${seed}: ${result.failure}`)
    print(`  again, act by act: npm run swarm -- --seed ${seed}`)
    print(`  in the page (npm start): ${pageAddress}?swarm=${seed}`)
  }
  print(`${count} seeds, ${commits} commits`)
  print(`${count - failed} passed, ${failed} failed`)
  process.exitCode = failed > 0 ? 1 : 0
}

main(process.argv.slice(2))
