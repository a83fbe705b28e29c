import type { HttpRequest } from '../client'
import { conditionOf, type Pod } from '../kinds'
import { minute, second } from '../sim'
import type { View } from '../store'
import type { World } from '../world'
import { firstRequests } from './swarm/scenario'

/** One thing a person does in the story, and how long they watch what comes of it. */
export interface Chapter {
  readonly what: string
  requests(view: View): readonly HttpRequest[]
  readonly thenMs: number
}

const merge = 'application/merge-patch+json'
const setPath = '/apis/apps/v1/namespaces/default/statefulsets/web'

/** What happens to many a StatefulSet in its first quarter of an hour; three machines are enough. */
export const setStory: readonly Chapter[] = [
  {
    what: 'a set of three pods, with claims and a Service',
    requests: () =>
      firstRequests(
        {
          machines: 3,
          steps: 0,
          isParallel: false,
          hasClaims: true,
          isAttached: false,
          replicas: 3,
          hasDeployment: false,
        },
        1,
      ),
    thenMs: 40 * second,
  },
  { what: 'scaled to four', requests: () => [scale(4)], thenMs: 20 * second },
  {
    what: 'web-1 deleted',
    requests: () => [{ method: 'DELETE', path: '/api/v1/namespaces/default/pods/web-1' }],
    thenMs: 30 * second,
  },
  {
    what: 'the machine of web-0 loses its power',
    requests: view => [power(view.get('Pod', 'web-0', 'default')?.spec.nodeName ?? '', 'Off')],
    thenMs: 7 * minute,
  },
  {
    what: 'and gets it back',
    requests: view =>
      view
        .list('Machine')
        .filter(({ spec }) => spec.power === 'Off')
        .map(({ metadata }) => power(metadata.name, 'On')),
    thenMs: 3 * minute,
  },
  { what: 'scaled to two', requests: () => [scale(2)], thenMs: minute },
]

/** Lives through the story, or its first chapters. `after` hears of the end of each. */
export function playSetStory(world: World, chapters = setStory.length, after?: (chapter: Chapter) => void): void {
  world.run(world.now + 5 * second)
  for (const chapter of setStory.slice(0, chapters)) {
    begin(world, chapter)
    world.run(world.now + chapter.thenMs)
    after?.(chapter)
  }
}

/** Makes the requests of a chapter; they must not be refused. */
export function begin(world: World, chapter: Chapter): void {
  for (const request of chapter.requests(world.store.at())) {
    const { code, body } = world.handle(request)
    if (code >= 300) throw new Error(`${chapter.what}: ${code} ${JSON.stringify(body)}`)
  }
}

function scale(replicas: number): HttpRequest {
  return { method: 'PATCH', path: setPath, contentType: merge, body: { spec: { replicas } } }
}

function power(machine: string, state: 'On' | 'Off'): HttpRequest {
  return {
    method: 'PATCH',
    path: `/apis/lab.sim/v1/machines/${machine}`,
    contentType: merge,
    body: { spec: { power: state } },
  }
}

/**
 * What a world has come to, in words: everything that was wanted and what became of it, without what is left to chance (uids, generated names,
 * places, times).
 */
export function essenceOf(view: View): readonly string[] {
  const pods = view.list('Pod').map(pod => `pod ${pod.metadata.name} ${stateOf(pod)}`)
  const claims = view
    .list('PersistentVolumeClaim')
    .map(
      ({ metadata, status, spec }) =>
        `claim ${metadata.name} ${status.phase} ${spec.volumeName ? 'with' : 'without'} a volume`,
    )
  const sets = view
    .list('StatefulSet')
    .map(
      ({ metadata, status }) => `set ${metadata.name} ${status.replicas} replicas, ${status.readyReplicas ?? 0} ready`,
    )
  const nodes = view.list('Node').map(node => {
    const taints = (node.spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`).sort()
    return `node ${node.metadata.name} ${conditionOf(node, 'Ready')?.status} ${taints.join(' ')}`
  })
  const endpoints = view
    .list('EndpointSlice')
    .flatMap(slice => slice.endpoints ?? [])
    .map(({ targetRef, conditions }) => `endpoint ${targetRef?.name} ${conditions?.ready ? 'ready' : 'not ready'}`)
    .sort()
  const counts = ['ControllerRevision', 'PersistentVolume', 'Sandbox', 'Disk'].map(
    kind => `${view.list(kind).length} ${kind}`,
  )
  return [...pods, ...claims, ...sets, ...nodes, ...endpoints, ...counts]
}

function stateOf(pod: Pod): string {
  const isReady = conditionOf(pod, 'Ready')?.status === 'True'
  const isTerminating = pod.metadata.deletionTimestamp !== undefined
  return `${pod.status.phase}${isReady ? ' and ready' : ''}${isTerminating ? ', terminating' : ''}`
}
