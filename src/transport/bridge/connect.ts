import { type IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { HotChannelClient, ViteDevServer } from 'vite'
import { Bridge, isBridged } from './bridge'
import { bridgeEvent, type FromTab } from './protocol'

/** Lets kubectl and all others reach the cluster of the open tab through a dev server. */
export function connectBridge(server: ViteDevServer): void {
  const bridge = new Bridge<HotChannelClient>(() =>
    server.config.logger.warn(
      `Somebody asks for the cluster, but no tab is open: open http://localhost:${portOf(server)}`,
    ),
  )
  const serve = (request: IncomingMessage, response: ServerResponse) =>
    void bridge.serve(request, response, { port: portOf(server) }).catch(error => {
      server.config.logger.error(`cluster bridge: ${error instanceof Error ? error.message : String(error)}`)
      response.destroy()
    })
  server.ws.on(bridgeEvent, (message: FromTab, client) =>
    bridge.hear(client, message, answer => client.send(bridgeEvent, answer)),
  )
  server.ws.on('vite:client:disconnect', (_, client) => bridge.leave(client))
  server.middlewares.use((request, response, next) => (isBridged(request.url) ? serve(request, response) : next()))
  // exec, attach and port-forward ask for another protocol; they are answered as requests, which says that there is none.
  server.httpServer?.on('upgrade', (request: IncomingMessage, socket: Socket) => {
    if (!isBridged(request.url)) return
    const response = new ServerResponse(request)
    response.shouldKeepAlive = false
    response.assignSocket(socket)
    response.on('finish', () => socket.end())
    serve(request, response)
  })
}

function portOf(server: ViteDevServer): number {
  return (server.httpServer?.address() as AddressInfo | null)?.port ?? server.config.server.port
}
