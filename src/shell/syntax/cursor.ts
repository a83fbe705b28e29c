/** A text that is being read, character by character. */
export class Cursor {
  readonly text: string
  at: number

  constructor(text: string, at = 0) {
    this.text = text
    this.at = at
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length
  }

  /** The next character, without taking it; empty at the end. */
  peek(offset = 0): string {
    return this.text[this.at + offset] ?? ''
  }

  take(): string {
    return this.text[this.at++] ?? ''
  }

  /** Takes a text if it comes next. */
  takes(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false
    this.at += text.length
    return true
  }

  /** Takes what matches here (a sticky expression); undefined when nothing does. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.at
    const match = expression.exec(this.text)
    if (!match) return undefined
    this.at += match[0].length
    return match
  }
}
