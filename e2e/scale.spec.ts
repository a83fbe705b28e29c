import { expect, type Moment, test } from './lab-page'

test('scaling down takes the highest ordinal first, one pod at a time, and leaves claims and data; scaling up takes them up again', async ({
  lab,
}) => {
  await lab.open()
  await lab.startExample()
  await lab.button('Scale kubia up to 3').click()
  await lab.expectDone('kubectl scale statefulset kubia --replicas=3')
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 3 of 3 Ready/)
  await lab.talk('kubia-1', 'What kubia-1 remembers.')
  await lab.talk('kubia-2', 'What kubia-2 remembers.')
  const volumes = [await lab.volumeOf('data-kubia-1'), await lab.volumeOf('data-kubia-2')]
  await lab.pause()

  await lab.button('Scale kubia down to 2').click()
  await lab.button('Scale kubia down to 1').click()
  await lab.expectDone('kubectl scale statefulset kubia --replicas=1')
  await lab.stepUntil(moment => podsOf(moment).length === 1, expectOneAtATime)
  await expect(lab.node('Pod', 'kubia-0')).toHaveAccessibleName(/, Running, /)
  for (const ordinal of [1, 2]) {
    await expect(lab.node('Claim', `data-kubia-${ordinal}`)).toHaveAccessibleName(/, Bound, /)
    const volume = volumes[ordinal - 1] ?? ''
    await expect(lab.thread(`data-kubia-${ordinal} is bound to ${volume}`)).toBeAttached()
    await expect(lab.card('Volume', volume)).toContainText(`What kubia-${ordinal} remembers.`)
  }

  await lab.speed('1×')
  await lab.button('Scale kubia up to 2').click()
  await lab.button('Scale kubia up to 3').click()
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 3 of 3 Ready/)
  for (const ordinal of [1, 2]) {
    await expect(
      lab.thread(new RegExp(`^kubia-${ordinal} on node-\\d has data-kubia-${ordinal} mounted$`)),
    ).toBeAttached()
    expect(await lab.volumeOf(`data-kubia-${ordinal}`)).toBe(volumes[ordinal - 1])
    expect(await lab.listen(`kubia-${ordinal}`)).toContain(`What kubia-${ordinal} remembers.`)
  }
})

test('a set can be scaled to nothing and no further', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  await lab.button('Scale kubia down to 1').click()
  await lab.speed('100×')
  await lab.button('Scale kubia down to 0').first().click()
  await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 0 of 0 Ready/)
  await expect(lab.node('Pod', 'kubia-0')).toBeHidden()
  await expect(lab.card('StatefulSet', 'kubia').getByRole('button', { name: /^Scale kubia down/ })).toBeDisabled()
})

/** At every moment: at most one pod on its way out, it is the highest there is, and kubia-0 is never touched. */
function expectOneAtATime(moment: Moment): void {
  const pods = podsOf(moment)
  const going = pods.filter(name => moment.pod(name)?.startsWith('Terminating'))
  expect(going.length).toBeLessThanOrEqual(1)
  if (going.length === 1) expect(going[0]).toBe(pods.at(-1))
  expect(moment.pod('kubia-0')).toMatch(/^Running, on/)
}

function podsOf(moment: Moment): readonly string[] {
  return ['kubia-0', 'kubia-1', 'kubia-2'].filter(name => moment.pod(name) !== undefined)
}
