import { type Page, test as plain } from '@playwright/test'
import { expect, LabPage, test } from './lab-page'

const engine = /\/assets\/worker-[^/]*\.js$/

plain.describe('when something breaks, the page says so and what to do next', () => {
  plain('the engine cannot be loaded', async ({ page }) => {
    await page.route(engine, route => route.abort())
    await page.goto('./')
    await expectStopped(page, 'The cluster could not be started.')
  })

  plain('the engine breaks while it runs; a reload starts anew', async ({ page }) => {
    const lab = new LabPage(page)
    await lab.open()
    await lab.startExample()
    const worker = page.workers().find(one => engine.test(one.url()))
    await worker?.evaluate(() => {
      setTimeout(() => {
        throw new Error('a sum did not add up')
      })
    })
    await expectStopped(page, 'Error: a sum did not add up.')
    await page.getByRole('button', { name: 'Reload to start anew' }).click()
    await expect(lab.button('Start the kubia example')).toBeVisible()
    await expect(page.getByRole('alert')).toBeHidden()
  })

  plain('the engine falls silent: the command log does not wait for ever', async ({ page }) => {
    const lab = new LabPage(page)
    await lab.open()
    await lab.startExample()
    await page
      .workers()
      .find(one => engine.test(one.url()))
      ?.evaluate(() => self.close())
      .catch(() => {})
    await lab.button('Scale kubia up to 3').click()
    await expect(lab.log).toContainText('the cluster does not answer', { timeout: 20_000 })
    await expect(lab.log).toContainText('reload the page')
  })

  plain('the page itself cannot show what happened', async ({ page }) => {
    const lab = new LabPage(page)
    await lab.open()
    await page.evaluate(() => {
      Map.prototype.values = () => {
        throw new Error('no values today')
      }
    })
    await lab.button('Start the kubia example').click()
    await expectStopped(page, 'no values today.')
  })
})

test('a lost frame is noticed and made good', async ({ lab }) => {
  await lab.page.addInitScript(loseThirdFrame)
  await lab.open()
  await lab.startExample()
  expect(await lab.page.evaluate(() => Reflect.get(window, 'framesLost'))).toBe(1)
  for (const pod of ['kubia-0', 'kubia-1']) {
    await expect(lab.thread(new RegExp(`^${pod} on node-\\d has data-${pod} mounted$`))).toBeAttached()
  }
})

async function expectStopped(page: Page, reason: string): Promise<void> {
  // A pane that cannot show itself may say so besides.
  const alarm = page.getByRole('alert').filter({ hasText: 'The lab has stopped' })
  await expect(alarm).toContainText(reason)
  await expect(alarm.getByRole('button', { name: 'Reload to start anew' })).toBeVisible()
}

/** Runs in the page before anything else: takes the commits out of one message of the worker. */
function loseThirdFrame(): void {
  let frames = 0
  Object.assign(window, { framesLost: 0 })
  const Plain = window.Worker
  window.Worker = class extends Plain {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      this.addEventListener('message', event => {
        if (!event.data.frame || ++frames !== 3) return
        event.stopImmediatePropagation()
        Object.assign(window, { framesLost: 1 })
        this.dispatchEvent(new MessageEvent('message', { data: { clock: event.data.clock } }))
      })
    }
  }
}
