import { test as base, expect, type Locator, type Page } from '@playwright/test'

/** The words on the buttons of the clock. */
export type SpeedLabel = '1×' | '10×' | '100×' | 'max'

/** What can be read at one moment: everything that has an accessible name in the graph. */
export interface Moment {
  /** Names of all nodes and threads, `Pod kubia-0, Running, on node-1`. */
  readonly names: readonly string[]
  /** What the API believes of a pod, `Running, on node-1`; undefined when there is no such place. */
  pod(name: string): string | undefined
  /** What really runs of a pod, `node-1, Up, uid 3f63`, wherever it runs. */
  processes(name: string): readonly string[]
}

/** The page as a person uses it: what can be pressed, and what can be read. Nothing here waits for time to pass. */
export class LabPage {
  readonly page: Page
  readonly log: Locator
  readonly pane: Locator

  constructor(page: Page) {
    this.page = page
    this.log = page.getByRole('region', { name: 'Command log' })
    this.pane = page.getByRole('complementary', { name: 'Side pane' })
  }

  /** Opens the lab; every history in these tests begins with a seed of its own. */
  async open(query = 'seed=1'): Promise<void> {
    await this.page.goto(`./?${query}`)
    await expect(this.node('Machine', 'node-1')).toHaveAccessibleName('Machine node-1, Ready')
  }

  /** Starts the example and lets it come up; the clock runs at 1× afterwards. */
  async startExample(): Promise<void> {
    await this.button('Start the kubia example').click()
    await this.speed('10×')
    await expect(this.node('StatefulSet', 'kubia')).toHaveAccessibleName(/, 2 of 2 Ready/)
    await this.speed('1×')
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' })
  }

  /** A node of the graph by its kind and name. */
  node(kind: string, name: string): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^${kind} ${name},`) })
  }

  /** The whole card of a node. */
  card(kind: string, name: string): Locator {
    return this.page.getByRole('article').filter({ has: this.node(kind, name) })
  }

  /** What really runs of a pod, on any machine or on one. */
  processes(pod: string, machine = 'node-\\d+'): Locator {
    return this.page.getByRole('button', { name: new RegExp(`^Processes of ${pod} on ${machine},`) })
  }

  /** A line between two nodes, by the sentence that it means. */
  thread(sentence: string | RegExp): Locator {
    return this.page.getByRole('img', { name: sentence, exact: typeof sentence === 'string' })
  }

  /** Shows an object in the side pane. */
  async select(kind: string, name: string): Promise<void> {
    await this.node(kind, name).click()
    await expect(this.pane.getByRole('heading', { name, exact: true })).toBeVisible()
  }

  async closePane(): Promise<void> {
    await this.pane.getByRole('button', { name: 'Close the side pane' }).click()
  }

  async speed(label: SpeedLabel): Promise<void> {
    const button = this.page.getByRole('group', { name: 'Speed' }).getByRole('button', { name: label })
    await button.click()
    await expect(button).toHaveAttribute('aria-pressed', 'true')
  }

  async pause(): Promise<void> {
    await this.button('Pause (Space)').click()
    await expect(this.button('Run (Space)')).toBeVisible()
  }

  /** One step to the next event; the clock stands still before and after. */
  async step(): Promise<void> {
    await this.page.keyboard.press('.')
    await expect(this.lastMark()).toHaveAccessibleName('done')
  }

  /** Steps until `isThere`; gives every moment on the way to `look`. */
  async stepUntil(isThere: (moment: Moment) => boolean, look: (moment: Moment) => void = () => {}): Promise<void> {
    for (let steps = 0; steps < 400; steps++) {
      const moment = await this.moment()
      look(moment)
      if (isThere(moment)) return
      await this.step()
    }
    throw new Error(`did not come to pass in 400 steps:\n${(await this.moment()).names.join('\n')}`)
  }

  /** The cluster's time in seconds since its beginning. */
  async seconds(): Promise<number> {
    const text = (await this.page.getByTestId('cluster-time').textContent()) ?? ''
    const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number)
    return hours * 3600 + minutes * 60 + seconds
  }

  /** Lets cluster time pass at a speed, and pauses. */
  async letPass(seconds: number, speed: SpeedLabel = '100×'): Promise<void> {
    const until = (await this.seconds()) + seconds
    await this.speed(speed)
    await expect.poll(() => this.seconds(), { timeout: 30_000 }).toBeGreaterThanOrEqual(until)
    await this.pause()
  }

  /** Expects the last command to have been this line, and to have worked. */
  async expectDone(line: string | RegExp): Promise<void> {
    await expect(this.log.getByRole('listitem').last()).toContainText(line)
    await expect(this.lastMark()).toHaveAccessibleName('done')
  }

  /** Stores a text in a pod, with the panel that is there for it. */
  async talk(pod: string, text: string): Promise<void> {
    await this.select('Pod', pod)
    await this.pane.getByLabel('Text to send').fill(text)
    await this.button(`POST the text to ${pod}`).click()
    await expect(this.pane.getByRole('status')).toContainText('answered 200')
    await this.closePane()
  }

  /** What a pod answers. */
  async listen(pod: string): Promise<string> {
    await this.select('Pod', pod)
    await this.button(`GET from ${pod}`).click()
    await expect(this.pane.getByRole('status')).toContainText('GET / answered')
    const answer = await this.pane.getByRole('status').textContent()
    await this.closePane()
    return answer ?? ''
  }

  /** The volume that a claim is bound to. */
  async volumeOf(claim: string): Promise<string> {
    const sentence = await this.thread(new RegExp(`^${claim} is bound to `)).getAttribute('aria-label')
    return sentence?.split(' ').at(-1) ?? ''
  }

  /** The machine on which a pod really runs. */
  async machineOf(pod: string): Promise<string> {
    const name = await this.processes(pod).getAttribute('aria-label')
    return /on (node-\d+)/.exec(name ?? '')?.[1] ?? ''
  }

  /** Everything in the graph at once: no frame can come between two of these names. */
  async moment(): Promise<Moment> {
    const names = await this.page
      .getByLabel('The cluster')
      .locator('[aria-label]')
      .evaluateAll(elements => elements.map(element => element.getAttribute('aria-label') ?? ''))
    const after = (start: string) => names.filter(name => name.startsWith(start)).map(name => name.slice(start.length))
    return {
      names,
      pod: name => after(`Pod ${name}, `)[0],
      processes: name => after(`Processes of ${name} on `),
    }
  }

  private lastMark(): Locator {
    return this.log.getByRole('listitem').last().getByRole('img')
  }
}

/** Every test gets a lab of its own, and fails if the page reports an error or asks another host for anything. */
export const test = base.extend<{ lab: LabPage }>({
  lab: async ({ page, baseURL }, use) => {
    const wrong: string[] = []
    page.on('pageerror', error => wrong.push(error.message))
    page.on('console', message => {
      if (message.type() === 'error') wrong.push(message.text())
    })
    page.on('request', request => {
      const url = new URL(request.url())
      if (url.protocol.startsWith('http') && url.origin !== new URL(baseURL ?? '').origin) wrong.push(request.url())
    })
    await use(new LabPage(page))
    expect(wrong).toEqual([])
  },
})

export { expect }
