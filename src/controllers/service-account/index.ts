export { serviceAccountController } from './controller'
