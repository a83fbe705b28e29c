import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'

/** A file of the example gallery; the broken ones are the book's own manifests, to the letter. */
export function exampleFile(name: string): string {
  return readFileSync(`app/manifest/examples/files/${name}`, 'utf8')
}

/** The manifest pane as a person uses it. */
export class ManifestEditor {
  private readonly page: Page

  constructor(page: Page) {
    this.page = page
  }

  /** Opens the pane, and a new empty file in it, and waits for Monaco. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Manifest', exact: true }).click()
    await this.page.getByRole('button', { name: 'New manifest' }).click()
    await expect(this.page.locator('.monaco-editor').first()).toBeVisible()
  }

  get box(): Locator {
    return this.page.getByRole('textbox', { name: 'Manifest' })
  }

  /** All that stands in the editor, by way of the clipboard. */
  async copied(): Promise<string> {
    await this.box.focus()
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.press('Control+C')
    return this.page.evaluate(() => navigator.clipboard.readText())
  }

  /** Replaces what the editor says by what a person has copied somewhere. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate(copied => navigator.clipboard.writeText(copied), text)
    await this.box.focus()
    await this.page.keyboard.press('Control+A')
    await this.page.keyboard.press('Control+V')
  }

  async openExample(title: RegExp): Promise<void> {
    const examples = this.page.getByRole('button', { name: 'Examples' })
    await examples.click()
    await this.page.getByRole('button', { name: title }).click()
    await expect(examples).toHaveAttribute('aria-expanded', 'false')
  }

  async apply(): Promise<void> {
    await this.page.getByRole('button', { name: 'Apply', exact: true }).click()
  }

  async applyByKey(): Promise<void> {
    await this.box.focus()
    await this.page.keyboard.press('Control+Enter')
  }

  /** What became of each object. */
  get results(): Locator {
    return this.page.getByRole('list', { name: 'Result' }).getByRole('listitem')
  }

  /** The list of problems, each with its line. */
  get problems(): Locator {
    return this.page.getByRole('region', { name: /problem/ }).getByRole('listitem')
  }

  /** Expects that Apply refused the whole manifest. */
  async expectRefused(): Promise<void> {
    await expect(this.page.getByRole('alert').filter({ hasText: 'Nothing was applied' })).toBeVisible()
  }
}
