import type { WebSocket } from 'ws'
import type { HttpResponse } from '../../client'
import { piecesOf } from '../wire'
import { channel, finish, sendText, success } from './channels'
import type { Pull } from './stream'

/** The log whose rest somebody sees who attaches to a process; undefined where a path is none of an attachment. */
export function attachedLogPath(path: string): string | undefined {
  const [place = '', search] = path.split('?', 2)
  const [, pod] = /^(\/api\/v1\/namespaces\/[^/]+\/pods\/[^/]+)\/attach$/.exec(place) ?? []
  if (pod === undefined) return undefined
  const container = new URLSearchParams(search).get('container')
  const query = new URLSearchParams({ follow: 'true', tailLines: '0', ...(container && { container }) })
  return `${pod}/log?${query}`
}

/** Sends what a process prints from now on until it ends, or its client goes away. Nothing reads what is typed: no program here does. */
export async function attach(socket: WebSocket, first: HttpResponse, pull: Pull): Promise<void> {
  const abort = new AbortController()
  socket.on('close', () => abort.abort())
  // Broken frames and the like: the socket closes itself.
  socket.on('error', () => undefined)
  for await (const piece of piecesOf(first, path => pull(path, abort.signal))) sendText(socket, channel.stdout, piece)
  finish(socket, success)
}
