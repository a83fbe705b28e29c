import { expect, test } from './lab-page'
import { ManifestEditor } from './manifest-editor'
import { TerminalPanel } from './terminal-panel'

// Each letter is a key press of its own.
test.describe.configure({ timeout: 150_000 })

test('what is typed happens, what happens is shown, and what buttons do stands between', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  const terminal = new TerminalPanel(lab.page)
  await terminal.open()
  await terminal.type('kubectl get pods -w | grep kubia')
  await expect(terminal.text).toContainText(/kubia-1 +1\/1 +Running/)

  await lab.button('Scale kubia up to 3').click()
  await expect(terminal.text).toContainText('$ kubectl scale statefulset kubia --replicas=3')
  await expect(terminal.text).toContainText(/kubia-2 +0\/1 +ContainerCreating/)
  await expect(terminal.text).toContainText(/kubia-2 +1\/1 +Running/)
  await terminal.focus()
  await lab.page.keyboard.press('Control+c')
  await expect(terminal.text).toContainText('^C')
})

test('what is typed does what a button does; what is refused says so, with an exit code', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  await lab.speed('10×')
  const terminal = new TerminalPanel(lab.page)
  await terminal.open()
  await terminal.type('clear; kubectl scale statefulset kubia --replicas=3')
  await expect(terminal.text).toContainText('statefulset.apps/kubia scaled')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 3 of 3 Ready/)
  await terminal.type('kubectl delete pod kubia-0; clear; kubectl get pod kubia-0')
  await expect(terminal.text).toContainText(/kubia-0 +\d\/1/)
  await terminal.type('clear; kubectl delete pod kubia-0 --grace-perio 0; echo "=> $?"')
  await expect(terminal.text).toContainText('error: unknown flag: --grace-perio')
  await expect(terminal.text).toContainText('=> 1')

  await terminal.type(
    'clear; kubectl wait --for=condition=Ready pod/kubia-0; curl --from kubia-0 http://kubia-1.kubia:8080',
  )
  await expect(terminal.text).toContainText("You've hit kubia-1")
})

test('a line is edited, found again, completed and pasted', async ({ lab }) => {
  const { page } = lab
  await lab.open()
  const terminal = new TerminalPanel(page)
  await terminal.open()
  await page.keyboard.type('kubec')
  await page.keyboard.press('Tab')
  await page.keyboard.type('get no')
  await page.keyboard.press('Tab')
  await expect(terminal.text).toContainText('$ kubectl get nodes')
  await page.keyboard.type('node-')
  await page.keyboard.press('Tab')
  await expect(terminal.text).toContainText(/node-1 +node-2 +node-3/)
  await page.keyboard.type('2 -o name')
  await page.keyboard.press('Enter')
  await expect(terminal.text).toContainText('node/node-2')

  await terminal.type('clear')
  await page.keyboard.press('Control+r')
  await page.keyboard.type('get no')
  await expect(terminal.text).toContainText("(reverse-i-search)`get no': kubectl get nodes node-2 -o name")
  await page.keyboard.press('Enter')
  await expect(terminal.text).toContainText('node/node-2')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Control+w')
  await page.keyboard.press('Control+w')
  await page.keyboard.type('| wc -l')
  await page.keyboard.press('Home')
  await page.keyboard.press('Control+k')
  await page.keyboard.press('Control+l')
  await page.keyboard.press('Control+y')
  await expect(terminal.text).toContainText('$ kubectl get nodes node-2 | wc -l')
  await page.keyboard.press('Enter')
  await expect(terminal.row(/^2\s*$/)).toBeVisible()

  await page.evaluate(text => navigator.clipboard.writeText(text), manifest)
  await page.keyboard.press('Control+v')
  await expect(terminal.text).toContainText('> EOF')
  await page.keyboard.press('Enter')
  await expect(terminal.text).toContainText('configmap/pasted created')
})

