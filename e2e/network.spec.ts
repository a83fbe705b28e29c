import { expect, test } from './lab-page'

const text = 'What kubia-0 remembers.'

test('a cut network: the old container runs on, and after a force-delete two processes have one identity and one disk', async ({
  lab,
}) => {
  await lab.open()
  await lab.startExample()
  await lab.talk('kubia-0', text)
  const machine = await lab.machineOf('kubia-0')
  const volume = await lab.volumeOf('data-kubia-0')
  await lab.pause()
  await lab.button(`Cut the network of ${machine}`).click()
  await lab.expectDone(`kubectl patch link ${machine}`)

  await test.step('believed lost, and up all the same', async () => {
    await lab.stepUntil(
      moment => moment.pod('kubia-0')?.startsWith('Terminating') ?? false,
      moment => expect(moment.processes('kubia-0')).toEqual([expect.stringMatching(`^${machine}, Up,`)]),
    )
    await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, NotReady, network cut`)
    await expect(lab.page.getByRole('alert')).toHaveCount(0)
  })

  await test.step('two processes of one identity, marked as such', async () => {
    await lab.select('Pod', 'kubia-0')
    await lab.pane.getByRole('button', { name: 'Force-delete pod kubia-0' }).click()
    await lab.closePane()
    await lab.speed('10×')
    await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
    await lab.pause()
    const both = (await lab.moment()).processes('kubia-0')
    expect(both).toHaveLength(2)
    expect(both).toContainEqual(expect.stringMatching(`^${machine}, Forgotten, up`))
    const alarm = lab.page.getByRole('alert')
    await expect(alarm).toContainText('At-most-one is broken')
    await expect(alarm).toContainText(/Another kubia-0 \(uid \w{4}\) runs on node-\d\./)
    await expect(lab.card('Volume', volume)).toContainText(/two writers: \w{4}, \w{4}/)
    await expect(lab.thread(`kubia-0 on ${machine}, forgotten, still has data-kubia-0 mounted`)).toBeAttached()
    expect(await lab.listen('kubia-0')).toContain(text)
  })

  await test.step('the network comes back: the kubelet hears of it and stops the one that should not be', async () => {
    await lab.button(`Restore the network of ${machine}`).click()
    await lab.speed('10×')
    await expect(lab.processes('kubia-0')).toHaveCount(1)
    await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, Ready`)
    await expect(lab.page.getByRole('alert')).toHaveCount(0)
    await expect(lab.card('Volume', volume)).not.toContainText('two writers')
    expect(await lab.listen('kubia-0')).toContain(text)
  })
})
