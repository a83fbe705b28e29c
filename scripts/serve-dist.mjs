// Serves the built page below a sub-path, as any static host would: for the end-to-end tests and for a look at what will be published.
// node scripts/serve-dist.mjs [--port 5180] [--path /somewhere/lab/] [--dir dist]
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'
import { parseArgs } from 'node:util'

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '5180' },
    path: { type: 'string', default: '/somewhere/lab/' },
    dir: { type: 'string', default: 'dist' },
  },
})

if (!existsSync(join(values.dir, 'index.html'))) {
  console.error(`There is no ${values.dir}/index.html: run "npm run build" first.`)
  process.exit(1)
}

/** The file that a URL path means; undefined when it is outside of what is served, or not there. */
function fileFor(path) {
  if (!path.startsWith(values.path)) return undefined
  const file = normalize(join(values.dir, path.slice(values.path.length) || 'index.html'))
  const isInside = file.startsWith(normalize(values.dir + sep))
  return isInside && existsSync(file) && statSync(file).isFile() ? file : undefined
}

createServer((request, response) => {
  const file = fileFor(decodeURIComponent(new URL(request.url, 'http://localhost').pathname))
  if (!file) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n')
    return
  }
  response
    .writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' })
    .end(readFileSync(file))
}).listen(Number(values.port), '127.0.0.1', () =>
  console.log(`${values.dir} is served at http://127.0.0.1:${values.port}${values.path}`),
)