const manifest = `kubectl apply -f - <<EOF
apiVersion: v1
kind: ConfigMap
metadata:
  name: pasted
data:
  a: b
EOF`

test('while the clock stands, so does what waits; Escape leaves, and nobody is trapped', async ({ lab }) => {
  const { page } = lab
  await lab.open()
  await lab.pause()
  const terminal = new TerminalPanel(page)
  await page.keyboard.press('Control+`')
  await terminal.ready()
  await terminal.type('sleep 5; echo "slept"')
  await terminal.type('echo "typed ahead"')
  await lab.button('Step to the next event (.)').click()
  await expect(terminal.row(/^slept\s*$/)).toBeHidden()
  await lab.speed('10×')
  await expect(terminal.row(/^slept\s*$/)).toBeVisible()
  await expect(terminal.row(/^typed ahead\s*$/)).toBeVisible()
  await terminal.focus()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Close the terminal' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(terminal.panel).toBeHidden()
  await expect(page.getByRole('button', { name: /^Open the terminal/ })).toBeFocused()
  await lab.button('Show all commands').click()
  await expect(lab.log).toContainText('echo "typed ahead"')
})

test('manifests of the page are files', async ({ lab }) => {
  await lab.open()
  const terminal = new TerminalPanel(lab.page)
  await terminal.open()
  await terminal.type('ls; kubectl apply -f persistent-volumes.yaml -f kubia-statefulset.yaml')
  await expect(terminal.text).toContainText('statefulset.apps/kubia created')
  await expect(lab.node('StatefulSet', 'kubia')).toBeVisible()
  await terminal.type('clear; kubectl get sts kubia -o yaml > kubia-now.yaml; grep -c replicas: kubia-now.yaml')
  await expect(terminal.row(/^\d\s*$/)).toBeVisible()
})

test('kubectl edit opens the editor, and Enter in the terminal takes what was written there', async ({ lab }) => {
  const { page } = lab
  await lab.open()
  const terminal = new TerminalPanel(page)
  await terminal.open()
  await terminal.type('kubectl create configmap words --from-literal=a=b; clear; kubectl edit configmap words')
  await expect(terminal.text).toContainText('Enter here when you are done')
  await expect(page.locator('.monaco-editor').first()).toContainText('data:')
  const editor = new ManifestEditor(page)
  await editor.paste((await editor.copied()).replace('a: b', 'a: edited'))
  await expect(page.locator('.monaco-editor').first()).toContainText('edited')
  await terminal.type('')
  await expect(terminal.text).toContainText('configmap/words edited')
  await terminal.type("clear; kubectl get configmap words -o jsonpath='{.data.a}'")
  await expect(terminal.row(/^edited/)).toBeVisible()
})

for (const { name, viewport, colorScheme } of [
  { name: 'wide', viewport: { width: 1440, height: 900 }, colorScheme: 'light' },
  { name: 'middle', viewport: { width: 1024, height: 768 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const) {
  test.describe(name, () => {
    test.use({ viewport, colorScheme })

    test('the terminal has room, and takes none that others need', async ({ lab }) => {
      await lab.open()
      await lab.startExample()
      const terminal = new TerminalPanel(lab.page)
      await terminal.open()
      await terminal.type('kubectl get pods -o wide; kubectl get pod nobody')
      await expect(terminal.text).toContainText('"nobody" not found')
      const panel = (await terminal.panel.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
      expect(panel.x + panel.width).toBeLessThanOrEqual(viewport.width)
      expect(panel.y + panel.height).toBeLessThanOrEqual(viewport.height + 1)
      for (const button of await terminal.panel.getByRole('button').all())
        await expect(button).toBeInViewport({ ratio: 1 })
      await expect(lab.node('StatefulSet', 'kubia')).toBeInViewport()
      expect(await lab.page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width)
      if (process.env.SHOTS) await lab.page.screenshot({ path: `${process.env.SHOTS}/${name}-${colorScheme}.png` })
    })
  })
}
