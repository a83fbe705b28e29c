import { run } from '../src/kubectl'
import { createWorld, type World } from '../src/world'
import type { Line } from './table'

const podCount = 10_000
const setSize = 1_000
const runs = 5

/** kubectl in Node: a table of 10,000 pods (aim: 100 ms) and the description of a set of 1,000 (aim: 50 ms). The median of five. */
export function benchKubectl(): readonly Line[] {
  return [
    { name: `kubectl get pods, ${podCount} pods`, value: medianMs(withPods(podCount), ['get', 'pods']), unit: 'ms' },
    {
      name: `kubectl describe sts, ${setSize} pods`,
      value: medianMs(withPods(setSize), ['describe', 'sts', 'web']),
      unit: 'ms',
    },
  ]
}

function medianMs(world: World, words: readonly string[]): number {
  const times = Array.from({ length: runs }, () => {
    const from = performance.now()
    const { exitCode, stderr } = run(words, undefined, {
      send: request => world.handle(request),
      now: () => world.now,
      wait: () => undefined,
    })
    if (exitCode !== 0) throw new Error(stderr)
    return performance.now() - from
  })
  return Math.round((times.sort((a, b) => a - b)[Math.floor(runs / 2)] as number) * 10) / 10
}

/** A set and the pods that it controls, written without a controller: time does not pass. */
function withPods(count: number): World {
  const world = createWorld({ seed: 1 })
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'nginx' }] } }
  const set = post(world, '/apis/apps/v1/namespaces/default/statefulsets', {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'web' },
    spec: { serviceName: 'web', replicas: count, selector: { matchLabels: { app: 'web' } }, template },
  })
  const owner = { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: set.metadata.uid, controller: true }
  for (let i = 0; i < count; i++)
    post(world, '/api/v1/namespaces/default/pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      ...template,
      metadata: { ...template.metadata, name: `web-${i}`, ownerReferences: [owner] },
    })
  return world
}

function post(world: World, path: string, body: unknown): { readonly metadata: { readonly uid: string } } {
  const answer = world.handle({ method: 'POST', path, contentType: 'application/json', body })
  if (answer.code >= 300) throw new Error(`${path}: ${answer.code} ${JSON.stringify(answer.body)}`)
  return answer.body as { metadata: { uid: string } }
}
