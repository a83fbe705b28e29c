export { indexesOf } from './indexes'
export type * from './types'
