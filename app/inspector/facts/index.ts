export { describe } from './describe'
export type { Description, Fact } from './types'
