import type { ListedTab, TabCard, ToTab } from './protocol'

/** An open tab, as the server knows it. */
export interface Tab {
  readonly id: number
  readonly card: TabCard
  /** When it came, in milliseconds since the epoch. */
  readonly since: number
  send(message: ToTab): void
}

/** The open tabs by what they are reached through; the newest last. */
export class Tabs<Channel> {
  private readonly tabs = new Map<Channel, Tab>()
  private lastId = 0

  /** A tab has come, or says something new about itself. */
  put(channel: Channel, card: TabCard, send: (message: ToTab) => void, now: number): void {
    const known = this.tabs.get(channel)
    this.tabs.set(channel, { id: known?.id ?? ++this.lastId, card, since: known?.since ?? now, send })
  }

  /** The tab that has gone, if it was one. */
  remove(channel: Channel): Tab | undefined {
    const tab = this.tabs.get(channel)
    this.tabs.delete(channel)
    return tab
  }

  get(channel: Channel): Tab | undefined {
    return this.tabs.get(channel)
  }

  /** The tab that answers: the newest that somebody sees, else the newest; undefined when none is open. */
  answering(): Tab | undefined {
    const all = [...this.tabs.values()]
    return all.findLast(({ card }) => card.isVisible) ?? all.at(-1)
  }

  list(): readonly ListedTab[] {
    const answering = this.answering()
    return [...this.tabs.values()].map(({ id, card: { title, address, isVisible }, since }) => ({
      id,
      title,
      address,
      visible: isVisible,
      since: new Date(since).toISOString(),
      answers: id === answering?.id,
    }))
  }
}
