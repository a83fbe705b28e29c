export { connectWorker, type News, type WorkerClient, type WorldListener } from './client'
export { type Drivable, type RealTime, WorldHost } from './host'
export { speedOf } from './pace'
export type * from './protocol'
