import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import react from '@vitejs/plugin-react'
import { build, preview } from 'vite'
import type { Line } from './table'

const changes = 20
/** Frames that are looked at, after as many that are not. */
const measuredFrames = 150

/** A graph of about so many elements: each pod is a slot, processes, a claim and a volume. */
const graphs = [
  { elements: 200, pods: 48, machines: 6 },
  { elements: 600, pods: 146, machines: 14 },
  { elements: 2000, pods: 490, machines: 36 },
] as const

/**
 * How long a frame takes in Chromium while every frame brings 20 changes: the page itself (built as it is published, without its engine),
 * beside as many bare elements with as many changes of text. A display shows 60 frames a second, so 16.7 ms is as good as it gets.
 */
export async function benchFrames(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'statefulset-lab-bench-'))
  const root = join(import.meta.dirname, 'page')
  const common = { root, configFile: false, base: './', logLevel: 'error' } as const
  await build({
    ...common,
    plugins: [react()],
    worker: { format: 'es' },
    build: { target: 'es2022', outDir: folder, emptyOutDir: true, chunkSizeWarningLimit: 5000 },
  })
  const server = await preview({ ...common, build: { outDir: folder }, preview: { host: '127.0.0.1', port: 0 } })
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    return await benchAll(browser, server.resolvedUrls?.local[0] ?? '')
  } finally {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true })
  }
}

async function benchAll(browser: Browser, address: string): Promise<Line[]> {
  const lines: Line[] = []
  for (const { elements, pods, machines } of graphs) {
    const states = await measure(browser, `${address}?pods=${pods}&machines=${machines}&changes=${changes}&mix=states`)
    const moves = await measure(browser, `${address}?pods=${pods}&machines=${machines}&changes=${changes}&mix=moves`)
    const plain = await measure(browser, `${address}?plain=${elements}&changes=${changes}`)
    lines.push(...linesOf(`${elements} elements, ${changes} changes a frame`, states))
    lines.push(...linesOf(`  and one of them moves to another machine`, moves))
    lines.push(...linesOf(`  baseline: ${elements} bare elements`, plain))
  }
  return lines
}

interface Frames {
  /** Milliseconds between two frames, sorted. */
  readonly intervals: readonly number[]
  /** Milliseconds of the main thread's work for a frame. */
  readonly workMs: number
}

function linesOf(name: string, { intervals, workMs }: Frames): Line[] {
  const at = (share: number) => Number((intervals[Math.floor(intervals.length * share)] ?? 0).toFixed(1))
  return [
    { name: `${name}: frame p50`, value: at(0.5), unit: 'ms' },
    { name: `${name}: frame p95`, value: at(0.95), unit: 'ms' },
    { name: `${name}: main thread`, value: Number(workMs.toFixed(1)), unit: 'ms' },
  ]
}

async function measure(browser: Browser, url: string): Promise<Frames> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  try {
    await page.goto(url)
    await page.locator('#root :nth-child(3)').first().waitFor({ state: 'attached' })
    const session = await page.context().newCDPSession(page)
    // Counts what the thread worked, not what it waited for a core.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' })
    const busyMs = async () => {
      const { metrics } = await session.send('Performance.getMetrics')
      return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1000
    }
    const count = () => page.evaluate<number[]>(`countFrames(${measuredFrames})`)
    await count()
    const before = await busyMs()
    const intervals = await count()
    const workMs = ((await busyMs()) - before) / measuredFrames
    return { intervals: [...intervals].sort((a, b) => a - b), workMs }
  } finally {
    await page.close()
  }
}
