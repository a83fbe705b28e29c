/** The files that commands name: the manifests of the page. */
export interface PageFiles {
  names(): Promise<readonly string[]>
  read(name: string): Promise<string | undefined>
  /** False for what is no manifest. */
  write(name: string, text: string): boolean
  /** Shows a text in the editor, until it is taken back. */
  show(name: string, text: string): void
  /** The text as it is now; closes it. */
  takeBack(name: string): string | undefined
}

/** The page's manifests, and beside them whatever else is written while the page is open. */
export class Files {
  private readonly page: PageFiles
  private readonly others = new Map<string, string>()

  constructor(page: PageFiles) {
    this.page = page
  }

  async names(): Promise<readonly string[]> {
    const others = [...this.others.keys()].filter(name => !name.startsWith('/'))
    return [...new Set([...(await this.page.names()), ...others])].sort()
  }

  async read(path: string): Promise<string | undefined> {
    const name = withoutDot(path)
    return this.others.get(name) ?? (await this.page.read(name))
  }

  write(path: string, text: string): void {
    const name = withoutDot(path)
    if (!this.page.write(name, text)) this.others.set(name, text)
  }
}

function withoutDot(path: string): string {
  return path.replace(/^(?:\.\/)+/, '')
}
