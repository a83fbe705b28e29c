export { eventExpiryController } from './controller'
