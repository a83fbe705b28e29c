export { disruptionController } from './controller'
