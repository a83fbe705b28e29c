// `node scripts/record-openapi.mjs http://127.0.0.1:8001 > conformance/openapi.recorded.json`: what OpenAPI v3 of the API server there says of the
// groups that the lab serves, without descriptions (theirs are not ours). To record it anew: `kubectl proxy` to the oracle, then this.
const [server] = process.argv.slice(2)
const groups = [
  'apps',
  'authentication.k8s.io',
  'authorization.k8s.io',
  'autoscaling',
  'coordination.k8s.io',
  'discovery.k8s.io',
  'events.k8s.io',
]
groups.push('apiextensions.k8s.io', 'policy', 'scheduling.k8s.io', 'storage.k8s.io')

const documents = await Promise.all(
  ['api/v1', ...groups.map(group => `apis/${group}/v1`)].map(async path => {
    const response = await fetch(`${server}/openapi/v3/${path}`)
    return response.json()
  }),
)
const definitions = new Map()
const paths = new Map()
for (const document of documents) {
  for (const [name, definition] of Object.entries(document.components.schemas)) definitions.set(name, bare(definition))
  for (const [path, item] of Object.entries(document.paths))
    if (item.get || item.post || item.put) paths.set(path, summary(item))
}
const lines = map =>
  [...map]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
process.stdout.write(
  `{"definitions": {\n${lines(definitions).join(',\n')}\n},\n"paths": {\n${lines(paths).join(',\n')}\n}}\n`,
)

/** Without descriptions, and without the kinds of other groups that a definition lists. */
function bare(value) {
  if (Array.isArray(value)) return value.map(bare)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).filter(([key, inner]) => key !== 'description' || typeof inner !== 'string')
  return Object.fromEntries(
    entries.filter(([key]) => key !== 'x-kubernetes-group-version-kind').map(([key, inner]) => [key, bare(inner)]),
  )
}

/** Each method as `action operationId`, then its parameters; under `*` those of the path. */
function summary({ parameters = [], ...operations }) {
  const names = list => list.map(({ name }) => name).join(' ')
  const shown = Object.entries(operations).map(([method, { parameters: own = [], operationId, ...rest }]) => {
    return [method, `${rest['x-kubernetes-action']} ${operationId}: ${names(own)}`]
  })
  return Object.fromEntries([...shown, ['*', names(parameters)]])
}
