import type { WireHead, WireRequest } from '../wire'

/** The name under which both ends send, on the WebSocket that a dev server has with its page anyway. */
export const bridgeEvent = 'lab:bridge'

/** What a tab says about itself. */
export interface TabCard {
  readonly title: string
  /** Path, query and fragment of its address. */
  readonly address: string
  readonly isVisible: boolean
}

/** From the server to a tab. A tab sends the next piece of an answer only when it was asked for more: a slow client fills nobody's memory. */
export type ToTab =
  | { readonly id: number; readonly request: WireRequest }
  | { readonly id: number; readonly more: true }
  /** Nobody wants the answer any more. */
  | { readonly id: number; readonly cancel: true }

/** From a tab to the server. The head comes with the first piece; a tab that knows the whole answer says so with `isEnd`. */
export type FromTab =
  | { readonly tab: TabCard }
  | { readonly id: number; readonly head?: WireHead; readonly text: string; readonly isEnd: boolean }

/** A line of `/lab/tabs`. */
export interface ListedTab {
  readonly id: number
  readonly title: string
  readonly address: string
  readonly visible: boolean
  /** When it came, RFC 3339. */
  readonly since: string
  /** Whether this is the one that answers. */
  readonly answers: boolean
}
