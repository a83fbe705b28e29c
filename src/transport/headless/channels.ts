import type { WebSocket } from 'ws'
import type { Status } from '../../client'

/** The channels of `remotecommand` over a WebSocket: the first byte of each message (client-go `remotecommand/websocket.go`). */
export const channel = { stdin: 0, stdout: 1, stderr: 2, error: 3, close: 255 } as const

/** The protocols that are spoken, the best first. Version 5 can say that the input has ended. */
export const streamProtocols = ['v5.channel.k8s.io', 'v4.channel.k8s.io'] as const

/** How much a client may leave unread before it is cut off, in bytes. */
const unreadBytesMost = 8 * 1024 * 1024

/** Sends a text through a channel; nothing where there is none. */
export function sendText(socket: WebSocket, to: number, text: string): void {
  if (text === '' || socket.readyState !== socket.OPEN) return
  if (socket.bufferedAmount > unreadBytesMost) socket.terminate()
  else socket.send(Buffer.concat([Buffer.of(to), Buffer.from(text)]))
}

/** Ends a session with its status. */
export function finish(socket: WebSocket, status: Status): void {
  sendText(socket, channel.error, JSON.stringify(status))
  socket.close(1000)
}

/** What a session ends with when nothing went wrong. */
export const success: Status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' }
