export { type NodeLifecycleSettings, nodeLifecycleController } from './controller'
