import { type ClientMessage, type HostMessage, realTime, WorldHost } from './transport'
import { createWorld } from './world'

/** The worker's entry: one cluster, living in real time. Its options come in the worker's name, as a query. */
const options = new URLSearchParams(self.name)

const world = createWorld({ seed: numberFrom('seed', 1), machines: numberFrom('machines', 3) })
const host = new WorldHost(
  world,
  { postMessage: (message: ClientMessage) => globalThis.postMessage(message) },
  realTime,
  options.has('paused'),
)
globalThis.onmessage = ({ data }: MessageEvent<HostMessage>) => host.receive(data)

function numberFrom(name: string, otherwise: number): number {
  const text = options.get(name)
  const value = Number(text)
  return text !== null && Number.isSafeInteger(value) && value >= 0 ? value : otherwise
}
