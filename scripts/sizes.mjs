// Prints what the built page weighs, and fails when a person must load too much JavaScript before seeing anything.
// First load: the page's scripts and what they import. Beside it, when wanted: the manifest pane, Monaco, and the workers.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'

const folder = process.argv[2] ?? 'dist'
const firstLoadMost = 250 * 1024

const html = readFileSync(join(folder, 'index.html'), 'utf8')
const firstLoad = new Set()

/** Takes in a script with all that it imports at once; `import()` is left out. */
function follow(path) {
  if (firstLoad.has(path) || !existsSync(path)) return
  firstLoad.add(path)
  const text = readFileSync(path, 'utf8')
  for (const [, specifier] of text.matchAll(/\b(?:from|import)\s*["'](\.[^"']+\.js)["']/g))
    follow(join(dirname(path), specifier))
}
for (const [, path] of html.matchAll(/(?:src|href)="(\.\/[^"]+\.js)"/g)) follow(join(folder, path))

const assets = join(folder, 'assets')
const files = readdirSync(assets).map(name => {
  const path = join(assets, name)
  const bytes = readFileSync(path)
  return { name, path, size: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length }
})
const kilobytes = size => `${(size / 1024).toFixed(1).padStart(8)} KB`
const row = ({ name, size, gzip }) => console.log(`  ${name.padEnd(50)}${kilobytes(size)}${kilobytes(gzip)} gzip`)

console.log('\nFirst load, JavaScript:')
const first = files.filter(({ path }) => firstLoad.has(path))
first.forEach(row)
console.log('Beside it:')
files
  .filter(file => !first.includes(file))
  .sort((a, b) => b.gzip - a.gzip)
  .forEach(row)

const total = first.reduce((sum, { gzip }) => sum + gzip, 0)
console.log(`First load: ${kilobytes(total).trim()} gzip of at most ${kilobytes(firstLoadMost).trim()}`)
if (first.length === 0 || total > firstLoadMost) {
  console.error(
    first.length === 0
      ? `No scripts found in ${basename(folder)}/index.html.`
      : 'The first load is too heavy: load something lazily.',
  )
  process.exit(1)
}
