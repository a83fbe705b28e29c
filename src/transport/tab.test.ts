import { describe, expect, test } from 'vitest'
import type { HttpRequest, HttpResponse } from '../client'
import type { FromTab, ToTab } from './bridge/protocol'
import { TabDoor } from './tab'

const json = (body: unknown, next?: string): HttpResponse => ({
  code: 200,
  contentType: 'application/json',
  body,
  ...(next !== undefined && { next }),
})

/** A tab, and what goes in and out of its door. The cluster answers `answer`; pulls wait until the test has something to tell. */
function openTab(answer: HttpResponse) {
  const sent: FromTab[] = []
  const asked: HttpRequest[] = []
  const told: string[] = []
  const pulls: { readonly path: string; readonly signal: AbortSignal; tell(response: HttpResponse): void }[] = []
  let hear: (message: ToTab) => void = () => {}
  let watching = 0
  new TabDoor(
    {
      send: message => sent.push(message),
      listen: listener => {
        hear = listener
      },
    },
    {
      request: async request => {
        asked.push(request)
        return answer
      },
      pull: ({ path }, signal) =>
        new Promise(resolve => {
          signal.addEventListener('abort', () => resolve(json([])))
          pulls.push({ path, signal, tell: resolve })
        }),
    },
    {
      onAnswered: ({ program, request: { method } }) => told.push(`${program} ${method}`),
      onWatching: count => {
        watching = count
      },
    },
  )
  const ask = (method: string, path: string) =>
    hear({ id: 1, request: { method, path, headers: { 'user-agent': 'kubectl/v1.37.1 (linux/amd64)' }, body: '' } })
  return { sent, asked, told, pulls, ask, hear: (message: ToTab) => hear(message), watching: () => watching }
}

const watchPath = '/api/v1/pods?watch=1'

describe('the door of a tab', () => {
  test('answers at once, and tells the page who asked', async () => {
    const tab = openTab(json({ kind: 'PodList' }))
    tab.ask('GET', '/api/v1/pods')
    await expect.poll(() => tab.sent).toHaveLength(1)
    expect(tab.sent[0]).toMatchObject({ id: 1, head: { code: 200 }, text: '{"kind":"PodList"}\n', isEnd: true })
    expect(tab.told).toEqual(['kubectl GET'])
  })

  test('does not ask the cluster about methods that it does not know', async () => {
    const tab = openTab(json({}))
    tab.ask('TRACE', '/api/v1/pods')
    await expect.poll(() => tab.sent).toHaveLength(1)
    expect(tab.sent[0]).toMatchObject({ head: { code: 405 }, isEnd: true })
    expect(tab.asked).toEqual([])
  })

  test('sends the head of a watch first, and a piece only when it was asked for more', async () => {
    const tab = openTab(json([{ type: 'ADDED' }], '/1'))
    tab.ask('GET', watchPath)
    await expect.poll(() => tab.sent).toHaveLength(1)
    expect(tab.sent[0]).toMatchObject({ head: { code: 200 }, text: '', isEnd: false })
    expect(tab.watching()).toBe(1)
    tab.hear({ id: 1, more: true })
    await expect.poll(() => tab.sent).toHaveLength(2)
    expect(tab.sent[1]).toMatchObject({ text: '{"type":"ADDED"}\n', isEnd: false })
    expect(tab.pulls).toEqual([])
    tab.hear({ id: 1, more: true })
    await expect.poll(() => tab.pulls).toHaveLength(1)
    tab.pulls[0]?.tell(json([{ type: 'ERROR' }]))
    await expect.poll(() => tab.sent).toHaveLength(3)
    tab.hear({ id: 1, more: true })
    await expect.poll(() => tab.sent.at(-1)).toMatchObject({ text: '', isEnd: true })
    expect(tab.watching()).toBe(0)
  })

  test('calls the watch off in the cluster when nobody wants it any more, and says nothing after that', async () => {
    const tab = openTab(json([], '/1'))
    tab.ask('GET', watchPath)
    await expect.poll(() => tab.sent).toHaveLength(1)
    tab.hear({ id: 1, more: true })
    await expect.poll(() => tab.pulls).toHaveLength(1)
    tab.hear({ id: 1, cancel: true })
    await expect.poll(tab.watching).toBe(0)
    expect(tab.pulls[0]?.signal.aborted).toBe(true)
    expect(tab.sent).toHaveLength(1)
  })
})
