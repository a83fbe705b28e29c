import { expect, test } from './lab-page'

test('an evicted pod goes and comes back', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  const [before] = (await lab.moment()).processes('kubia-1')
  await lab.pause()
  await lab.select('Pod', 'kubia-1')
  await lab.pane.getByRole('button', { name: 'Evict pod kubia-1' }).click()
  await lab.expectDone('kubectl create --raw /api/v1/namespaces/default/pods/kubia-1/eviction')
  await lab.stepUntil(moment => moment.pod('kubia-1')?.startsWith('Terminating') ?? false)
  await lab.speed('100×')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  await expect(lab.processes('kubia-1')).not.toHaveAccessibleName(before ?? '')
})

test('a cordoned node gets no new pod, until it is uncordoned', async ({ lab }) => {
  await lab.open()
  for (const machine of ['node-1', 'node-2', 'node-3']) {
    await lab.button(`Cordon ${machine}`).click()
    await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, Ready, cordoned`)
    await lab.expectDone(`kubectl cordon ${machine}`)
  }
  await lab.button('Start the kubia example').click()
  await expect(lab.node('Pod', 'kubia-0')).toHaveAccessibleName('Pod kubia-0, Pending, the machines are cordoned')
  await lab.select('Pod', 'kubia-0')
  await expect(lab.pane).toContainText('3 node(s) were unschedulable')
  await lab.closePane()
  await lab.button('Uncordon node-2').click()
  await lab.expectDone('kubectl uncordon node-2')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  for (const pod of ['kubia-0', 'kubia-1']) expect(await lab.machineOf(pod)).toBe('node-2')
})

test('a claim that is deleted while its pod runs goes with the pod; its volume keeps the bytes and can be made available', async ({
  lab,
}) => {
  await lab.open()
  await lab.startExample()
  await lab.talk('kubia-1', 'What kubia-1 remembers.')
  const volume = await lab.volumeOf('data-kubia-1')
  await lab.select('Claim', 'data-kubia-1')
  await lab.pane.getByRole('button', { name: 'Delete pvc data-kubia-1' }).click()
  await lab.expectDone('kubectl delete pvc data-kubia-1')
  await expect(lab.node('Claim', 'data-kubia-1')).toHaveAccessibleName(/, Terminating, .*until no pod uses it/)
  await expect(lab.pane).toContainText('goes when kubia-1 no longer uses it')

  await lab.button('Scale kubia down to 1').click()
  await lab.speed('10×')
  await expect(lab.node('Claim', 'data-kubia-1')).toBeHidden()
  await expect(lab.node('Volume', volume)).toHaveAccessibleName(/, Released, /)
  await expect(lab.card('Volume', volume)).toContainText('What kubia-1 remembers.')
  await lab.select('Volume', volume)
  await lab.pane.getByRole('button', { name: `Make volume ${volume} available again` }).click()
  await expect(lab.node('Volume', volume)).toHaveAccessibleName(/, Available, /)
})

test('a volume that is bound waits for its claim; a free one goes at once', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  const bound = await lab.volumeOf('data-kubia-0')
  await lab.select('Volume', bound)
  await lab.pane.getByRole('button', { name: `Delete pv ${bound}` }).click()
  await expect(lab.node('Volume', bound)).toHaveAccessibleName(/, Terminating, /)
  await expect(lab.pane).toContainText('data-kubia-0 no longer holds it')
  await lab.select('Volume', 'pv-c')
  await lab.pane.getByRole('button', { name: 'Delete pv pv-c' }).click()
  await lab.expectDone('kubectl delete pv pv-c')
  await expect(lab.node('Volume', 'pv-c')).toBeHidden()
  await expect(lab.pane.getByText('Gone', { exact: true })).toBeVisible()
})

test('a deleted node takes its pods along; the machine is still there', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  const machine = await lab.machineOf('kubia-0')
  await lab.pause()
  await lab.select('Machine', machine)
  await lab.pane.getByRole('button', { name: `Delete node ${machine}` }).click()
  await lab.expectDone(`kubectl delete node ${machine}`)
  await lab.stepUntil(moment => moment.names.includes(`Machine ${machine}, No Node object`))
  await lab.speed('100×')
  await expect(lab.thread(`kubia-0 on ${machine} has data-kubia-0 mounted`)).toBeHidden()
  await expect(lab.thread(/^kubia-0 on node-\d has data-kubia-0 mounted$/)).toBeAttached()
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
  await expect(lab.processes('kubia-0')).toHaveCount(1)
  await expect(lab.node('Machine', machine)).toHaveAccessibleName(`Machine ${machine}, No Node object`)
})

test('a deleted set takes its pods along and leaves the claims', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  await lab.select('StatefulSet', 'kubia')
  await lab.pane.getByRole('button', { name: 'Delete statefulset kubia' }).click()
  await lab.expectDone('kubectl delete statefulset kubia')
  await lab.speed('100×')
  await expect(lab.node('StatefulSet', 'kubia')).toBeHidden()
  for (const pod of ['kubia-0', 'kubia-1']) {
    await expect(lab.processes(pod)).toBeHidden()
    await expect(lab.node('Pod', pod)).toBeHidden()
    await expect(lab.node('Claim', `data-${pod}`)).toHaveAccessibleName(/, Bound, /)
  }
})
