export { podGarbageController } from './controller'
