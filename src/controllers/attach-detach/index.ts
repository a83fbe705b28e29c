export { attachDetachController } from './controller'
