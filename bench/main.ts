import { type Line, tableOf } from './table'

/** What can be measured by itself. Each is loaded late: Playwright is not needed for the engine's figures. */
const parts: Readonly<Record<string, () => Promise<readonly Line[]>>> = {
  async engine() {
    const { benchCommits, benchSets } = await import('./engine')
    return [...benchCommits(), ...benchSets()]
  },
  async scale() {
    const { benchScale } = await import('./scale')
    return benchScale()
  },
  async peer() {
    const { benchPeer } = await import('./peer')
    return benchPeer()
  },
  async http() {
    const { benchHttp } = await import('./http')
    return benchHttp()
  },
  async kubectl() {
    const { benchKubectl } = await import('./kubectl')
    return benchKubectl()
  },
  async page() {
    const { benchFrames } = await import('./frames')
    return benchFrames()
  },
}

/** `npm run bench -- [--engine] [--scale] [--peer] [--http] [--kubectl] [--page]`: prints a table of these parts, or of all, then the same as JSON. */
async function main(words: readonly string[]): Promise<void> {
  const unknown = words.find(word => !word.startsWith('--') || !parts[word.slice(2)])
  if (unknown) throw new Error(`${unknown} is no part; there are ${Object.keys(parts).join(', ')}`)
  const lines: Line[] = []
  for (const [name, bench] of Object.entries(parts))
    if (words.length === 0 || words.includes(`--${name}`)) {
      process.stderr.write(`${name} …\n`)
      lines.push(...(await bench()))
    }
  process.stdout.write(`${tableOf(lines)}\n\n${JSON.stringify(lines)}\n`)
}

await main(process.argv.slice(2))
