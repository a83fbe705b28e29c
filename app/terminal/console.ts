import type { Terminal } from '@xterm/xterm'
import { complete, newSession, parse, runLine, Unfinished } from '../../src/shell'
import { logTyped } from '../session'
import { completed } from './completing'
import { drive, type Surroundings } from './drive'
import { Files, type PageFiles } from './files'
import { storedHistory, withLine } from './history'
import {
  below,
  type Deed,
  drawn,
  emptyLine,
  erased,
  inserted,
  type Line,
  type Press,
  pressed,
  pressesIn,
  rowOf,
} from './line'
import { asScreen, harmless, inColumns } from './output'

const prompt = '$ '
/** Empties the screen and what has gone off it, and goes to the beginning of its first line. */
const emptied = '\x1b[2J\x1b[3J\x1b[H'

/** The part of a terminal that a console writes to. */
export type Screen = Pick<Terminal, 'write' | 'cols' | 'rows'>

/** A person, a shell and a screen: lines are edited, run and shown, and what others do is shown between them. */
export class Console {
  private readonly screen: Screen
  private readonly files: Files
  private readonly pageFiles: PageFiles
  private readonly onLeave: () => void
  private readonly session = newSession()
  private history = storedHistory()
  private line: Line = emptyLine
  private cursorRow = 0
  private columns: number
  /** What runs, or what is looked up for a completion. */
  private running: AbortController | undefined
  private completing: AbortController | undefined
  /** Somebody waits for a line of input. */
  private reader: ((line: string | undefined) => void) | undefined
  private readonly ahead: Press[] = []
  /** The file that a person changes in the editor. */
  private edited: string | undefined
  private isAtLineStart = true
  private hasScreen = false
  private readonly late: string[] = []
  private lastSaid = ''

  constructor(screen: Screen, pageFiles: PageFiles, onLeave: () => void) {
    this.screen = screen
    this.columns = screen.cols
    this.files = new Files(pageFiles)
    this.pageFiles = pageFiles
    this.onLeave = onLeave
  }

  /** Shows the first prompt. */
  start(greeting: string): void {
    this.write(greeting)
    this.draw()
  }

  /** Takes what a terminal sends. */
  receive(data: string): void {
    for (const press of pressesIn(data)) this.press(press)
  }

  /** Shows what happened elsewhere, above the line that is being typed. */
  interject(text: string): void {
    if (this.hasScreen) {
      this.late.push(text)
      return
    }
    const isEditing = this.isEditing()
    if (isEditing) this.screen.write(erased(this.cursorRow))
    else this.freshLine()
    this.write(text)
    if (isEditing) this.draw(0)
  }

  /** The terminal has another width. */
  resized(): void {
    if (this.screen.cols === this.columns) return
    this.columns = this.screen.cols
    if (!this.isEditing()) return
    this.cursorRow = rowOf(this.line, this.prompt(), this.columns)
    this.draw()
  }

  /** Whether a search through the history is open, which Escape ends first. */
  get isSearching(): boolean {
    return this.line.search !== undefined
  }

  private isEditing(): boolean {
    return !this.running || this.reader !== undefined
  }

  private prompt(): string {
    return this.reader ? '' : prompt
  }

  private press(press: Press): void {
    if (!this.isEditing()) {
      if (press.type === 'key' && press.key === 'interrupt') this.interrupt()
      else this.ahead.push(press)
      return
    }
    this.completing?.abort()
    const { line, deed } = pressed(this.line, press, this.history)
    if (deed === 'interrupt') this.abandon()
    else {
      this.line = line
      if (deed) this.take(deed)
      else this.draw()
    }
  }

  /** Takes what was typed while nobody listened, as long as somebody does now. */
  private pressAhead(): void {
    for (let press = this.ahead.shift(); press; press = this.ahead.shift()) {
      this.press(press)
      if (!this.isEditing()) break
    }
  }

  private take(deed: Deed): void {
    if (deed === 'submit') this.submit()
    else if (deed === 'complete') void this.complete()
    else if (deed === 'leave') this.onLeave()
    else if (deed === 'clear') this.clear()
    else if (deed === 'endOfInput') this.give(undefined)
  }

  /** Ctrl+C at a line: leaves it as it is and begins another; or ends what reads. */
  private abandon(): void {
    this.screen.write(`^C${below(this.line, this.prompt(), this.columns, this.cursorRow)}`)
    this.line = emptyLine
    if (this.running) this.interrupt()
    else {
      this.session.exitCode = 130
      this.draw(0)
    }
  }

  private interrupt(): void {
    this.ahead.length = 0
    this.reader = undefined
    this.takeBackEdited()
    this.running?.abort()
  }

