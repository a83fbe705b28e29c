/** An image reference, taken apart and completed as containerd does. */
export interface ImageReference {
  /** With registry and tag or digest, `docker.io/luksa/kubia-pet:latest`. */
  readonly normalized: string
  /** Without registry and tag: `luksa/kubia-pet`, `pause`; Docker Hub's `library/` is dropped. */
  readonly name: string
  /** `docker.io/luksa/kubia-pet`. */
  readonly repository: string
  readonly tag: string | undefined
}

const form =
  /^(?:([A-Za-z0-9.-]+(?::\d+)?)\/)?([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::([A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@([a-z0-9]+:[0-9a-f]{32,}))?$/

/** Reads an image reference; undefined when it is none (`distribution/reference`: ParseNormalizedNamed). */
export function parseImage(image: string): ImageReference | undefined {
  let reference = referencesRead.get(image)
  if (reference === undefined && !referencesRead.has(image)) {
    reference = referenceOf(image)
    if (referencesRead.size >= referencesKept) referencesRead.clear()
    referencesRead.set(image, reference)
  }
  return reference
}

/** The few images of a cluster are read once; a flood of different ones is not kept. */
const referencesRead = new Map<string, ImageReference | undefined>()
const referencesKept = 1024

function referenceOf(image: string): ImageReference | undefined {
  const match = form.exec(image)
  if (!match) return undefined
  const [, host, path = '', tag, digest] = match
  const isRegistry = host !== undefined && (host.includes('.') || host.includes(':') || host === 'localhost')
  if (host !== undefined && !isRegistry && host !== host.toLowerCase()) return undefined
  const registry = isRegistry ? host : 'docker.io'
  const name = isRegistry || host === undefined ? path : `${host}/${path}`
  const full = registry === 'docker.io' && !name.includes('/') ? `library/${name}` : name
  const repository = `${registry}/${full}`
  const version = digest ? `@${digest}` : `:${tag ?? 'latest'}`
  return {
    normalized: repository + version,
    name: full.startsWith('library/') ? full.slice('library/'.length) : name,
    repository,
    tag: digest ? tag : (tag ?? 'latest'),
  }
}

/** Registries give such names to nothing: how a lesson writes an image that cannot be pulled. */
const missing = /does-?not-?exist|no-?such|non-?existent|missing|invalid/i

/**
 * Why the image cannot be pulled, in containerd's words; undefined when it can. Every well-formed name can be pulled, except those that say
 * themselves that they do not exist, in the name or the tag, and those of the reserved top-level domains `.invalid` and `.test`.
 */
export function pullErrorOf(image: ImageReference): string | undefined {
  const { normalized, repository, tag } = image
  const unresolved = `failed to pull and unpack image "${normalized}": failed to resolve reference "${normalized}"`
  const slash = repository.indexOf('/')
  const host = repository.slice(0, slash)
  if (/\.(invalid|test)$/.test(host)) {
    const head = `https://${host}/v2/${repository.slice(slash + 1)}/manifests/${tag}`
    return `${unresolved}: failed to do request: Head "${head}": dial tcp: lookup ${host}: no such host`
  }
  if (missing.test(repository.slice(slash)))
    return `${unresolved}: pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed`
  if (tag && missing.test(tag)) return `rpc error: code = NotFound desc = ${unresolved}: ${normalized}: not found`
  return undefined
}
