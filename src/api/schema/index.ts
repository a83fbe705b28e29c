export { schemaOf } from './registry'
export type { ListSchema, MapSchema, ObjectSchema, Schema } from './types'
