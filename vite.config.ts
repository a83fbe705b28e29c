import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, runnerImport } from 'vite'

/**
 * What the built page may load: its own files and nothing else. Why styles may be inline: docs/decisions/0201-content-security-policy.md. Why it
 * may ask this machine: docs/decisions/0322-page-on-a-cluster.md.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' http://127.0.0.1:* http://localhost:*",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Writes the Content-Security-Policy into the built page; the dev server needs inline styles and scripts. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: policy }, injectTo: 'head-prepend' },
    ],
  }
}

/** Lets kubectl reach the cluster of the open tab through the dev server: see src/transport/bridge. Builds and previews have none. */
function clusterBridge(): Plugin {
  return {
    name: 'cluster-bridge',
    apply: (_, { command, isPreview }) => command === 'serve' && !isPreview,
    configureServer: async server => {
      type Bridge = typeof import('./src/transport/bridge')
      const { module } = await runnerImport<Bridge>('./src/transport/bridge/index.ts')
      module.connectBridge(server)
    },
  }
}

export default defineConfig({
  /** Works from any sub-path of any static host. */
  base: './',
  plugins: [react(), contentSecurityPolicy(), clusterBridge()],
  worker: { format: 'es' },
  server: { port: 5173, strictPort: true },
  /** The limit is Monaco's; what a person waits for is held by scripts/sizes.mjs. */
  build: { target: 'es2022', chunkSizeWarningLimit: 3500 },
})
