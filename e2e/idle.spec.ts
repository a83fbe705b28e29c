import type { CDPSession } from '@playwright/test'
import { expect, test } from './lab-page'

/** What the page was told by its worker, counted by a wrapper around `Worker`; see `countMessages`. */
interface Heard {
  messages: number
  commits: number
}

const minute = 60

test('left alone for five minutes the cluster does next to nothing: a heartbeat now and then', async ({ lab }) => {
  await lab.page.addInitScript(countMessages)
  await lab.open()
  await lab.startExample()
  await lab.pause()
  const before = await heard(lab.page)
  await lab.letPass(5 * minute)
  const after = await heard(lab.page)
  const minutes = Math.ceil((await lab.seconds()) / minute)
  // Three kubelets renew their leases every ten seconds and report their status every five minutes.
  expect(after.commits - before.commits).toBeLessThanOrEqual(3 * 6 * minutes + 3)
  expect(after.messages - before.messages).toBeLessThanOrEqual(2 * (after.commits - before.commits) + 10)
})

test('left alone it does not grow: an hour leaves nothing behind but the status reports of the nodes', async ({
  lab,
}) => {
  await lab.open()
  await lab.startExample()
  await lab.letPass(90 * minute, 'max')
  const session = await lab.page.context().newCDPSession(lab.page)
  const from = await lab.seconds()
  const [nodes, bytes] = await usedBy(session)
  await lab.letPass(3 * 60 * minute, 'max')
  const [nodesLater, bytesLater] = await usedBy(session)
  const hours = ((await lab.seconds()) - from) / (60 * minute)
  expect(nodesLater - nodes).toBeLessThan(50)
  expect((bytesLater - bytes) / hours).toBeLessThan(400_000)
})

/** DOM nodes and bytes of JavaScript that the page holds after a collection. */
async function usedBy(session: CDPSession): Promise<readonly [nodes: number, bytes: number]> {
  await session.send('HeapProfiler.collectGarbage')
  const { nodes } = await session.send('Memory.getDOMCounters')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return [nodes, usedSize]
}

async function heard(page: { evaluate<T>(read: () => T): Promise<T> }): Promise<Heard> {
  return page.evaluate(() => ({ ...(window as unknown as { heard: Heard }).heard }))
}

/** Runs in the page before anything else: counts what workers say, and the commits in it. */
function countMessages(): void {
  const heard: Heard = { messages: 0, commits: 0 }
  Object.assign(window, { heard })
  const Plain = window.Worker
  window.Worker = class extends Plain {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options)
      this.addEventListener('message', ({ data }: MessageEvent<{ frame?: { from: number; to: number } }>) => {
        heard.messages++
        if (data.frame) heard.commits += data.frame.to - Math.max(0, data.frame.from)
      })
    }
  }
}
