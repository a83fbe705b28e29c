// Serves the built page as a static host would, from a sub-path: `node scripts/serve-dist.mjs [folder] [port] [prefix]`. No rewriting, no fallback.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'

const [folder = 'dist', port = '4173', prefix = '/lab/'] = process.argv.slice(2)
const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
}

if (!existsSync(join(folder, 'index.html'))) {
  console.error(`There is no ${folder}/index.html: run "npm run build" first.`)
  process.exit(1)
}

/** The file that a URL names; undefined when there is none, or when it points outside the folder. */
function fileAt(url) {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  if (!path.startsWith(prefix)) return undefined
  const inside = normalize(path.slice(prefix.length) || 'index.html')
  const file = join(folder, inside)
  return !inside.startsWith('..') && existsSync(file) && statSync(file).isFile() ? file : undefined
}

const server = createServer((request, response) => {
  const file = fileAt(request.url ?? '/')
  if (!file) return response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n')
  response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
  createReadStream(file).pipe(response)
})
server.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}${prefix}`))
