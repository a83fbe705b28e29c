import { describeLayout, TabWriter } from '../output'

/**
 * What a description is written to: lines with tabs between columns, indented by levels of two blanks (`describe.PrefixWriter` on a tab
 * writer).
 */
export class DescribeWriter {
  private readonly writer: { write(text: string): void; flush(): void; take(): string }

  /** `asWritten` keeps tabs as they are, as `rollout history --revision` does. */
  constructor(asWritten = false) {
    this.writer = asWritten ? new PlainText() : new TabWriter(describeLayout)
  }

  /** One line, indented by `level`. */
  line(text: string, level = 0): void {
    this.text(`${text}\n`, level)
  }

  /** Text as it is, after the indent. */
  text(text: string, level = 0): void {
    this.writer.write(`${'  '.repeat(level)}${text.replaceAll('\x1b', '^[')}`)
  }

  /** Columns before and after do not align with each other. */
  flush(): void {
    this.writer.flush()
  }

  /** All that was written. */
  take(): string {
    return this.writer.take()
  }
}

class PlainText {
  private text = ''

  write(text: string): void {
    this.text += text
  }

  flush(): void {}

  take(): string {
    return this.text
  }
}
