export { provisionerController } from './controller'
