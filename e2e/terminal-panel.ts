import { expect, type Locator, type Page } from '@playwright/test'

/** The terminal as a person uses it who reads with the ears: what it shows is taken from its text for screen readers. */
export class TerminalPanel {
  readonly page: Page
  readonly panel: Locator
  /** All rows that are shown. */
  readonly text: Locator

  constructor(page: Page) {
    this.page = page
    this.panel = page.getByRole('region', { name: 'Terminal' })
    this.text = this.panel.locator('.xterm-accessibility-tree')
  }

  /** A row that is shown, by all that stands in it. */
  row(text: RegExp): Locator {
    return this.text.getByRole('listitem').filter({ hasText: text }).first()
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: /^Open the terminal/ }).click()
    await this.ready()
  }

  async ready(): Promise<void> {
    await expect(this.text).toContainText('$')
    await expect(this.input).toBeFocused()
  }

  async focus(): Promise<void> {
    await this.input.focus()
  }

  /** Types a line, and Enter. */
  async type(line: string): Promise<void> {
    await this.focus()
    await this.page.keyboard.type(line)
    await this.page.keyboard.press('Enter')
  }

  private get input(): Locator {
    return this.panel.getByRole('textbox', { name: /^Terminal: type a command/ })
  }
}
