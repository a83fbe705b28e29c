export { garbageControllers } from './controller'
