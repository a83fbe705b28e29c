import { expect, test } from './lab-page'

test('pause stops the cluster and its clock, run lets both go on', async ({ lab }) => {
  await lab.open()
  await lab.pause()
  const at = await lab.seconds()
  await expect(lab.page.getByRole('region', { name: 'Cluster clock' }).getByText('paused')).toBeVisible()
  await lab.button('Start the kubia example').click()
  await expect(lab.node('Pod', 'kubia-0')).toHaveAccessibleName(/Not created yet/)
  expect(await lab.seconds()).toBe(at)
  await lab.button('Run (Space)').click()
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  expect(await lab.seconds()).toBeGreaterThan(at)
})

test('a step goes to the next event and stands still', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  await lab.pause()
  const before = await lab.moment()
  await lab.button('Delete pod kubia-1').click()
  await lab.button('Step to the next event (.)').click()
  await expect(lab.button('Run (Space)')).toBeVisible()
  await lab.stepUntil(moment => moment.pod('kubia-1') !== before.pod('kubia-1'))
})

for (const speed of ['1×', '10×', '100×', 'max'] as const) {
  test(`at ${speed} the clock runs, and is in sight whatever else is`, async ({ lab }) => {
    await lab.open()
    await lab.startExample()
    await lab.speed(speed)
    const at = await lab.seconds()
    const least = { '1×': 2, '10×': 20, '100×': 200, max: 2_000 }[speed]
    await expect.poll(() => lab.seconds()).toBeGreaterThanOrEqual(at + least)
    await lab.select('Pod', 'kubia-0')
    await expect(lab.page.getByTestId('cluster-time')).toBeInViewport()
    await lab.button('Manifest').first().click()
    await expect(lab.page.getByTestId('cluster-time')).toBeInViewport()
    await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  })
}
