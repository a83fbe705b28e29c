export { nodeLifecycleController, type NodeLifecycleSettings } from './controller'
