// `npm test`: installs what is missing, then runs everything that must hold, cheapest first. Each part can be run by itself: see package.json.
import { ensureChromium, installPackages, run } from './install.mjs'

installPackages()
const CHROMIUM_PATH = ensureChromium()
const parts = ['typecheck', 'lint', 'test:unit', 'test:conformance', 'swarm', 'test:clients', 'build', 'test:e2e']
for (const part of parts) {
  const from = Date.now()
  console.log(`\n── ${part} ──`)
  run('npm', ['run', '--silent', part], { env: { ...process.env, CHROMIUM_PATH } })
  console.log(`── ${part}: ${((Date.now() - from) / 1000).toFixed(1)} s`)
}