  private submit(): void {
    const { text } = this.line
    if (!this.reader && isUnfinished(text)) {
      this.line = inserted({ ...this.line, cursor: text.length }, '\n')
      this.draw()
      return
    }
    this.screen.write(below(this.line, this.prompt(), this.columns, this.cursorRow))
    this.line = emptyLine
    this.isAtLineStart = true
    if (this.reader) this.give(text)
    else {
      this.history = withLine(this.history, text)
      if (text.trim() === '') this.draw(0)
      else void this.run(text)
    }
  }

  private give(line: string | undefined): void {
    const { reader } = this
    this.reader = undefined
    reader?.(line)
  }

  private async run(text: string): Promise<void> {
    const ended = logTyped(text)
    const running = new AbortController()
    this.running = running
    this.lastSaid = ''
    let exitCode: number | undefined
    try {
      exitCode = await drive(runLine(text, this.session), this.surroundings(), running.signal)
    } catch (error) {
      this.print(`${error instanceof Error ? error.message : String(error)}\n`, 'stderr')
      exitCode = 1
    }
    if (exitCode === undefined) {
      this.session.exitCode = 130
      this.screen.write('^C\r\n')
      this.isAtLineStart = true
    }
    this.running = undefined
    this.leaveScreen()
    const answer = exitCode === undefined ? 'interrupted' : this.lastSaid
    ended({ outcome: exitCode === 0 ? 'done' : 'failed', ...(answer !== '' && { answer }) })
    this.freshLine()
    this.draw(0)
    this.pressAhead()
  }

  private surroundings(): Surroundings {
    return {
      print: (text, stream) => this.print(text, stream),
      input: () => this.input(),
      screen: text => this.show(text),
      clear: () => this.write(emptied),
      history: () => this.history,
      files: () => this.files.names(),
      read: path => this.files.read(path),
      write: (path, text) => this.files.write(path, text),
      edit: (name, text) => this.edit(name, text),
    }
  }

  private print(text: string, stream: 'stdout' | 'stderr'): void {
    this.write(harmless(text))
    const said = text.trim().split('\n').at(-1) ?? ''
    if (said !== '' && stream === 'stderr') this.lastSaid = said.slice(0, 300)
  }

  private input(): Promise<string | undefined> {
    return new Promise(resolve => {
      this.reader = resolve
      this.line = emptyLine
      this.draw(0)
      this.pressAhead()
    })
  }

  private async edit(path: string, text: string): Promise<string | undefined> {
    const name = path.slice(path.lastIndexOf('/') + 1)
    this.pageFiles.show(name, text)
    this.edited = name
    this.print(`Change ${name} in the Manifest pane. Enter here when you are done; Ctrl+C gives up.\n`, 'stdout')
    const answer = await this.input()
    const changed = this.takeBackEdited()
    return answer === undefined ? text : changed
  }

  private takeBackEdited(): string | undefined {
    const { edited } = this
    this.edited = undefined
    return edited === undefined ? undefined : this.pageFiles.takeBack(edited)
  }

  private show(text: string): void {
    if (!this.hasScreen) this.screen.write('\x1b[?1049h')
    this.hasScreen = true
    this.screen.write(asScreen(text, this.screen.cols, this.screen.rows))
  }

  private leaveScreen(): void {
    if (!this.hasScreen) return
    this.screen.write('\x1b[?1049l')
    this.hasScreen = false
    for (const text of this.late.splice(0)) this.write(text)
  }

  private async complete(): Promise<void> {
    const completing = new AbortController()
    this.completing = completing
    const before = this.line
    const found = await drive(complete(before.text.slice(0, before.cursor)), this.surroundings(), completing.signal)
    if (!found || completing.signal.aborted || this.line !== before) return
    const { addition, choices } = completed(found, before.cursor)
    if (addition !== '') this.line = inserted(before, addition)
    if (choices.length > 0) this.interject(harmless(inColumns(choices, this.columns)))
    else this.draw()
  }

  private clear(): void {
    this.screen.write(emptied)
    this.draw(0)
  }

  private write(text: string): void {
    if (text === '') return
    this.screen.write(text)
    this.isAtLineStart = text.endsWith('\n') || text === emptied
  }

  private freshLine(): void {
    if (!this.isAtLineStart) this.write('\r\n')
  }

  private draw(cursorRow = this.cursorRow): void {
    const drawing = drawn(this.line, this.prompt(), this.columns, cursorRow)
    this.cursorRow = drawing.cursorRow
    this.screen.write(drawing.output)
  }
}

function isUnfinished(text: string): boolean {
  try {
    parse(text)
    return false
  } catch (error) {
    return error instanceof Unfinished
  }
}
