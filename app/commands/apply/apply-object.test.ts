import { describe, expect, test } from 'vitest'
import type { HttpRequest } from '../../../src/client'
import { createWorld } from '../../../src/world'
import { applyObject } from './apply-object'
import { apiVersionOf, servedKinds } from './kinds'
import type { ManifestObject } from './manifest-object'

/** A cluster without machines, and what was sent to it. */
function cluster() {
  const world = createWorld({ seed: 1 })
  const sent: HttpRequest[] = []
  const send = (request: HttpRequest) => {
    sent.push(request)
    return Promise.resolve(world.handle(request))
  }
  return { world, sent, send }
}

const map = (data: Record<string, string>): ManifestObject & Record<string, unknown> => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'settings' },
  data,
})

const set = (spec: object): ManifestObject & Record<string, unknown> => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'web' },
  spec: {
    replicas: 0,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'main', image: 'img:1' }] } },
    ...spec,
  },
})

// Recorded: conformance/cases/kubectl/apply.recorded.json
describe('apply', () => {
  test('creates what is absent, leaves alone what is as wanted, patches the rest', async () => {
    const { send, sent } = cluster()
    expect(await applyObject(set({}), send)).toMatchObject({ label: 'statefulset.apps/web', outcome: 'created' })
    expect(await applyObject(set({}), send)).toMatchObject({ outcome: 'unchanged' })
    expect(await applyObject(set({ minReadySeconds: 4 }), send)).toMatchObject({ outcome: 'configured' })
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET', 'PATCH'])
  })

  test('takes back what the manifest no longer says', async () => {
    const { world, send } = cluster()
    await applyObject(set({ minReadySeconds: 4 }), send)
    expect(await applyObject(set({}), send)).toMatchObject({ outcome: 'configured' })
    expect(world.store.at().get('StatefulSet', 'web', 'default')?.spec.minReadySeconds ?? 0).toBe(0)
  })

  test('leaves what others wrote, and begins to remember with the first apply', async () => {
    const { world, send } = cluster()
    world.handle({ method: 'POST', path: '/api/v1/namespaces/default/configmaps', body: map({ a: 'b' }) })
    expect(await applyObject(map({ c: 'd' }), send)).toMatchObject({ outcome: 'configured' })
    expect(await applyObject(map({}), send)).toMatchObject({ outcome: 'configured' })
    const made = world.store.at().get('ConfigMap', 'settings', 'default')
    expect(made?.data).toEqual({ a: 'b' })
    expect(made?.metadata.annotations).toEqual({
      'kubectl.kubernetes.io/last-applied-configuration':
        '{"apiVersion":"v1","data":{},"kind":"ConfigMap","metadata":{"annotations":{},"name":"settings","namespace":"default"}}\n',
    })
  })

  test('a dry run says the same and does nothing', async () => {
    const { world, send } = cluster()
    const before = world.store.revision
    expect(await applyObject(set({}), send, '&dryRun=All')).toMatchObject({ outcome: 'created' })
    expect(world.store.revision).toBe(before)
    await applyObject(set({}), send)
    const created = world.store.revision
    expect(await applyObject(set({ replicas: 3 }), send, '&dryRun=All')).toMatchObject({ outcome: 'configured' })
    expect(await applyObject(set({ serviceName: 'x' }), send, '&dryRun=All')).toMatchObject({
      outcome: 'refused',
      response: { code: 422 },
    })
    expect(world.store.revision).toBe(created)
  })

  test('a field that the server does not know is refused', async () => {
    const { send } = cluster()
    const { outcome, response } = await applyObject(set({ replica: 1 }), send)
    expect(outcome).toBe('refused')
    expect(response?.body).toMatchObject({ message: expect.stringContaining('unknown field "spec.replica"') })
  })

  test('every kind of the table is served where it says', () => {
    const { world } = cluster()
    for (const served of servedKinds) {
      const root = served.group ? `/apis/${apiVersionOf(served)}` : `/api/${served.version}`
      const response = world.handle({ method: 'GET', path: `${root}/${served.plural}` })
      expect(response, served.kind).toMatchObject({ code: 200, body: { kind: `${served.kind}List` } })
    }
  })
})
