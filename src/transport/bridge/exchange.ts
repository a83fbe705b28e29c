import type { ServerResponse } from 'node:http'
import { encodingOf } from '../wire'
import type { FromTab, ToTab } from './protocol'
import { sendStatus, unavailable } from './refusals'
import type { Tab } from './tabs'

/** For how long a tab may think about an answer's beginning, in milliseconds. Browsers freeze tabs that nobody has looked at for long. */
const patienceMs = 30_000

/** One request that a tab answers: passes the pieces on as they come, and asks for the next when the client has taken the last. */
export class Exchange {
  readonly tab: Tab
  private readonly response: ServerResponse
  private readonly id: number
  private readonly timer: ReturnType<typeof setTimeout>
  private encoding: BufferEncoding = 'utf8'
  private isOver = false

  /** `onEnd` is called once, when nothing more comes or is wanted. */
  constructor(id: number, tab: Tab, response: ServerResponse, onEnd: () => void) {
    this.id = id
    this.tab = tab
    this.response = response
    this.timer = setTimeout(() => this.giveUp(), patienceMs)
    response.on('close', () => {
      clearTimeout(this.timer)
      if (!this.isOver) this.tell({ id, cancel: true })
      this.isOver = true
      onEnd()
    })
  }

  /** A piece of the answer; the first one brings the head. */
  take({ head, text, isEnd }: Extract<FromTab, { readonly text: string }>): void {
    if (this.isOver) return
    const { response } = this
    clearTimeout(this.timer)
    if (head && !response.headersSent) {
      this.encoding = encodingOf(String(head.headers['content-type'] ?? ''))
      const length = isEnd && { 'content-length': String(Buffer.byteLength(text, this.encoding)) }
      response.writeHead(head.code, { ...(head.headers as Record<string, string | string[]>), ...length })
      response.flushHeaders()
    }
    if (isEnd) {
      this.isOver = true
      response.end(text, this.encoding)
      return
    }
    const askForMore = () => this.tell({ id: this.id, more: true })
    if (text === '' || response.write(text, this.encoding)) askForMore()
    else response.once('drain', askForMore)
  }

  /** The tab was closed or reloaded: a stream ends; who has heard nothing yet is told why. */
  tabLeft(): void {
    if (this.isOver) return
    this.isOver = true
    if (this.response.headersSent) this.response.end()
    else sendStatus(this.response, unavailable('the tab with the cluster was closed before it answered: try again'))
  }

  private giveUp(): void {
    if (this.isOver) return
    this.tell({ id: this.id, cancel: true })
    this.isOver = true
    const { title } = this.tab.card
    sendStatus(this.response, unavailable(`the tab "${title}" does not answer: bring it to the front, or reload it`))
  }

  private tell(message: ToTab): void {
    this.tab.send(message)
  }
}
