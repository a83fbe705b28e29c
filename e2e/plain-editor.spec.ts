import { expect, test } from '@playwright/test'
import { LabPage } from './lab-page'
import { exampleFile, ManifestEditor } from './manifest-editor'

const monaco = /code-editor.*\.js/

test('without Monaco the page is as usable: type, see problems, fix, apply', async ({ page }) => {
  await page.route(monaco, route => route.abort())
  const lab = new LabPage(page)
  const editor = new ManifestEditor(page)
  await lab.open('seed=1&pane=manifest')
  await lab.button('New manifest').click()
  await editor.box.fill(exampleFile('broken-service.yaml'))
  await expect(editor.problems).toHaveCount(1)
  await lab.button('Fix line 4: Replace tabs by 2 spaces').click()
  await expect(editor.box).toHaveValue(/\n {2}clusterIP: None\n/)
  await editor.applyByKey()
  await expect(editor.results).toHaveText(['service/kubia created'])
})

test('what is begun before Monaco is there goes on in Monaco', async ({ page }) => {
  let letMonacoCome = () => {}
  const wait = new Promise<void>(resolve => {
    letMonacoCome = resolve
  })
  await page.route(monaco, async route => {
    await wait
    await route.continue()
  })
  const lab = new LabPage(page)
  await lab.open('seed=1&pane=manifest')
  await lab.button('New manifest').click()
  await new ManifestEditor(page).box.focus()
  await page.keyboard.type('kind: Pod')
  letMonacoCome()
  await expect(page.locator('.monaco-editor').first()).toBeVisible()
  await expect(new ManifestEditor(page).box).toBeFocused()
  await page.keyboard.type('s')
  await expect(page.locator('.view-lines')).toHaveText('kind: Pods')
})
