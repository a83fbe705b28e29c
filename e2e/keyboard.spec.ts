import type { Locator } from '@playwright/test'
import { expect, type LabPage, test } from './lab-page'

test('the whole story without a mouse: start, talk, delete, scale, pull the plug, force-delete', async ({ lab }) => {
  const { page } = lab
  await lab.open()
  await press(lab, lab.button('Start the kubia example'))
  await page.keyboard.press('2')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)

  await press(lab, lab.node('Pod', 'kubia-0'))
  await reach(lab, lab.pane.getByLabel('Text to send'))
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.type('1 + 1 = 2, said without a mouse.')
  await page.keyboard.press('Enter')
  await expect(lab.pane.getByRole('status')).toContainText('Data stored on pod kubia-0')
  await press(lab, lab.button('GET from kubia-0'))
  await expect(lab.pane.getByRole('status')).toContainText('1 + 1 = 2, said without a mouse.')

  await page.keyboard.press('Space')
  await page.keyboard.press('Escape')
  await expect(lab.pane).toBeHidden()
  await press(lab, lab.node('Pod', 'kubia-0'))
  await page.keyboard.press('Delete')
  await lab.expectDone('kubectl delete pod kubia-0')
  await page.keyboard.press('3')
  await expect(lab.node('Pod', 'kubia-0')).toHaveAccessibleName(/, Running, on/)
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)

  await press(lab, lab.node('StatefulSet', 'kubia'))
  await page.keyboard.press('+')
  await lab.expectDone('kubectl scale statefulset kubia --replicas=3')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 3 of 3 Ready/)
  await page.keyboard.press('-')
  await lab.expectDone('kubectl scale statefulset kubia --replicas=2')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)

  const machine = await lab.machineOf('kubia-0')
  await press(lab, lab.button(`Power off ${machine}`).first())
  await page.keyboard.press('4')
  await expect(lab.node('Pod', 'kubia-0')).toHaveAccessibleName(/, Terminating, /)
  await page.keyboard.press('1')
  await press(lab, lab.node('Pod', 'kubia-0'))
  await press(lab, lab.pane.getByRole('button', { name: 'Force-delete pod kubia-0' }))
  await expect(lab.node('Pod', 'kubia-0')).toHaveAccessibleName(/, Running, on/)
})

test('the clock obeys keys, but not while something is typed', async ({ lab }) => {
  const { page } = lab
  await lab.open()
  await lab.startExample()
  await page.keyboard.press('Space')
  await expect(lab.button('Run (Space)')).toBeVisible()
  await page.keyboard.press('Space')
  await expect(lab.button('Pause (Space)')).toBeVisible()
  await page.keyboard.press('.')
  await expect(lab.button('Run (Space)')).toBeVisible()
  await page.keyboard.press('2')
  await expect(lab.button('Ten times as fast, 10×')).toHaveAttribute('aria-pressed', 'true')

  await lab.select('Pod', 'kubia-1')
  const text = lab.pane.getByLabel('Text to send')
  await text.fill('')
  await text.press('Space')
  await text.pressSequentially('4.-+')
  await text.press('Delete')
  await expect(text).toHaveValue(' 4.-+')
  await expect(lab.button('Ten times as fast, 10×')).toHaveAttribute('aria-pressed', 'true')
  await expect(lab.node('Pod', 'kubia-1')).toHaveAccessibleName(/, Running, /)
})

/** Tabs to something and presses Enter on it. */
async function press(lab: LabPage, target: Locator): Promise<void> {
  await reach(lab, target)
  await lab.page.keyboard.press('Enter')
}

/** Tabs until something has the focus, and expects that the focus can be seen. */
async function reach(lab: LabPage, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let tabs = 0; tabs < 150; tabs++) {
    if (await target.evaluate(element => element === document.activeElement)) {
      expect(await target.evaluate(element => getComputedStyle(element).outlineStyle)).not.toBe('none')
      return
    }
    await lab.page.keyboard.press('Tab')
  }
  throw new Error(`150 times Tab did not lead to ${target}`)
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('what the focus goes to comes into view, wherever it is in the drawing', async ({ lab }) => {
    await lab.open()
    await lab.startExample()
    const button = lab.button('Cut the network of node-3')
    await reach(lab, button)
    await expect(button).toBeInViewport({ ratio: 0.9 })
    await lab.page.keyboard.press('Enter')
    await expect(lab.node('Machine', 'node-3')).toHaveAccessibleName(/network cut/)
    const volume = lab.node('Volume', 'pv-c')
    await reach(lab, volume)
    await expect(volume).toBeInViewport({ ratio: 0.9 })
    await expect(lab.page.getByRole('banner')).toBeInViewport({ ratio: 0.9 })
  })
})
