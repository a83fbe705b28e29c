import { expect, test } from './lab-page'
import { ManifestEditor } from './manifest-editor'

const minute = 60

test('a disk that has to be attached: after a force-delete the new pod waits six minutes for it', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.openExample(/^Disks that hang on one machine/)
  await editor.apply()
  await expect(editor.results).toHaveText(['service/db created', 'statefulset.apps/db created'])
  await lab.closePane()
  await lab.speed('10×')
  await expect(lab.node('StatefulSet', 'db')).toHaveAccessibleName(/, 3 of 3 Ready/)
  const machine = await lab.machineOf('db-0')
  const volume = await lab.volumeOf('data-db-0')
  await expect(lab.node('Volume', volume)).toHaveAccessibleName(new RegExp(`attached to ${machine}`))
  await expect(lab.thread(`${volume} is attached to ${machine}`)).toBeAttached()
  await lab.pause()
  await lab.button(`Power off ${machine}`).click()

  await test.step('the new pod is placed elsewhere and waits for the disk, in the words of the event', async () => {
    await lab.letPass(7 * minute, '100×')
    await lab.select('Pod', 'db-0')
    await lab.pane.getByRole('button', { name: 'Force-delete pod db-0' }).click()
    await lab.stepUntil(moment => moment.pod('db-0') === `ContainerCreating, Waiting for detach from ${machine}`)
    // The event comes a few milliseconds after the fact.
    await lab.letPass(2, '1×')
    await expect(lab.pane).toContainText('Volume is already exclusively attached to one node')
    await expect(lab.pane).toContainText('node.kubernetes.io/out-of-service')
    await lab.closePane()
  })

  await test.step('after six minutes the disk is taken from the dead machine and brought to the new one', async () => {
    const since = await lab.seconds()
    await lab.stepUntil(moment => moment.pod('db-0')?.startsWith('Running, on') ?? false)
    const waited = (await lab.seconds()) - since
    expect(waited).toBeGreaterThanOrEqual(350)
    expect(waited).toBeLessThanOrEqual(390)
    // What is left of the old pod is still on the dead machine.
    const now = (await lab.moment()).pod('db-0')?.replace('Running, on ', '')
    expect(now).not.toBe(machine)
    await expect(lab.node('Volume', volume)).toHaveAccessibleName(new RegExp(`attached to ${now}`))
  })
})
