/** What a terminal makes of keys. */
export interface Typed {
  /** What is shown for them. */
  readonly echo: string
  /** The lines that they complete, each with its end. */
  readonly lines: string
  /** Ctrl-D at the beginning of a line: nothing more will come. */
  readonly isEnd: boolean
}

const escapeKey = '\u001b'
/** What arrow keys and their like send after it. */
const afterEscape = /^(?:\[[0-9;]*[A-Za-z~]|O[A-Z])?/

/**
 * Turns keys into lines, as a terminal does for the program behind it (termios `ICANON` and `ECHO`): shows what is typed, takes back what is
 * deleted, and hands a line over when it is finished.
 */
export class LineDiscipline {
  private line: readonly string[] = []

  take(keys: string): Typed {
    let echo = ''
    let lines = ''
    for (let rest = keys; rest !== ''; ) {
      if (rest.startsWith(escapeKey)) {
        rest = rest.slice(escapeKey.length).replace(afterEscape, '')
        continue
      }
      const key = String.fromCodePoint(rest.codePointAt(0) as number)
      rest = rest.slice(key.length)
      if (key === '\u0004' && this.line.length === 0) return { echo, lines, isEnd: true }
      if (key === '\r' || key === '\n') {
        lines += `${this.line.join('')}\n`
        echo += '\r\n'
        this.line = []
      } else if (key === '\u0003') {
        lines += '\n'
        echo += '^C\r\n'
        this.line = []
      } else if (key === '\u007f' || key === '\b') {
        if (this.line.length > 0) echo += '\b \b'
        this.line = this.line.slice(0, -1)
      } else if (key >= ' ') {
        this.line = [...this.line, key]
        echo += key
      }
    }
    return { echo, lines, isEnd: false }
  }
}

/** Cuts what comes through a pipe after its last whole line; the rest waits for more. */
export class LineBuffer {
  private rest = ''

  take(text: string): string {
    const all = this.rest + text
    const end = all.lastIndexOf('\n') + 1
    this.rest = all.slice(end)
    return all.slice(0, end)
  }

  /** What is left when nothing more comes. */
  end(): string {
    const { rest } = this
    this.rest = ''
    return rest
  }
}
