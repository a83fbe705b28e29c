import { readdirSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { parseAllDocuments } from 'yaml'
import type { HttpRequest } from '../src/client'
import { type Commit, historyHash } from '../src/store'
import { createWorld } from '../src/world'
import { exampleFile } from './manifest-editor'

const seed = 7
const hour = 3_600_000
const steps = 80

/** What is asked of both clusters: the example, and later a machine without power and a force-deleted pod. */
function script(): readonly (HttpRequest | 'step')[] {
  const objects = parseAllDocuments(exampleFile('dynamic.yaml')).map(document => document.toJS() as { kind: string })
  const namespace = '/namespaces/default'
  const create = objects.map((body): HttpRequest => {
    const path = body.kind === 'Service' ? `/api/v1${namespace}/services` : `/apis/apps/v1${namespace}/statefulsets`
    return { method: 'POST', path, body }
  })
  const wait = (count: number) => Array.from({ length: count }, () => 'step' as const)
  return [
    ...wait(20),
    ...create,
    ...wait(steps / 2),
    {
      method: 'PATCH',
      path: '/apis/lab.sim/v1/machines/node-1',
      contentType: 'application/merge-patch+json',
      body: { spec: { power: 'Off' } },
    },
    ...wait(steps / 2),
    { method: 'DELETE', path: `/api/v1${namespace}/pods/web-0`, body: { gracePeriodSeconds: 0 } },
    ...wait(steps / 2),
  ]
}

/** The commits that the script makes in this process. */
function historyInNode(): { readonly from: number; readonly commits: readonly Commit[] } {
  const world = createWorld({ seed, machines: 3 })
  const from = world.store.revision
  for (const entry of script()) {
    if (entry === 'step') world.step(world.now + hour)
    else world.handle(entry)
  }
  const commits = world.store.changesSince(from)
  return { from, commits: commits === 'compacted' ? [] : commits }
}

test('The same seed and the same requests make the same history in Node and in the worker of the built page', async ({
  page,
}) => {
  const expected = historyInNode()
  expect(expected.commits.length).toBeGreaterThan(100)

  const worker = readdirSync(`${process.env.E2E_DIST ?? 'dist'}/assets`).find(name => /^worker-.*\.js$/.test(name))
  await page.goto('./icon.svg')
  const found = await page.evaluate(playInWorker, {
    url: `assets/${worker}`,
    name: `seed=${seed}&machines=3&paused`,
    entries: script(),
  })

  expect(found.from).toBe(expected.from)
  expect(historyHash(found.commits as readonly Commit[])).toBe(historyHash(expected.commits))
})

interface Played {
  readonly from: number
  readonly commits: readonly unknown[]
}

/** Runs in the browser: starts the worker paused, sends the script, and gathers the commits that its frames bring, up to the last one. */
async function playInWorker({
  url,
  name,
  entries,
}: {
  url: string
  name: string
  entries: readonly unknown[]
}): Promise<Played> {
  interface Answer {
    readonly body: { readonly metadata?: { readonly resourceVersion?: string } }
  }
  const worker = new Worker(url, { type: 'module', name })
  const commits: unknown[] = []
  const answers = new Map<number, (answer: Answer) => void>()
  let frames = { from: -1, revision: -1 }
  let onFrame = () => {}
  worker.onmessage = ({ data }) => {
    if ('id' in data) return answers.get(data.id)?.(data.response)
    if (data.frame) {
      commits.push(...data.frame.commits)
      frames = { from: data.frame.reset ? data.frame.to : frames.from, revision: data.frame.to }
    }
    worker.postMessage({ acknowledge: true })
    onFrame()
  }
  const framesUpTo = (revision: number) =>
    new Promise<void>(resolve => {
      onFrame = () => {
        if (frames.revision >= revision) resolve()
      }
      onFrame()
    })
  const send = (id: number, request: unknown) =>
    new Promise<Answer>(resolve => {
      answers.set(id, resolve)
      worker.postMessage({ id, request })
    })
  const step = { method: 'POST', path: '/apis/lab.sim/v1/clocks/cluster/step' }
  await framesUpTo(1)
  for (const [index, entry] of entries.entries()) await send(index, entry === 'step' ? step : entry)
  const { body } = await send(entries.length, { method: 'GET', path: '/api/v1/namespaces' })
  await framesUpTo(Number(body.metadata?.resourceVersion))
  worker.terminate()
  return { from: frames.from, commits }
}
