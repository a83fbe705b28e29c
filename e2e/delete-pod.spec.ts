import { expect, test } from './lab-page'

const text = 'What kubia-0 remembers.'

test('a deleted kubia-0 comes back elsewhere: same name, same claim, same data, and the thread to its disk never lets go', async ({
  lab,
}) => {
  await lab.open()
  await lab.startExample()
  await lab.talk('kubia-0', text)
  const first = await lab.machineOf('kubia-0')
  const [before] = (await lab.moment()).processes('kubia-0')
  const volume = await lab.volumeOf('data-kubia-0')
  await lab.button(`Cordon ${first}`).click()
  await lab.expectDone(`kubectl cordon ${first}`)
  await lab.pause()

  await lab.button('Delete pod kubia-0').click()
  await lab.expectDone('kubectl delete pod kubia-0')
  const seen: string[] = []
  const isBack = (name: string | undefined) => name?.startsWith('Running, on') && !name.endsWith(first)
  await lab.stepUntil(
    moment => Boolean(isBack(moment.pod('kubia-0'))),
    moment => {
      seen.push(moment.pod('kubia-0') ?? 'gone')
      expect(moment.names).toContainEqual(expect.stringMatching(/^Claim data-kubia-0, Bound, /))
      expect(moment.names).toContain(`data-kubia-0 is bound to ${volume}`)
      const holders = moment.names.filter(name =>
        /^kubia-0.* has data-kubia-0 mounted$|^data-kubia-0 is kept for kubia-0/.test(name),
      )
      expect(holders).toHaveLength(1)
    },
  )
  expect(seen).toContainEqual(expect.stringMatching(/^Terminating, waits for/))
  expect(seen).toContainEqual(expect.stringMatching(/^Not created yet|^Pending/))

  const second = await lab.machineOf('kubia-0')
  const [after] = (await lab.moment()).processes('kubia-0')
  expect(second).not.toBe(first)
  expect(uidIn(after)).not.toBe(uidIn(before))
  await expect(lab.thread(`kubia-0 on ${second} has data-kubia-0 mounted`)).toBeAttached()
  await expect(lab.card('Volume', volume)).toContainText(text)
  expect(await lab.listen('kubia-0')).toContain(text)
})

function uidIn(name: string | undefined): string {
  return /uid (\w+)/.exec(name ?? '')?.[1] ?? ''
}
