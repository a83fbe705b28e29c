import { type Page, test as plainTest } from '@playwright/test'
import { HeadlessServer } from './headless-server'
import { expect, LabPage } from './lab-page'
import { TerminalPanel } from './terminal-panel'

const test = plainTest.extend<{ server: HeadlessServer; cluster: LabPage }>({
  server: async ({ baseURL }, use) => {
    const server = await HeadlessServer.start(new URL(baseURL ?? '').origin)
    await use(server)
    await server.stop()
  },
  // The fixture `lab` lets a page ask no other host; here it must, and a 404 on the way of an apply is no error.
  cluster: async ({ page, server }, use) => {
    const errors: string[] = []
    page.on('pageerror', error => errors.push(error.message))
    await page.goto(`./?cluster=${server.address}`)
    await use(new LabPage(page))
    expect(errors).toEqual([])
  },
})

const connection = (page: Page) => page.locator('header').getByRole('status')
const setPath = '/apis/apps/v1/namespaces/default/statefulsets/kubia'

test('the page drives a lab elsewhere: what its buttons do is done there, and what is there is drawn', async ({
  cluster,
  server,
}) => {
  await expect(connection(cluster.page)).toHaveAccessibleName(`A lab elsewhere at ${server.address}, connected`)
  await expect(cluster.node('Machine', 'node-1')).toHaveAccessibleName('Machine node-1, Ready')
  await cluster.button('Start the kubia example').click()
  await expect(cluster.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  expect(await server.get(setPath)).toMatchObject({ status: { readyReplicas: 2 } })

  await cluster.button('Scale kubia up to 3').click()
  await expect(cluster.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 3 of 3 Ready/)
  expect(await server.get(setPath)).toMatchObject({ spec: { replicas: 3 }, status: { readyReplicas: 3 } })

  const podPath = '/api/v1/namespaces/default/pods/kubia-0'
  const before = (await server.get(podPath)) as { metadata?: { uid?: string } }
  await cluster.select('Pod', 'kubia-0')
  await cluster.pane.getByRole('button', { name: 'Delete pod kubia-0', exact: true }).click()
  await cluster.expectDone('kubectl delete pod kubia-0')
  await expect
    .poll(async () => ((await server.get(podPath)) as { metadata?: { uid?: string } }).metadata?.uid)
    .not.toBe(before.metadata?.uid)
})

test('a lab elsewhere has a clock and machines that can be switched off', async ({ cluster, server }) => {
  await cluster.pause()
  expect(await server.get('/apis/lab.sim/v1/clocks/cluster')).toMatchObject({ spec: { paused: true } })
  const at = await cluster.seconds()
  await cluster.speed('100×')
  await expect.poll(() => cluster.seconds()).toBeGreaterThan(at + 60)
  await cluster.button('Power off node-2').click()
  await expect(cluster.node('Machine', 'node-2')).toHaveAccessibleName(/powered off/)
  expect(await server.get('/apis/lab.sim/v1/machines/node-2')).toMatchObject({ spec: { power: 'Off' } })
})

test('the terminal is a terminal of the lab elsewhere', async ({ cluster, server }) => {
  await cluster.button('Start the kubia example').click()
  await expect(cluster.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  const terminal = new TerminalPanel(cluster.page)
  await terminal.open()
  await terminal.type('kubectl get pods -w | grep kubia-2')
  await cluster.button('Scale kubia up to 3').click()
  await expect(terminal.text).toContainText(/kubia-2 +1\/1 +Running/)
  await terminal.focus()
  await cluster.page.keyboard.press('Control+c')
  await terminal.type('clear; kubectl create configmap made-there')
  await expect(terminal.text).toContainText('configmap/made-there created')
  expect(await server.get('/api/v1/namespaces/default/configmaps/made-there')).toMatchObject({ kind: 'ConfigMap' })
})

test('a cluster that goes away is missed, and found again when it is back', async ({ cluster, server }) => {
  await cluster.button('Start the kubia example').click()
  await expect(cluster.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  await server.stop()
  await expect(connection(cluster.page)).toHaveAccessibleName(/, reconnecting …$/)
  await expect(cluster.node('StatefulSet', 'kubia')).toBeVisible()
  await server.begin()
  await expect(connection(cluster.page)).toHaveAccessibleName(/, connected$/)
  // It is another cluster, and an empty one: nothing of the old one may stay.
  await expect(cluster.node('StatefulSet', 'kubia')).toBeHidden()
  await expect(cluster.button('Start the kubia example')).toBeVisible()
})

plainTest('where nobody answers the page says so, and what to type', async ({ page }) => {
  await page.goto('./?cluster=http://127.0.0.1:9')
  const notice = page.getByRole('alert')
  await expect(notice).toContainText('No connection to http://127.0.0.1:9')
  await expect(notice).toContainText('kubectl proxy --port=9 --www=dist --www-prefix=/lab/')
  await notice.getByRole('link', { name: 'Use a cluster in this page' }).click()
  await expect(new LabPage(page).node('Machine', 'node-1')).toBeVisible()
})

plainTest('a link to a foreign host sends nothing there: the page asks first', async ({ page, baseURL }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).origin))
  await page.goto('./?cluster=http://evil.example:8001')
  await expect(page.getByText('Show the cluster at http://evil.example:8001?')).toBeVisible()
  // Even a person who agrees is kept from it here: the policy of a built page knows this machine only.
  await page.getByRole('button', { name: 'Connect to evil.example:8001' }).click()
  await expect(page.getByRole('alert')).toContainText('No connection to http://evil.example:8001')
  expect(asked.filter(origin => origin !== new URL(baseURL ?? '').origin && origin !== 'null')).toEqual([])
})

for (const text of ['javascript:alert(1)', 'data:text/html,x', 'http://a:b@127.0.0.1:8001', 'file:///etc/passwd'])
  plainTest(`?cluster=${text} is refused`, async ({ page }) => {
    await page.goto(`./?cluster=${encodeURIComponent(text)}`)
    await expect(page.getByRole('alert')).toContainText('There is no such cluster')
  })

plainTest('inside of another page a cluster is not opened', async ({ page, baseURL }) => {
  const asked: string[] = []
  page.on('request', request => asked.push(request.url()))
  const lab = `${baseURL}?cluster=http://127.0.0.1:9`
  const body = `<iframe title="lab" src="${lab}" width="1200" height="700"></iframe>`
  await page.route('**/outer.html', route => route.fulfill({ contentType: 'text/html', body }))
  await page.goto('./outer.html')
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('link', { name: 'Open in a new tab' })).toBeVisible()
  expect(asked.filter(url => url.startsWith('http://127.0.0.1:9/'))).toEqual([])
})
