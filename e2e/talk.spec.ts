import { expect, test } from './lab-page'

const text = 'Hey there! Keep this for me.'

test('a text posted to kubia-0 comes back from it, and lies on its disk', async ({ lab }) => {
  await lab.open()
  await lab.startExample()
  await lab.select('Pod', 'kubia-0')
  const talk = lab.pane.getByRole('region', { name: 'Talk to it' })

  await talk.getByLabel('Text to send').fill(text)
  await talk.getByRole('button', { name: 'POST the text to kubia-0' }).click()
  await expect(talk.getByRole('status')).toContainText('answered 200')
  await expect(talk.getByRole('status')).toContainText('Data stored on pod kubia-0')
  await lab.expectDone(`kubectl create --raw /api/v1/namespaces/default/pods/kubia-0/proxy/ -f - <<< '${text}'`)

  await talk.getByRole('button', { name: 'GET from kubia-0' }).click()
  await expect(talk.getByRole('status')).toContainText("You've hit kubia-0")
  await expect(talk.getByRole('status')).toContainText(`Data stored on this pod: ${text}`)
  await lab.expectDone('kubectl get --raw /api/v1/namespaces/default/pods/kubia-0/proxy/')

  const volume = await lab.volumeOf('data-kubia-0')
  await expect(lab.card('Volume', volume)).toContainText(text)
  await lab.select('Volume', volume)
  const files = lab.pane.getByRole('region', { name: 'Files on the disk' })
  await expect(files).toContainText(text)
  await expect(files).toContainText(/written by kubia-0 \(uid \w{4}\) on node-\d/)
  for (const other of ['pv-a', 'pv-b', 'pv-c'].filter(name => name !== volume)) {
    await expect(lab.card('Volume', other)).not.toContainText(text)
  }
})

test('a pod that does not run yet cannot be talked to, and the panel says so', async ({ lab }) => {
  await lab.open()
  await lab.pause()
  await lab.button('Start the kubia example').click()
  await lab.stepUntil(moment => moment.pod('kubia-0')?.startsWith('Pending') ?? false)
  await lab.select('Pod', 'kubia-0')
  await expect(lab.button('POST the text to kubia-0')).toBeDisabled()
  await expect(lab.pane.getByText('It answers once it is Running.')).toBeVisible()
})
