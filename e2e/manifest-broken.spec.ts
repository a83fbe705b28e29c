import { expect, test } from './lab-page'
import { exampleFile, ManifestEditor } from './manifest-editor'

test('the book’s set: each line at fault is named with what to write, nothing is applied, and the fixes make it right', async ({
  lab,
}) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste(exampleFile('broken-set.yaml'))
  await expect(editor.problems).toContainText([
    /Line 4.*indented with tabs.*Write 4 spaces for each tab/s,
    /Line 18.*containerPort.*Indent line 18 by 2 more spaces/s,
    /Line 1.*apps\/v1beta1 is gone since Kubernetes 1\.16.*Write apiVersion: apps\/v1/s,
    /Line 8.*which pods are its own.*matchLabels.*app: kubia/s,
    /Line 19.*volumeMounts is at the wrong level.*Indent lines 19–21 by 2 more spaces/s,
  ])
  const before = (await lab.moment()).names
  await editor.apply()
  await editor.expectRefused()
  await expect(lab.log).not.toContainText('kubectl apply')
  expect((await lab.moment()).names).toEqual(before)

  while ((await editor.problems.count()) > 0) {
    const count = await editor.problems.count()
    await editor.problems
      .first()
      .getByRole('button', { name: /^Fix line/ })
      .click()
    await expect(editor.problems).not.toHaveCount(count)
  }
  await editor.apply()
  await expect(editor.results).toHaveText(['statefulset.apps/kubia created'])
  await expect(lab.node('Pod', 'kubia-0')).toBeVisible()
})

test('the book’s List: the volume without a spec is completed like the first', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste(exampleFile('broken-volumes.yaml'))
  await expect(editor.problems).toContainText([/tabs/, /pv-b has no spec/])
  await editor.apply()
  await editor.expectRefused()
  await expect(lab.node('Volume', 'pv-a')).toBeHidden()
  await lab.button('Fix all').click()
  await expect(editor.problems).toHaveCount(0)
  await editor.apply()
  await expect(editor.results).toContainText([/pv-a created Warning: .*Recycle/, /pv-b created Warning: .*Recycle/])
})

test('the book’s service with tabs: one fix, and it is applied', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste(exampleFile('broken-service.yaml'))
  await expect(editor.problems).toHaveCount(1)
  await editor.problems.getByRole('button', { name: /^Fix line 4/ }).click()
  await expect(editor.problems).toHaveCount(0)
  await editor.apply()
  await expect(editor.results).toHaveText(['service/kubia created'])
})

test('one bad document among good ones: none is applied', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  const map = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`
  await editor.paste(`${map('good')}---\n${map('Bad_1')}---\n${map('good2')}`)
  await editor.apply()
  await editor.expectRefused()
  await expect(editor.problems).toContainText([/Line 9.*RFC 1123.*small letters/s])
  await editor.paste(map('good'))
  await editor.apply()
  await expect(editor.results).toHaveText(['configmap/good created'])
})

test('what only the server knows is told at its line, too, before anything is applied', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste(exampleFile('kubia.yaml').replace('replicas: 2', 'replicas: "2"'))
  await expect(editor.problems).toContainText([/Line 21.*is a text here, and must be a number/s])
  await editor.problems.getByRole('button', { name: /^Fix line 21/ }).click()
  await expect(editor.problems).toHaveCount(0)
  await editor.apply()
  await expect(editor.results).toHaveText(['service/kubia created', 'statefulset.apps/kubia created'])
})

test('markup in a manifest is text, and ten megabytes are refused at once', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste('apiVersion: v1\nkind: "<img src=x onerror=alert(1)>"\nmetadata:\n  name: "<b>x</b>"\n')
  await expect(editor.problems).toContainText([/There is no kind <img src=x onerror=alert\(1\)>/])
  await expect(lab.page.locator('img[src="x"]')).toHaveCount(0)
  await editor.paste('# a line of a very long manifest\n'.repeat(320_000))
  await expect(editor.problems).toContainText([/too long: 10\.\d MB, and the lab takes at most 256 KB/])
})
