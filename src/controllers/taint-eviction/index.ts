export { taintEvictionController } from './controller'
