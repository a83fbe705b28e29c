import {
  CoordinationV1Api as Coordination,
  type CoordinationV1Api,
  CoreV1Api,
  KubeConfig,
  type KubernetesObject,
  KubernetesObjectApi,
  makeInformer,
  PatchStrategy,
  V1MicroTime,
} from '@kubernetes/client-node'
import { afterEach, describe, expect, test } from 'vitest'
import type { Commit } from '../../store'
import { createWorld, restoreWorld, type World } from '../../world'
import { realTime } from '../real-time'
import { HeadlessCluster, kubeconfig, type RunningServer, serveCluster } from '.'

/** The official JavaScript client, against the server. */

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean()
})

async function served(world: World, port = 0): Promise<RunningServer> {
  const cluster = new HeadlessCluster(world, realTime, { paused: false, speed: 100 })
  const server = await serveCluster(cluster, { port, origins: [] })
  cleanups.push(() => cluster.stop())
  cleanups.push(() => server.close())
  return server
}

function configFor({ port }: RunningServer): KubeConfig {
  const config = new KubeConfig()
  config.loadFromString(kubeconfig(port))
  return config
}

const namespace = 'default'

/** The same cluster as after a restart from a file that has just been written anew: what happened before is no longer known. */
function compacted(world: World): World {
  const snapshot = world.store.snapshotBefore(Number.POSITIVE_INFINITY)
  const commits = world.store.changesSince(snapshot.revision) as readonly Commit[]
  return restoreWorld({ seed: world.seed, hasMachines: false, snapshot, commits, now: world.now })
}

describe('an informer', () => {
  test('follows the cluster, and survives that its version is gone', { timeout: 20_000 }, async () => {
    const world = createWorld({ seed: 1 })
    const first = await served(world)
    const config = configFor(first)
    const api = config.makeApiClient(CoreV1Api)
    const create = (name: string, data = {}) =>
      api.createNamespacedConfigMap({ namespace, body: { metadata: { name }, data } })
    await create('before')
    const path = `/api/v1/namespaces/${namespace}/configmaps`
    const informer = makeInformer(config, path, () => api.listNamespacedConfigMap({ namespace }))
    cleanups.push(() => informer.stop())
    const ours = (name: string | undefined) => name !== 'kube-root-ca.crt'
    const names = () => informer.list().flatMap(({ metadata }) => (ours(metadata?.name) ? [metadata?.name] : []))
    const heard: string[] = []
    informer.on('add', ({ metadata }) => ours(metadata?.name) && heard.push(`+${metadata?.name}`))
    informer.on('delete', ({ metadata }) => heard.push(`-${metadata?.name}`))
    let isGone = false
    informer.on('error', () => {
      isGone = true
    })
    await informer.start()
    await create('during')
    await api.deleteNamespacedConfigMap({ namespace, name: 'before' })
    await expect.poll(names).toEqual(['during'])

    await first.close()
    await expect.poll(() => isGone).toBe(true)
    const post = { method: 'POST', path } as const
    world.handle({ ...post, body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'unseen' } } })
    world.handle({ method: 'DELETE', path: `${path}/during` })
    await served(compacted(world), first.port)
    await informer.start()
    await expect.poll(names, { timeout: 10_000 }).toEqual(['unseen'])
    await create('after')
    await expect.poll(names, { timeout: 10_000 }).toEqual(['unseen', 'after'])
    expect(heard).toEqual(['+before', '+during', '-before', '-during', '+unseen', '+after'])
  })
})

describe('server-side apply', () => {
  const map = (data: Record<string, string>): KubernetesObject & { data: Record<string, string> } => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'shared', namespace },
    data,
  })

  test('of two owners: each has its fields, a conflict is told, force takes over, and what is left out goes', async () => {
    const server = await served(createWorld({ seed: 1 }))
    const objects = KubernetesObjectApi.makeApiClient(configFor(server))
    const apply = async (manager: string, data: Record<string, string>, force?: boolean) =>
      (await objects.patch(
        map(data),
        undefined,
        undefined,
        manager,
        force,
        PatchStrategy.ServerSideApply,
      )) as ReturnType<typeof map>
    await apply('one', { a: '1', b: '1' })
    expect((await apply('two', { c: '2' })).data).toEqual({ a: '1', b: '1', c: '2' })
    await expect(apply('two', { a: '2', c: '2' })).rejects.toMatchObject({
      code: 409,
      body: expect.stringContaining('conflict with \\"one\\"'),
    })
    expect((await apply('two', { a: '2', c: '2' }, true)).data).toEqual({ a: '2', b: '1', c: '2' })
    expect((await apply('one', { b: '1' })).data).toEqual({ a: '2', b: '1', c: '2' })
    expect((await apply('two', { a: '2' })).data).toEqual({ a: '2', b: '1' })
  })
})

/** Stands for election as client-go does (`tools/leaderelection`): whoever has the Lease renews it, the others take it when it is not renewed. */
class Candidate {
  private readonly leases: CoordinationV1Api
  readonly name: string

  constructor(leases: CoordinationV1Api, name: string) {
    this.leases = leases
    this.name = name
  }

  /** Tries once; whether it leads. `silent` has not renewed its lease for too long. */
  async stand(silent?: string): Promise<boolean> {
    try {
      const held = await this.leases.readNamespacedLease({ namespace, name: 'leader' })
      const holder = held.spec?.holderIdentity
      if (holder !== this.name && holder !== silent) return false
      const leaseTransitions = (held.spec?.leaseTransitions ?? 0) + (holder === this.name ? 0 : 1)
      const spec = { ...held.spec, holderIdentity: this.name, renewTime: new V1MicroTime(), leaseTransitions }
      await this.leases.replaceNamespacedLease({ namespace, name: 'leader', body: { ...held, spec } })
      return true
    } catch (error) {
      if ((error as { code?: number }).code === 404) return this.begin()
      if ((error as { code?: number }).code === 409) return false
      throw error
    }
  }

  private async begin(): Promise<boolean> {
    const spec = {
      holderIdentity: this.name,
      leaseDurationSeconds: 15,
      acquireTime: new V1MicroTime(),
      renewTime: new V1MicroTime(),
      leaseTransitions: 0,
    }
    try {
      await this.leases.createNamespacedLease({ namespace, body: { metadata: { name: 'leader' }, spec } })
      return true
    } catch (error) {
      if ((error as { code?: number }).code === 409) return false
      throw error
    }
  }
}

describe('a leader election', () => {
  test('has one winner each time, however many stand at once', async () => {
    const leases = configFor(await served(createWorld({ seed: 1 }))).makeApiClient(Coordination)
    const candidates = Array.from({ length: 5 }, (_, turn) => new Candidate(leases, `candidate-${turn}`))
    let silent: string | undefined
    for (let turn = 0; turn < 3; turn++) {
      const standing = candidates.filter(({ name }) => name !== silent)
      const outcomes = await Promise.all(standing.map(candidate => candidate.stand(silent)))
      expect(outcomes.filter(Boolean)).toHaveLength(1)
      const leader = standing[outcomes.indexOf(true)] as Candidate
      for (const candidate of standing) expect(await candidate.stand(silent)).toBe(candidate === leader)
      silent = leader.name
    }
    const lease = await leases.readNamespacedLease({ namespace, name: 'leader' })
    expect(lease.spec).toMatchObject({ holderIdentity: silent, leaseTransitions: 2 })
    expect(String(lease.spec?.renewTime)).toMatch(/\.\d{6}Z$/)
  })
})
