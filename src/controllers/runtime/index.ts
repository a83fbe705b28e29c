export { ControllerHub, type HubOptions, type Write } from './hub'
export type * from './types'
export { nothing } from './types'
