import { expect, type LabPage, test } from './lab-page'

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
]

for (const viewport of sizes) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test.describe(`at ${viewport.width}×${viewport.height}, ${colorScheme}`, () => {
      test.use({ viewport, colorScheme })

      test('nothing sticks out, is cut off, or lies on something else', async ({ lab }) => {
        await lab.open()
        await expect(lab.page.locator('html')).toHaveAttribute('data-theme', colorScheme)
        await expectTidy(lab, 'the start')
        await lab.startExample()
        await expectTidy(lab, 'the example')
        await lab.button('Scale kubia down to 1').click()
        await lab.speed('10×')
        await expect(lab.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 1 of 1 Ready/)
        await expect(lab.node('Pod', 'kubia-1')).toBeHidden()
        await expectTidy(lab, 'a set of one')
        await lab.button('Cut the network of node-1').click()
        await expect(lab.page.getByText('network cut')).toBeVisible()
        await expectTidy(lab, 'a machine cut off')
        await lab.button('Show all commands').click()
        await expectTidy(lab, 'the whole log')
        await lab.button('Show only the last command').click()
        await lab.select('Pod', 'kubia-0')
        await expectTidy(lab, 'a pod selected')
        await lab.pane.getByRole('tab', { name: 'Manifest' }).click()
        await expect(lab.pane.getByRole('button', { name: 'New manifest' })).toBeVisible()
        await expectTidy(lab, 'the examples')
        await lab.pane.getByRole('button', { name: 'New manifest' }).click()
        await expect(lab.pane.getByRole('button', { name: /^Apply/ })).toBeVisible()
        await expectTidy(lab, 'the editor')
      })
    })
  }
}

async function expectTidy(lab: LabPage, state: string): Promise<void> {
  await expect.poll(() => lab.page.evaluate(findDisorder), { message: state, timeout: 5_000 }).toEqual([])
}

/** Runs in the page: everything that a person would call untidy, in words. */
function findDisorder(): string[] {
  const wrong: string[] = []
  const slackPx = 1.5
  const wordsOf = (element: Element) =>
    `${element.className} "${(element.getAttribute('aria-label') ?? element.textContent ?? '').slice(0, 40)}"`
  const boxOf = (element: Element) => element.getBoundingClientRect()
  const isShown = (element: Element) => boxOf(element).width > 0 && element.checkVisibility({ opacityProperty: true })
  const all = (selector: string) => [...document.querySelectorAll(selector)].filter(isShown)
  const isInside = (inner: DOMRect, outer: DOMRect) =>
    inner.left >= outer.left - slackPx &&
    inner.right <= outer.right + slackPx &&
    inner.top >= outer.top - slackPx &&
    inner.bottom <= outer.bottom + slackPx
  const overlap = (a: DOMRect, b: DOMRect) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > slackPx &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > slackPx

  if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page scrolls sideways')
  const page = new DOMRect(0, 0, innerWidth, innerHeight)
  for (const element of all(
    '.app__header button, .app__header time, .app__footer button, .legend, .zoom button, [role=tab]',
  )) {
    if (!isInside(boxOf(element), page)) wrong.push(`${wordsOf(element)} sticks out of the page`)
  }
  for (const card of all('article')) {
    for (const part of card.querySelectorAll('button, p, li')) {
      if (isShown(part) && !isInside(boxOf(part), boxOf(card))) wrong.push(`${wordsOf(part)} sticks out of its card`)
    }
  }
  for (const element of all('.dock *, .app__header *, .app__footer *')) {
    // Monaco clips and scrolls by itself.
    if (element.closest('.monaco-editor')) continue
    const { overflowX, textOverflow } = getComputedStyle(element)
    if (element.scrollWidth > element.clientWidth + slackPx && overflowX === 'hidden' && textOverflow !== 'ellipsis')
      wrong.push(`${wordsOf(element)} is cut off`)
  }
  const groups = [
    all('.app__header button, .app__header time, .wordmark__name'),
    all('.zoom button, .legend li'),
    all('article'),
  ]
  for (const group of groups) {
    for (const [index, a] of group.entries()) {
      for (const b of group.slice(index + 1)) {
        const [boxA, boxB] = [boxOf(a), boxOf(b)]
        if (overlap(boxA, boxB) && !isInside(boxA, boxB) && !isInside(boxB, boxA))
          wrong.push(`${wordsOf(a)} lies on ${wordsOf(b)}`)
      }
    }
  }
  return wrong
}
