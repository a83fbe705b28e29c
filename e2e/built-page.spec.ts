import { test as plainTest } from '@playwright/test'
import { expect, LabPage, test } from './lab-page'
import { ManifestEditor } from './manifest-editor'

// That no other host is asked and no rule of the policy is broken, every test checks: see the fixture `lab`.

test('the page, its workers, its editor and its fonts come from its own sub-path', async ({ lab, baseURL }) => {
  const asked: string[] = []
  lab.page.on('request', request => asked.push(request.url()))
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.openExample(/^Disks made on demand/)
  await editor.apply()
  await expect(lab.node('Pod', 'web-0')).toHaveAccessibleName(/Running, on/)
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.filter(url => !url.startsWith(baseURL as string) && !/^(data|blob):/.test(url))).toEqual([])
})

test('the policy in the page allows scripts and workers from its own host only, data from this machine, and no eval', async ({
  lab,
}) => {
  await lab.open()
  const meta = lab.page.locator('meta[http-equiv="Content-Security-Policy"]')
  const policy = (await meta.getAttribute('content')) ?? ''
  const rules = new Map(
    policy.split(';').map(rule => [rule.trim().split(' ')[0], rule.trim().split(' ').slice(1).join(' ')]),
  )
  expect(rules.get('default-src')).toBe("'none'")
  for (const rule of ['script-src', 'worker-src', 'font-src']) expect(rules.get(rule)).toBe("'self'")
  // For ?cluster=: docs/decisions/0322-page-on-a-cluster.md.
  expect(rules.get('connect-src')).toBe("'self' http://127.0.0.1:* http://localhost:*")
})

plainTest('an inline script and an evaluated string are refused', async ({ page }) => {
  await new LabPage(page).open()
  const refused: string[] = []
  page.on('console', message => refused.push(message.text()))
  await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "inline"'
    document.head.append(script)
    const button = document.createElement('button')
    button.setAttribute('onclick', 'document.title = "inline"')
    document.body.append(button)
    button.click()
  })
  expect(refused.filter(text => /Content Security Policy/.test(text))).toHaveLength(2)
  await expect(page).toHaveTitle('StatefulSet Lab')
  await expect(page.addScriptTag({ content: 'eval("1")' })).rejects.toThrow(/Content Security Policy/)
})
