import { create } from 'zustand'
import {
  bridgeEvent,
  type FromTab,
  type OutsideRequest,
  type PullingClient,
  TabDoor,
  type ToTab,
} from '../../src/transport'
import { messageOf } from './advice'
import { logOutside } from './perform'

interface Outside {
  /** How many requests have come from outside this page. */
  readonly requests: number
  /** How many watches from outside are open. */
  readonly watching: number
}

/** What goes on at the door that the dev server opens to this tab; in a built page there is none, and nothing ever goes on. */
export const useOutside = create<Outside>(() => ({ requests: 0, watching: 0 }))

/** Lets programs outside the page reach its cluster, where a dev server is there to pass their requests on. */
export function openDoor(client: PullingClient): void {
  // The bundler looks for these very words.
  const hot = import.meta.hot
  if (!hot) return
  const channel = {
    send: (message: FromTab) => hot.send(bridgeEvent, message),
    listen: (listener: (message: ToTab) => void) => hot.on(bridgeEvent, listener),
  }
  const door = new TabDoor(channel, client, {
    onAnswered: answered => {
      useOutside.setState(({ requests }) => ({ requests: requests + 1 }))
      note(answered)
    },
    onWatching: watching => useOutside.setState({ watching }),
  })
  const introduce = () =>
    door.introduce({
      title: document.title,
      address: location.href.slice(location.origin.length),
      isVisible: document.visibilityState === 'visible',
    })
  introduce()
  document.addEventListener('visibilitychange', introduce)
  // A dev server that was away knows nobody.
  hot.on('vite:ws:connect', introduce)
}

/** Every write is shown for what it is; reads, and questions that are asked by POST, would drown them. */
function note({ request, response, program }: OutsideRequest): void {
  const { method, path } = request
  if (method === 'GET' || /^\/apis\/(?:authorization|authentication)\.k8s\.io\//.test(path)) return
  logOutside({
    program,
    line: `${method} ${withoutManners(path)}`,
    outcome: response.code >= 400 ? 'failed' : 'done',
    answer: messageOf(response),
    isRepeatable: method !== 'POST',
  })
}

/** A path without what every kubectl says besides: who it is, and how strictly it wants to be read. */
function withoutManners(path: string): string {
  const [place = '', text = ''] = path.split('?', 2)
  const query = new URLSearchParams(text)
  for (const name of ['fieldManager', 'fieldValidation']) query.delete(name)
  return query.size > 0 ? `${place}?${query}` : place
}
