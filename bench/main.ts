import { benchCommits, benchSets } from './engine'
import { type Line, tableOf } from './table'

/** `npm run bench -- [--engine]`: prints a table, then the same as JSON. `--engine` leaves out what needs a browser. */
async function main(words: readonly string[]): Promise<void> {
  const lines: Line[] = [...benchCommits(), ...benchSets()]
  if (!words.includes('--engine')) lines.push(...(await benchPage()))
  process.stdout.write(`${tableOf(lines)}\n\n${JSON.stringify(lines)}\n`)
}

/** Loaded late: Playwright is not needed for the engine's figures. */
async function benchPage(): Promise<Line[]> {
  const { benchFrames } = await import('./frames')
  return benchFrames()
}

await main(process.argv.slice(2))
