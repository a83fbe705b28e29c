export { reviews } from './registry'
export { questionAt, serveReview } from './serve'
export type { Review } from './types'
