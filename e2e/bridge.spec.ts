import { spawn } from 'node:child_process'
import { clients } from '../scripts/clients.mjs'
import type { ListedTab } from '../src/transport/bridge/protocol'
import { type DevServer, test } from './dev-server'
import { expect, LabPage } from './lab-page'

// One dev server, and one test at a time: whose tab answers is what they are about.
test.describe.configure({ mode: 'default' })

const pods = '/api/v1/namespaces/default/pods'
const scalePath = '/apis/apps/v1/namespaces/default/statefulsets/kubia/scale'

function scaleTo(devServer: DevServer, replicas: number) {
  return devServer.ask(scalePath, {
    method: 'PATCH',
    headers: { 'content-type': 'application/merge-patch+json', 'user-agent': 'kubectl/v1.37.1 (linux/amd64)' },
    body: JSON.stringify({ spec: { replicas } }),
  })
}

async function tabsOf(devServer: DevServer): Promise<readonly ListedTab[]> {
  return JSON.parse((await devServer.ask('/lab/tabs')).text) as ListedTab[]
}

test('requests from outside are answered by the cluster in the tab, and writes are shown for what they are', async ({
  lab,
  devServer,
}) => {
  await lab.open()
  await lab.startExample()
  const { code, text } = await devServer.ask(pods)
  expect(code).toBe(200)
  expect(JSON.parse(text)).toMatchObject({
    kind: 'PodList',
    items: [{ metadata: { name: 'kubia-0' } }, { metadata: { name: 'kubia-1' } }],
  })
  expect(JSON.parse((await devServer.ask('/version')).text)).toMatchObject({ gitVersion: 'v1.37.1' })
  expect((await devServer.ask('/healthz')).text).toBe('ok')
  expect((await devServer.ask('/readyz?verbose')).code).toBe(200)

  expect(await scaleTo(devServer, 3)).toMatchObject({ code: 200 })
  await expect(lab.node('Pod', 'kubia-2')).toBeVisible()
  const line = lab.log.getByRole('listitem').last()
  await expect(line).toContainText(`kubectl outside`)
  await expect(line).toContainText(`PATCH ${scalePath}`)
  await expect(line.getByRole('img')).toHaveAccessibleName('done')

  const create = { method: 'POST', headers: { 'content-type': 'application/json', 'user-agent': 'curl/8' } }
  for (const name of ['a', 'b'])
    await devServer.ask('/api/v1/namespaces/default/configmaps?fieldManager=x', {
      ...create,
      body: JSON.stringify({ metadata: { name } }),
    })
  await lab.button('Show all commands').click()
  for (const name of ['a', 'b'])
    await expect(lab.log.getByRole('listitem').filter({ hasText: `configmap/${name} created` })).toContainText(
      /curl outside\s*POST \/api\/v1\/namespaces\/default\/configmaps/,
    )

  expect(await devServer.ask(`${pods}/nobody`, { method: 'DELETE' })).toMatchObject({ code: 404 })
  await expect(lab.log.getByRole('listitem').last()).toContainText('pods "nobody" not found')
  await expect(lab.log.getByRole('status')).toHaveAccessibleName(/^\d+ requests from outside$/)
})

test('a watch goes on, and what happens in the tab is told at once', async ({ lab, devServer }) => {
  await lab.open()
  const watch = await devServer.watch(`${pods}?watch=true`)
  await expect(lab.log.getByRole('status')).toHaveAccessibleName(/, 1 watching$/)
  await lab.startExample()
  await expect.poll(() => watch.lines.some(line => line.includes('"name":"kubia-1"'))).toBe(true)
  expect(JSON.parse(watch.lines[0] ?? '')).toMatchObject({ type: 'ADDED', object: { metadata: { name: 'kubia-0' } } })
  await lab.button('Delete pod kubia-1').click()
  await expect.poll(() => watch.lines.some(line => line.includes('"deletionTimestamp"'))).toBe(true)
  watch.close()
  await expect(lab.log.getByRole('status')).not.toHaveAccessibleName(/watching/)
})

test('a watch ends when the client said it should', async ({ lab, devServer }) => {
  await lab.open()
  const watch = await devServer.watch('/api/v1/namespaces?watch=true&timeoutSeconds=1')
  await expect.poll(() => watch.isOver).toBe(true)
  expect(watch.lines).toHaveLength(4)
})

