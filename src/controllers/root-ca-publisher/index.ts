export { rootCAPublisherController } from './controller'
