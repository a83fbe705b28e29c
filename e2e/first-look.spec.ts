import { expect, test } from './lab-page'

test.describe('the first look', () => {
  test('shows three machines and an example to start from', async ({ lab }) => {
    await lab.open()
    for (const machine of ['node-1', 'node-2', 'node-3']) {
      await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, Ready`)
    }
    await expect(lab.page.getByRole('heading', { level: 1 })).toHaveText('Every pod keeps its name and its disk.')
    await expect(lab.button('Start the kubia example')).toBeVisible()
    await expect(lab.page).toHaveTitle('StatefulSet Lab')
  })

  test('has both pets at home within ten seconds of the first click', async ({ lab }) => {
    await lab.open()
    await lab.button('Start the kubia example').click()
    const soon = { timeout: 10_000 }
    await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/2 of 2 Ready/, soon)
    for (const pod of ['kubia-0', 'kubia-1']) {
      await expect(lab.node('Pod', pod)).toHaveAccessibleName(/, Running, on node-\d/, soon)
      await expect(lab.thread(new RegExp(`^${pod} on node-\\d has data-${pod} mounted$`))).toBeAttached(soon)
    }
    await expect(lab.button('Start the kubia example')).toBeHidden()
  })

  test('draws everything: set, service, pods, machines, claims, volumes and disks, tied together', async ({ lab }) => {
    await lab.open()
    await lab.startExample()
    await expect(lab.card('Service', 'kubia')).toContainText(/kubia-0\.kubia10\.244\.\d\.\d+/)
    for (const ordinal of [0, 1]) {
      await expect(lab.node('Claim', `data-kubia-${ordinal}`)).toHaveAccessibleName(/, Bound, /)
      await expect(lab.thread(new RegExp(`^kubia-${ordinal} is believed to be on node-\\d$`))).toBeAttached()
      await expect(lab.thread(new RegExp(`^data-kubia-${ordinal} is bound to pv-[abc]$`))).toBeAttached()
    }
    for (const volume of ['pv-a', 'pv-b', 'pv-c']) {
      await expect(lab.card('Volume', volume)).toContainText('nothing written yet')
    }
  })

  test('brings the pods up in order: kubia-1 is made only when kubia-0 is Ready', async ({ lab }) => {
    await lab.open()
    await lab.pause()
    await lab.button('Start the kubia example').click()
    await lab.expectDone(/kubectl (create|apply) -f kubia.yaml/)
    const seen = new Set<string>()
    await lab.stepUntil(
      moment => moment.pod('kubia-1')?.startsWith('Running, on') ?? false,
      moment => {
        const second = moment.pod('kubia-1')
        if (second === undefined) return
        seen.add(second.replace(/node-\d/, 'node'))
        if (second.startsWith('Not created yet')) return
        expect(moment.pod('kubia-0')).toMatch(/^Running, on node-\d$/)
      },
    )
    expect([...seen]).toContain('Not created yet, waits for kubia-0')
  })
})
