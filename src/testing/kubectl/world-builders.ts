import { readFileSync } from 'node:fs'
import { minute, second } from '../../sim'
import { createAll } from '../../transport/headless'
import { createWorld, type World } from '../../world'
import { folder } from './folder'

export type WorldName = 'young-set' | 'half-failed' | 'dead-node' | 'storage-zoo'

const seed = 7

/** How each world comes to be. Its manifests are in `conformance/kubectl/worlds`. */
export const builders: Readonly<Record<WorldName, () => World>> = {
  /** A set of three whose last pod is only just starting, and a bit of everything around it. */
  'young-set': () => {
    const world = begun()
    create(world, 'young-set')
    pass(world, 11 * second)
    return world
  },
  /** A set in the middle of an update that does not come up, a pod that crashes, one that has no place, some that are done. */
  'half-failed': () => {
    const world = begun()
    create(world, 'half-failed')
    pass(world, 2 * minute)
    patch(world, '/apis/apps/v1/namespaces/default/statefulsets/web', {
      spec: {
        template: { spec: { containers: [{ name: 'main', image: 'registry.test/kubia:2' }] } },
      },
    })
    patch(world, '/apis/apps/v1/namespaces/default/deployments/front', {
      spec: { template: { spec: { containers: [{ name: 'nginx', image: 'nginx:does-not-exist' }] } } },
    })
    pass(world, 7 * minute + 13 * second)
    return world
  },
  /** A machine without power for longer than its pods are tolerated, and one that is cordoned. */
  'dead-node': () => {
    const world = begun()
    create(world, 'dead-node')
    pass(world, 90 * second)
    const [pod] = world.store.at().list('Pod', 'default')
    const dead = pod?.spec.nodeName ?? ''
    patch(world, `/apis/lab.sim/v1/machines/${dead}`, { spec: { power: 'Off' } })
    pass(world, 2 * minute)
    const [cordoned] = world.store
      .at()
      .list('Node')
      .filter(({ metadata }) => metadata.name !== dead)
    patch(world, `/api/v1/nodes/${cordoned?.metadata.name}`, { spec: { unschedulable: true } })
    pass(world, 6 * minute + 5 * second)
    return world
  },
  /** Claims and volumes of every sort and in every state. */
  'storage-zoo': () => {
    const world = begun()
    create(world, 'storage-zoo')
    pass(world, 3 * minute)
    const claims = '/api/v1/namespaces/default/persistentvolumeclaims'
    for (const name of ['used', 'left']) must(world, { method: 'DELETE', path: `${claims}/${name}` })
    must(world, { method: 'DELETE', path: '/api/v1/persistentvolumes/pv-lost' })
    patch(world, '/api/v1/persistentvolumes/pv-lost', { metadata: { finalizers: null } })
    patch(world, `${claims}/grows`, { spec: { resources: { requests: { storage: '3Gi' } } } })
    pass(world, 42 * second)
    return world
  },
}

export const worldNames = Object.keys(builders) as readonly WorldName[]

function begun(): World {
  const world = createWorld({ seed, machines: 3 })
  pass(world, 5 * second)
  return world
}

function create(world: World, name: WorldName): void {
  const problem = createAll(request => world.handle(request), readFileSync(`${folder}/worlds/${name}.yaml`, 'utf8'))
  if (problem !== undefined) throw new Error(`${name}: ${problem}`)
}

function pass(world: World, ms: number): void {
  world.run(world.now + ms)
}

function patch(world: World, path: string, body: unknown): void {
  must(world, { method: 'PATCH', path, contentType: 'application/strategic-merge-patch+json', body })
}

function must(world: World, request: Parameters<World['handle']>[0]): void {
  const { code, body } = world.handle(request)
  if (code >= 300) throw new Error(`${request.method} ${request.path}: ${code} ${JSON.stringify(body)}`)
}
