import { expect, test } from './lab-page'

const text = 'What kubia-0 remembers.'
const minute = 60

test('power off: NotReady, believed Running, Terminating after 300 s and for ever; force-delete brings it back elsewhere with its data', async ({
  lab,
}) => {
  await lab.open()
  await lab.startExample()
  await lab.talk('kubia-0', text)
  const machine = await lab.machineOf('kubia-0')
  await lab.pause()
  const start = await lab.seconds()
  await lab.button(`Power off ${machine}`).click()
  await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, Ready, powered off`)

  await test.step('the node is NotReady after its grace period, and nobody knows better of the pod', async () => {
    await lab.stepUntil(moment => moment.names.includes(`Machine ${machine}, NotReady, powered off`))
    const waited = (await lab.seconds()) - start
    expect(waited).toBeGreaterThanOrEqual(40)
    expect(waited).toBeLessThanOrEqual(60)
    expect((await lab.moment()).pod('kubia-0')).toMatch(new RegExp(`^Running.*, on ${machine}$`))
    expect((await lab.moment()).processes('kubia-0')).toEqual([expect.stringMatching(`^${machine}, Stopped`)])
  })

  await test.step('after 300 s of toleration it is marked Terminating', async () => {
    const since = await lab.seconds()
    await lab.stepUntil(
      moment => moment.pod('kubia-0')?.startsWith('Terminating') ?? false,
      moment => expect(moment.pod('kubia-0')).toMatch(/^Running|^Terminating/),
    )
    const waited = (await lab.seconds()) - since
    expect(waited).toBeGreaterThanOrEqual(295)
    expect(waited).toBeLessThanOrEqual(310)
  })

  await test.step('and stays so, with no replacement, and says why', async () => {
    await lab.letPass(60 * minute, 'max')
    expect((await lab.moment()).pod('kubia-0')).toBe(`Terminating, waits for ${machine}`)
    expect((await lab.moment()).processes('kubia-0')).toHaveLength(1)
    await lab.select('Pod', 'kubia-0')
    await expect(lab.pane).toContainText(`${machine} is silent and may never say so`)
    await expect(lab.pane).toContainText('force-delete the pod if you know that nothing runs there any more')
  })

  await test.step('force-deleted, it starts elsewhere with the same data', async () => {
    await lab.pane.getByRole('button', { name: 'Force-delete pod kubia-0' }).click()
    await lab.expectDone('kubectl delete pod kubia-0 --force --grace-period=0')
    await lab.closePane()
    await lab.speed('10×')
    await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
    expect((await lab.moment()).pod('kubia-0')).not.toContain(machine)
    expect(await lab.listen('kubia-0')).toContain(text)
  })

  await test.step('the power comes back: the machine is Ready and the old container is gone', async () => {
    await lab.button(`Power on ${machine}`).click()
    await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, Ready`)
    await expect(lab.processes('kubia-0', machine)).toBeHidden()
    await expect(lab.processes('kubia-0')).toHaveCount(1)
    expect(await lab.listen('kubia-0')).toContain(text)
  })
})

test('a machine that comes back in time keeps its pod, and the pod its name, claim and data', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  await lab.talk('kubia-0', text)
  const machine = await lab.machineOf('kubia-0')
  await lab.pause()
  await lab.button(`Power off ${machine}`).click()
  await lab.stepUntil(moment => moment.names.includes(`Machine ${machine}, NotReady, powered off`))
  await lab.button(`Power on ${machine}`).click()
  await lab.speed('10×')
  await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, Ready`)
  await expect(lab.node('Pod', 'kubia-0')).toHaveAccessibleName(`Pod kubia-0, Running, on ${machine}`)
  expect(await lab.listen('kubia-0')).toContain(text)
})
