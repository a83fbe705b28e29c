import { expect, test } from './lab-page'
import { exampleFile, ManifestEditor } from './manifest-editor'

test('volumes from a List, service and set from two documents: two pets come up in order, each with its claim and volume', async ({
  lab,
}) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste(exampleFile('volumes.yaml'))
  await editor.apply()
  await expect(editor.results).toHaveText([
    'persistentvolume/pv-a created',
    'persistentvolume/pv-b created',
    'persistentvolume/pv-c created',
  ])
  await lab.pause()
  await editor.paste(exampleFile('kubia.yaml'))
  await editor.applyByKey()
  await expect(editor.results).toHaveText(['service/kubia created', 'statefulset.apps/kubia created'])
  await lab.expectDone('kubectl apply -f manifest.yaml')
  await expect(lab.node('Service', 'kubia')).toBeVisible()
  await lab.closePane()

  await lab.stepUntil(
    moment => !/waits for|created next/.test(moment.pod('kubia-1') ?? ''),
    moment => {
      if (moment.processes('kubia-1').length > 0) expect(moment.pod('kubia-0')).toMatch(/^Running, on/)
    },
  )
  expect((await lab.moment()).pod('kubia-0')).toMatch(/^Running, on/)
  await lab.speed('10×')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  for (const ordinal of [0, 1]) {
    await expect(lab.node('Claim', `data-kubia-${ordinal}`)).toHaveAccessibleName(/, Bound, /)
    expect(await lab.volumeOf(`data-kubia-${ordinal}`)).toMatch(/^pv-[abc]$/)
    await expect(
      lab.thread(new RegExp(`^kubia-${ordinal} on node-\\d has data-kubia-${ordinal} mounted$`)),
    ).toBeAttached()
  }
})

test('a set with a storage class gets its volumes made', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.openExample(/^Disks made on demand/)
  await editor.apply()
  await expect(editor.results).toHaveText(['service/web created', 'statefulset.apps/web created'])
  await lab.speed('10×')
  await expect(lab.node('StatefulSet', 'web')).toHaveAccessibleName(/, 3 of 3 Ready/)
  expect(await lab.volumeOf('data-web-2')).toMatch(/^pvc-/)
})

test('applying again changes only what the manifest says otherwise', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  const manifest = (data: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n${data}`
  for (const [data, outcome] of [
    ['data:\n  a: one\n  b: two\n', 'created'],
    ['data:\n  b: two\n  a: one\n', 'unchanged'],
    ['data:\n  a: one\n', 'configured'],
  ] as const) {
    await editor.paste(manifest(data))
    await editor.applyByKey()
    await expect(editor.results).toHaveText([`configmap/settings ${outcome}`])
  }
})

test('what is typed survives a reload, also beside an example', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste('# my own words\n')
  await editor.openExample(/^A public Service/)
  await lab.page.reload()
  await lab.button('manifest.yaml').click()
  await expect(lab.page.getByText('# my own words')).toBeVisible()
  await lab.button('Close manifest.yaml').click()
  await expect(lab.page.getByText('# my own words')).toBeHidden()
  await lab.button('Examples').click()
  await lab.button(/^Open manifest\.yaml again/).click()
  await expect(lab.page.getByText('# my own words')).toBeVisible()
})
