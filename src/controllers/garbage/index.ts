export { garbageController } from './controller'
