export { endpointSliceController } from './controller'
export { endpointsController } from './endpoints-object'
export { endpointMirroringController } from './mirror'
