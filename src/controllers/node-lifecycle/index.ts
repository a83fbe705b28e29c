export { nodeLifecycleController } from './controller'
export type { NodeLifecycleSettings } from './health'
