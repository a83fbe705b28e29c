import { expect, test } from './lab-page'
import { exampleFile, ManifestEditor } from './manifest-editor'

test('a Deployment’s pods have any names: one that is deleted is replaced at once by another', async ({ lab }) => {
  await lab.open()
  const editor = new ManifestEditor(lab.page)
  await editor.open()
  await editor.paste(exampleFile('deployment.yaml'))
  await editor.apply()
  await expect(editor.results).toHaveText(['deployment.apps/pets created'])
  await lab.closePane()
  await lab.speed('10×')
  await expect(lab.node('Deployment', 'pets')).toHaveAccessibleName(/, 3 of 3 Ready · RollingUpdate · revision 1/)

  await lab.pause()
  const before = podsIn(await lab.moment())
  expect(before).toHaveLength(3)
  await lab.button(`Delete pod ${before[0]}`).click()
  await lab.expectDone(`kubectl delete pod ${before[0]}`)
  await lab.speed('10×')
  await expect.poll(async () => podsIn(await lab.moment()).includes(before[0] as string)).toBe(false)
  await expect(lab.node('Deployment', 'pets')).toHaveAccessibleName(/, 3 of 3 Ready/)
  const after = podsIn(await lab.moment())
  expect(after).toHaveLength(3)
  expect(after.filter(name => before.includes(name))).toHaveLength(2)

  await lab.button('Scale pets up to 4').click()
  await lab.expectDone('kubectl scale deployment pets --replicas=4')
  await expect(lab.node('Deployment', 'pets')).toHaveAccessibleName(/, 4 of 4 Ready/)
})

/** The pods that the API server believes in. */
function podsIn({ names }: { readonly names: readonly string[] }): readonly string[] {
  return names.flatMap(name => /^Pod (pets-[a-z0-9]+-[a-z0-9]{5}),/.exec(name)?.[1] ?? [])
}
