export { bridgeEvent, type FromTab, type TabCard, type ToTab } from './bridge/protocol'
export { connectWorker, type News, type PullingClient, type WorkerClient, type WorldListener } from './client'
export { type Drivable, WorldHost } from './host'
export { speedOf } from './pace'
export type { RealTime } from './paced-world'
export type * from './protocol'
export { realTime } from './real-time'
export {
  type ClusterAddress,
  type Connection,
  connectRemote,
  type RemoteClient,
  readClusterAddress,
} from './remote'
export { type OutsideRequest, TabDoor } from './tab'
