// Installs what is missing, so that `npm start` and `npm test` work on a fresh machine. Plain JavaScript: it runs before anything is there.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'

/** Runs a command with its output shown; ends the process with its exit code if it fails. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

const stamp = 'node_modules/.installed-from'

/** Installs the packages of package-lock.json, unless that very lock file was installed before. */
export function installPackages() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing packages (once; about a minute) …')
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  writeFileSync(stamp, wanted)
}

const known = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

function installedChromium() {
  return known.find(path => path && existsSync(path) && statSync(path).isFile())
}

/** The path of a Chromium for the end-to-end tests; installs Debian's where there is none. */
export function ensureChromium() {
  const found = installedChromium()
  if (found) return found
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    console.error(
      'No Chromium found. Install one (Debian: sudo apt-get install chromium) or set CHROMIUM_PATH, then run this again.',
    )
    process.exit(1)
  }
  console.log('Installing Chromium for the end-to-end tests (once) …')
  run('apt-get', ['update', '-qq'])
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'])
  return installedChromium() ?? process.exit(1)
}
