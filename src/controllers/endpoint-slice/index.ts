export { endpointSliceController } from './controller'
