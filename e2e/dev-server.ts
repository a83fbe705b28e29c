import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createServer } from 'vite'
import { test as labTest } from './lab-page'

/** What a request from outside the page was answered. */
export interface OutsideAnswer {
  readonly code: number
  readonly text: string
}

/** The dev server of `npm start`, as a program outside the page sees it. */
export interface DevServer {
  /** `http://localhost:5273`. */
  readonly origin: string
  ask(
    path: string,
    options?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<OutsideAnswer>
  /** Opens a watch; its lines as they come. */
  watch(path: string): Promise<OutsideWatch>
}

/** An open watch. */
export interface OutsideWatch {
  readonly lines: readonly string[]
  readonly isOver: boolean
  close(): void
}

/** The lab from a dev server of its own instead of from the build. */
export const test = labTest.extend<object, { devServer: DevServer }>({
  devServer: [
    async ({ browser }, use, { workerIndex }) => {
      const server = await createServer({
        cacheDir: 'node_modules/.vite-e2e',
        logLevel: 'error',
        // Who edits files while tests run must not reload their pages.
        server: { port: 5280 + workerIndex, strictPort: false, watch: { ignored: ['**'] } },
      })
      await server.listen()
      const { port } = (server.httpServer?.address() as AddressInfo | null) ?? { port: 0 }
      // The first page waits until everything is translated; no test should.
      const page = await browser.newPage()
      await page.goto(`http://localhost:${port}/`, { waitUntil: 'commit' })
      await page.getByRole('button', { name: 'Machine node-1, Ready' }).waitFor({ timeout: 100_000 })
      await page.close()
      await use(devServerAt(port))
      await server.close()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ devServer }, use) => use(`${devServer.origin}/`),
})

function devServerAt(port: number): DevServer {
  return {
    origin: `http://localhost:${port}`,
    ask: (path, { method = 'GET', headers = {}, body } = {}) =>
      new Promise((resolve, reject) => {
        const request = httpRequest({ host: 'localhost', port, path, method, headers }, response => {
          let text = ''
          response.setEncoding('utf8').on('data', piece => {
            text += piece
          })
          response.on('end', () => resolve({ code: response.statusCode ?? 0, text }))
        })
        request.on('error', reject).end(body)
      }),
    watch: path => openWatch(port, path),
  }
}

function openWatch(port: number, path: string): Promise<OutsideWatch> {
  return new Promise((resolve, reject) => {
    const watch = { lines: [] as string[], isOver: false, close: () => request.destroy() }
    const request = httpRequest({ host: 'localhost', port, path }, response => {
      let rest = ''
      response.setEncoding('utf8').on('data', (piece: string) => {
        const parts = (rest + piece).split('\n')
        rest = parts.pop() ?? ''
        watch.lines.push(...parts)
      })
      response.on('close', () => {
        watch.isOver = true
      })
      resolve(watch)
    })
    request.on('error', reject).end()
  })
}
