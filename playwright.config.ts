import { defineConfig } from '@playwright/test'

/** Where the built page is served while the tests run: below a sub-path, because it must work from any. */
const port = process.env.E2E_PORT ?? '4173'
const path = '/somewhere/lab/'
const address = `http://127.0.0.1:${port}${path}`
const folder = process.env.E2E_DIST ?? 'dist'

/** Stories told to the built page in a real browser (`npm run build` comes first; `npm test` does both). */
export default defineConfig({
  testDir: 'e2e',
  outputDir: process.env.E2E_RESULTS ?? 'test-results',
  fullyParallel: true,
  // The machine has two cores, and each page keeps a cluster busy.
  workers: 2,
  // A test that passes only sometimes is a bug.
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: address,
    viewport: { width: 1440, height: 900 },
    // Nothing waits for an animation; one story asks for motion and looks at it.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 15_000,
    screenshot: 'only-on-failure',
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: `node scripts/serve-dist.mjs ${folder} ${port} ${path}`,
    url: address,
    reuseExistingServer: false,
  },
})
