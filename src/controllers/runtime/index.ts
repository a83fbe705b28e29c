export type * from './types'
export { nothing } from './types'