test('without a tab the answer is a 503 that says what to do; a tab that closes ends its streams', async ({
  lab,
  devServer,
}) => {
  const nobody = await devServer.ask(pods)
  expect(nobody.code).toBe(503)
  expect(JSON.parse(nobody.text)).toMatchObject({
    kind: 'Status',
    status: 'Failure',
    reason: 'ServiceUnavailable',
    message: expect.stringContaining(`open ${devServer.origin} in a browser`),
  })
  expect(await tabsOf(devServer)).toEqual([])
  await lab.open()
  expect((await devServer.ask(pods)).code).toBe(200)
  const watch = await devServer.watch(`${pods}?watch=true`)
  expect(watch.isOver).toBe(false)
  await lab.page.close()
  await expect.poll(() => watch.isOver).toBe(true)
  expect((await devServer.ask(pods)).code).toBe(503)
})

test('of several tabs the newest answers, and /lab/tabs lists them', async ({ lab, devServer }) => {
  await lab.open('seed=1')
  await lab.startExample()
  const second = new LabPage(await lab.page.context().newPage())
  await second.open('seed=2')
  await expect.poll(() => tabsOf(devServer)).toHaveLength(2)
  expect(await tabsOf(devServer)).toMatchObject([
    { title: 'StatefulSet Lab', address: '/?seed=1', answers: false },
    { title: 'StatefulSet Lab', address: '/?seed=2', visible: true, answers: true },
  ])
  expect(JSON.parse((await devServer.ask(pods)).text)).toMatchObject({ items: [] })
  await second.page.close()
  await expect.poll(() => tabsOf(devServer)).toMatchObject([{ address: '/?seed=1', answers: true }])
  expect(JSON.parse((await devServer.ask(pods)).text).items).toHaveLength(2)
})

test('foreign pages are refused, and so are bodies that are too long; the page itself is served as ever', async ({
  lab,
  devServer,
}) => {
  await lab.open()
  const foreign = { origin: 'https://evil.example' }
  expect(await devServer.ask(pods, { headers: foreign })).toMatchObject({ code: 403 })
  expect(await devServer.ask('/lab/tabs', { headers: foreign })).toMatchObject({ code: 403 })
  expect((await devServer.ask(pods, { headers: { host: 'evil.example' } })).code).toBe(403)
  expect((await devServer.ask(pods, { method: 'POST', body: 'x'.repeat(3_500_000) })).code).toBe(413)
  for (const path of ['/', '/app/main.tsx', '/@vite/client', '/icon.svg'])
    expect((await devServer.ask(path)).code, path).toBe(200)
  expect((await devServer.ask(pods)).code).toBe(200)
})

test('exec, which needs another protocol, is refused and not left waiting', async ({ lab, devServer }) => {
  await lab.open()
  await lab.startExample()
  const headers = { connection: 'Upgrade', upgrade: 'SPDY/3.1' }
  const { code } = await devServer.ask(`${pods}/kubia-0/exec?command=ls&stdout=true`, { method: 'POST', headers })
  expect(code).toBeGreaterThanOrEqual(400)
})

test('a real kubectl applies, watches, scales and deletes in the open tab', async ({ lab, devServer }) => {
  const { kubectl, missing } = await clients()
  if (!kubectl) {
    console.warn(`The door into a tab was not tried with a real kubectl: ${missing}`)
    return
  }
  await lab.open()
  const words = ['--server', devServer.origin]
  const run = (...line: string[]) => {
    const child = spawn(kubectl, [...words, ...line])
    let said = ''
    child.stdout.on('data', piece => {
      said += piece
    })
    return { child, said: () => said, ended: new Promise<number | null>(resolve => child.once('exit', resolve)) }
  }
  const watch = run('get', 'pods', '--watch')
  const apply = run('apply', '-f', 'app/start/kubia.yaml')
  expect(await apply.ended).toBe(0)
  expect(apply.said()).toContain('statefulset.apps/kubia created')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  expect(await run('scale', 'sts', 'kubia', '--replicas=3').ended).toBe(0)
  await expect(lab.node('Pod', 'kubia-2')).toHaveAccessibleName(/Running/)
  await expect.poll(watch.said).toMatch(/kubia-2 +1\/1 +Running/)
  const gone = run('delete', 'pod', 'kubia-9')
  expect(await gone.ended).toBe(1)
  await expect(lab.log.getByRole('listitem').last()).toContainText('pods "kubia-9" not found')
  watch.child.kill('SIGINT')
  await watch.ended
  await expect(lab.log.getByRole('status')).not.toHaveAccessibleName(/watching/)
})
