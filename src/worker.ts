import { PlayedWorld, seedIn } from './testing/swarm'
import { type ClientMessage, type Drivable, type HostMessage, realTime, WorldHost } from './transport'
import { createWorld } from './world'

/** The worker's entry: one cluster, living in real time. Its options come in the worker's name, as a query. */
const options = new URLSearchParams(self.name)

const host = new WorldHost(
  worldFrom(options.get('swarm')),
  { postMessage: (message: ClientMessage) => globalThis.postMessage(message) },
  realTime,
  options.has('paused'),
)
globalThis.onmessage = ({ data }: MessageEvent<HostMessage>) => host.receive(data)

/** A cluster to which nothing happens by itself, or the run of a swarm: see src/testing/swarm. */
function worldFrom(swarm: string | null): Drivable {
  if (swarm !== null) return new PlayedWorld(seedIn(swarm))
  return createWorld({ seed: numberFrom('seed', 1), machines: numberFrom('machines', 3) })
}

function numberFrom(name: string, otherwise: number): number {
  const text = options.get(name)
  const value = Number(text)
  return text !== null && Number.isSafeInteger(value) && value >= 0 ? value : otherwise
}
