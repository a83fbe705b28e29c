export { type EventObject, eventsOf, intervalOf, timeOf } from './events'
export { describerFor } from './registry'
export type { Described, Describer } from './types'
export { DescribeWriter } from './writer'
