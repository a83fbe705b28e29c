import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Door, readBody, refusalOf } from '../http-guard'
import { Exchange } from './exchange'
import type { FromTab, ToTab } from './protocol'
import { noTab, sendJson, sendStatus } from './refusals'
import { Tabs } from './tabs'

/** The paths that the cluster answers; everything else is the page's. */
const clusterPaths = /^\/(?:api|apis|version|healthz|livez|readyz|openapi)(?:[/?]|$)/
const tabsPath = /^\/lab\/tabs(?:[/?]|$)/

/** Whether a request is not for the page's files. */
export function isBridged(url: string | undefined): boolean {
  return url !== undefined && (clusterPaths.test(url) || tabsPath.test(url))
}

/** Between HTTP and the open tabs: it passes requests to the tab that answers, and text back. What is in them it does not know. */
export class Bridge<Channel> {
  private readonly tabs = new Tabs<Channel>()
  private readonly exchanges = new Map<number, Exchange>()
  private readonly onMissed: () => void
  private lastId = 0
  private hasMissed = false

  /** `onMissed` is called when somebody asks and no tab is open, once until one is: kubectl has words of its own for a 503. */
  constructor(onMissed: () => void = () => {}) {
    this.onMissed = onMissed
  }

  /** A tab says something. */
  hear(channel: Channel, message: FromTab, send: (message: ToTab) => void): void {
    if ('tab' in message) {
      this.tabs.put(channel, message.tab, send, Date.now())
      this.hasMissed = false
      return
    }
    const exchange = this.exchanges.get(message.id)
    // Only the tab that was asked can answer.
    if (exchange?.tab.id === this.tabs.get(channel)?.id) exchange?.take(message)
  }

  /** A tab has gone. */
  leave(channel: Channel): void {
    const tab = this.tabs.remove(channel)
    if (!tab) return
    for (const exchange of this.exchanges.values()) if (exchange.tab.id === tab.id) exchange.tabLeft()
  }

  /** Answers a request for which `isBridged` holds. */
  async serve(request: IncomingMessage, response: ServerResponse, door: Door): Promise<void> {
    const { method = 'GET', url: path = '/' } = request
    const refusal = refusalOf(request.headers, door)
    if (refusal) return sendStatus(response, refusal)
    if (tabsPath.test(path)) return sendJson(response, 200, this.tabs.list())
    const body = await readBody(request).catch(() => undefined)
    if (body === undefined) return
    if (typeof body !== 'string') return sendStatus(response, body)
    const tab = this.tabs.answering()
    if (!tab) return this.miss(response, door)
    // Whoever went away while the body was read hears nothing, and nobody is asked.
    if (response.destroyed) return
    const id = ++this.lastId
    this.exchanges.set(id, new Exchange(id, tab, response, () => this.exchanges.delete(id)))
    tab.send({ id, request: { method, path, headers: plain(request.headers), body } })
  }

  private miss(response: ServerResponse, { port }: Door): void {
    if (!this.hasMissed) this.onMissed()
    this.hasMissed = true
    sendStatus(response, noTab(`http://localhost:${port}`))
  }
}

/** Whom a client believes to talk to is nobody's business in a page: `kubectl --server` sends the token of the cluster it usually talks to. */
const secrets: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie'])

function plain(headers: IncomingMessage['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || secrets.has(name) ? [] : [[name, typeof value === 'string' ? value : value.join(', ')]],
    ),
  )
}
