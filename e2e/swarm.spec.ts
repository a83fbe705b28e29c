import { test as plain } from '@playwright/test'
import { PlayedWorld } from '../src/testing/swarm'
import { expect, test } from './lab-page'

const seed = 4
const fewSeconds = 45_000

/** Where the first pod of the seed's set runs after its first seconds, and as whom. */
function firstSandbox(): { readonly machine: string; readonly uid: string } {
  const world = new PlayedWorld(seed)
  world.run(world.now + fewSeconds)
  const sandboxes = world.store.at().list('Sandbox')
  const found = sandboxes.find(({ spec }) => spec.pod.metadata.name === 'web-0')
  return { machine: found?.spec.machine ?? '', uid: found?.spec.pod.metadata.uid.slice(0, 4) ?? '' }
}

test('the link that a failing swarm prints opens that very run', async ({ lab }) => {
  const { machine, uid } = firstSandbox()
  expect(uid).toHaveLength(4)
  await lab.open(`swarm=${seed}`)
  await lab.pause()
  await lab.stepUntil(moment => moment.processes('web-0').length > 0)
  expect((await lab.moment()).processes('web-0')).toEqual([
    expect.stringMatching(new RegExp(`^${machine}, .*uid ${uid}`)),
  ])
})

plain('a link to a run that cannot be says what is wrong', async ({ page }) => {
  await page.goto('./?swarm=<script>&seed=1')
  const words = 'swarm=<script> names no run: it takes a whole number of at most nine digits.'
  await plain.expect(page.getByRole('alert')).toContainText(words)
})
