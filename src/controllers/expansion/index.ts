export { expansionController } from './controller'
